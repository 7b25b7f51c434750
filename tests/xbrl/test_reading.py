"""Company facts as SEC serves them, and everything that can be wrong with them."""

import gzip
import json
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.models import Fact
from ingest.xbrl import companyfacts, document
from ingest.xbrl.rows import Filer
from tests.xbrl.filer import CAPEX, company_facts, row

GOOD = row("2023-10-01", "2024-09-28", 9447000000, "2024-11-01")


def read(data: bytes, **options):
    return companyfacts.facts(data, **({"item": "CIK0000320193.json", "raw_sha256": "ab"} | options))


def test_a_row_becomes_a_fact_with_its_way_back():
    (fact,), problems = read(company_facts([GOOD]))
    assert fact == Fact(
        company_id="apple",
        cik=320193,
        taxonomy="us-gaap",
        concept=CAPEX,
        measure="cash_ppe_gross",
        preference=1,
        currency="USD",
        period_start=date(2023, 10, 1),
        period_end=date(2024, 9, 28),
        value=Decimal(9447000000),
        accession="0000320193-24-001101",
        form="10-K",
        filed_on=date(2024, 11, 1),
        source="companyfacts",
        source_url="https://www.sec.gov/Archives/edgar/data/320193/000032019324001101/0000320193-24-001101-index.htm",
        raw_sha256="ab",
    )
    assert problems == []


def test_every_vintage_is_kept():
    first = row("2023-01-01", "2023-12-31", 27266, "2024-02-02")
    later = row("2023-01-01", "2023-12-31", 27045, "2025-01-30")
    facts, _ = read(company_facts([first, later]))
    assert [(fact.filed_on.year, fact.value) for fact in facts] == [(2024, 27266), (2025, 27045)]


@pytest.mark.parametrize(
    "changes",
    [
        {"cik": "0000320193"},
        {"entityName": "APPLE INC"},
        {"entityName": "Apple Inc", "ticker": "AAPL", "fetched": "2026-07-24", "surprise": {"deep": [1, {"a": None}]}},
    ],
)
def test_documents_differ_in_what_does_not_matter(changes):
    facts, problems = read(company_facts([GOOD], **changes))
    assert (len(facts), problems) == (1, [])


def test_null_and_missing_descriptions_do_not_matter():
    bare = {key: GOOD[key] for key in ("start", "end", "val", "accn", "filed")}
    nulls = GOOD | {"accn": "0000320193-25-000001", "filed": "2025-01-02", "fy": None, "fp": None, "form": None}
    data = json.loads(company_facts([bare, nulls]))
    data["facts"]["us-gaap"][CAPEX] |= {"label": None, "description": None}
    data["facts"]["us-gaap"]["PaymentsToAcquireProductiveAssets"] = None
    facts, problems = read(json.dumps(data).encode())
    assert [fact.form for fact in facts] == ["", ""]
    assert problems == []


def test_gzip_and_byte_order_mark():
    assert len(read(gzip.compress(company_facts([GOOD])))[0]) == 1
    assert len(read(b"\xef\xbb\xbf" + company_facts([GOOD]))[0]) == 1


def test_ifrs_and_a_convenience_currency_stay_apart():
    concept = "PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities"
    units = {
        "TWD": [row("2024-01-01", "2024-12-31", 956006500000, "2025-04-17", form="20-F")],
        "USD": [row("2024-01-01", "2024-12-31", 29155400000, "2025-04-17", form="20-F")],
    }
    facts_block = {"ifrs-full": {concept: {"units": units}}}
    data = json.dumps({"cik": 1046179, "entityName": "TAIWAN SEMICONDUCTOR MANUFACTURING CO LTD", "facts": facts_block}).encode()
    facts, problems = read(data)
    assert {(fact.company_id, fact.currency, fact.value) for fact in facts} == {
        ("tsmc", "TWD", 956006500000),
        ("tsmc", "USD", 29155400000),
    }
    assert problems == []


def test_a_filer_that_the_catalogue_lacks():
    (fact,), problems = read(company_facts([GOOD], cik=1234567, entityName="Unheard Of Corp"))
    assert (fact.company_id, fact.cik, problems) == ("cik0001234567", 1234567, [])


def test_cents_are_kept_and_fractions_of_cents_rounded():
    half, third = row("2023-01-01", "2023-12-31", 100.5, "2024-01-01"), row("2022-01-01", "2022-12-31", 0.3333, "2023-01-01")
    facts, _ = read(company_facts([half, third]))
    assert [fact.value for fact in facts] == [Decimal("100.5"), Decimal("0.33")]


REFUSED = {
    "truncated JSON": (company_facts([GOOD])[:-40], "truncated JSON"),
    "malformed JSON": (b'{"cik": 320193, nonsense', "malformed JSON"),
    "an HTML error page": (b"<!DOCTYPE html><html>Undeclared automated tool</html>", "malformed JSON"),
    "nothing": (b"", "truncated JSON"),
    "truncated gzip": (gzip.compress(company_facts([GOOD]))[:-30], "truncated gzip"),
    "damaged gzip": (b"\x1f\x8b\x08\x00" + b"\xff" * 40, "damaged gzip"),
    "another shape": (b"[1, 2, 3]", "not company facts"),
    "no CIK": (b'{"entityName": "Apple Inc.", "facts": {}}', "not company facts"),
    "CIK that is none": (company_facts([GOOD], cik="AAPL"), "CIK 'AAPL' is not a number"),
    "empty facts": (company_facts([GOOD], facts={}), "`facts` is empty"),
    "null facts": (company_facts([GOOD], facts=None), "no `facts`"),
    "no wanted concept": (company_facts([GOOD], concept="AccountsPayableCurrent"), "none of the"),
    "a stranger's name": (
        company_facts([GOOD], entityName="Apple Hospitality REIT, Inc."),
        "wrong CIK for the name: 320193 is 'Apple Hosp",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_whole_with_file_and_reason(case):
    data, reason = REFUSED[case]
    facts, (problem,) = read(data)
    assert facts == []
    assert reason in problem.reason
    assert (problem.stage, problem.item) == ("company_facts", "CIK0000320193.json")


def test_refused_when_the_document_is_of_another_company():
    facts, (problem,) = read(company_facts([GOOD]), filer=Filer("microsoft", 789019, ("Microsoft",)))
    assert facts == []
    assert problem.reason == "wrong CIK: the document is of 320193 (Apple Inc.), expected 789019"
    assert problem.company_id == "microsoft"


LEFT_OUT = {
    "negative outflow": (GOOD | {"val": -5}, "negative outflow"),
    "end before start": (row("2024-09-28", "2023-10-01", 5, "2024-11-01"), "period ends before it starts"),
    "year 1900": (row("1900-01-01", "1900-12-31", 5, "2024-11-01"), "date outside 1990 to 2099"),
    "year 2100": (row("2100-01-01", "2100-12-31", 5, "2101-02-01"), "date outside 1990 to 2099"),
    "filed before its end": (row("2023-10-01", "2024-09-28", 5, "2024-08-01"), "filed before the period's end"),
    "no start": (row(None, "2024-09-28", 5, "2024-11-01"), "no start date"),
    "no such day": (row("2023-10-01", "2024-02-30", 5, "2024-11-01"), "unreadable row"),
    "no value": (GOOD | {"val": None}, "unreadable row"),
    "not a number": (GOOD | {"val": "NaN"}, "value out of range"),
    "monstrous value": (GOOD | {"val": 10**30}, "value out of range"),
    "no accession": ({key: value for key, value in GOOD.items() if key != "accn"}, "unreadable row"),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_a_bad_fact_costs_only_itself(case):
    bad, reason = LEFT_OUT[case]
    good = row("2022-09-25", "2023-09-30", 10959000000, "2023-11-03")
    facts, (problem,) = read(company_facts([good, bad]))
    assert [fact.value for fact in facts] == [10959000000]
    assert f"us-gaap:{CAPEX}: 1 left out, {reason}" in problem.reason
    assert (problem.item, problem.company_id) == ("CIK0000320193.json", "apple")


@pytest.mark.parametrize("unit", ["USD/shares", "shares", "pure", "XYZ", "Dollars"])
def test_units_that_are_not_money(unit):
    facts, (problem,) = read(company_facts([GOOD], unit=unit))
    assert facts == []
    assert "unit is not an ISO 4217 currency" in problem.reason
    assert unit in problem.reason


def test_operating_cash_flow_may_be_negative():
    (fact,), problems = read(company_facts([GOOD | {"val": -1098000000}], concept="NetCashProvidedByUsedInOperatingActivities"))
    assert (fact.value, problems) == (-1098000000, [])


def test_the_same_fact_twice_counts_once_and_a_contradiction_is_named():
    facts, problems = read(company_facts([GOOD, GOOD | {"frame": "CY2023"}]))
    assert (len(facts), problems) == (1, [])
    facts, (problem,) = read(company_facts([GOOD, GOOD | {"val": 1}]))
    assert [fact.value for fact in facts] == [9447000000]
    assert "second value for the same fact, 9,447,000,000 kept" in problem.reason


def test_many_bad_facts_are_one_problem():
    bad = [row(f"{year}-01-01", f"{year}-12-31", -1, f"{year + 1}-02-01") for year in range(2000, 2020)]
    _, (problem,) = read(company_facts([*bad, GOOD]))
    assert "20 left out, negative outflow (first: -1 USD for 2000-01-01 to 2000-12-31" in problem.reason


def test_thirty_megabytes_are_read_fast_and_noted():
    filler = {"units": {"USD": [GOOD] * 1000}}
    count = 30_000_000 // len(json.dumps(filler)) + 1
    concepts = {f"Unwanted{i}": filler for i in range(count)} | {CAPEX: {"units": {"USD": [GOOD]}}}
    data = company_facts([], facts={"us-gaap": concepts})
    began = time.perf_counter()
    facts, (problem,) = read(data)
    assert time.perf_counter() - began < 2
    assert [fact.value for fact in facts] == [9447000000]
    assert problem.reason.startswith(f"unusually large: {len(data) / 1e6:.1f} MB")


def test_a_missing_entity_name_is_noted():
    facts, (problem,) = read(company_facts([GOOD], entityName=None))
    assert len(facts) == 1
    assert "no entity name" in problem.reason


@given(st.binary(max_size=300))
def test_never_raises_on_bytes(data):
    facts, problems = read(data)
    assert facts == []
    assert len(problems) == 1


_ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8), st.just([])
)


@given(st.dictionaries(st.sampled_from(["start", "end", "val", "accn", "form", "filed"]), _ANYTHING))
def test_never_raises_on_a_row(changes):
    facts, _ = read(company_facts([GOOD | changes, row("2022-09-25", "2023-09-30", 7, "2023-11-03")]))
    assert facts[-1].value == 7


@settings(max_examples=300)
@given(
    st.integers(0, 600),
    st.integers(0, 30),
    st.text('{}[]",:0123456789e-null', max_size=5).map(str.encode) | st.binary(max_size=3),
)
def test_never_raises_on_a_damaged_document(at, length, inserted):
    data = company_facts([GOOD, GOOD | {"filed": "2025-01-01"}])
    facts, problems = read(data[:at] + inserted + data[at + length :])
    assert facts or problems


def test_a_gzip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(document, "MAX_BYTES", 1_000_000)
    facts, (problem,) = read(gzip.compress(b" " * 50_000_000))
    assert facts == []
    assert problem.reason == "larger than 1 MB: not one filer's company facts"
