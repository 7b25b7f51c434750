"""XBRL inside filings: what counts as the company's value, and what does not."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.xbrl import inline
from ingest.xbrl.inline import Cover, Filing
from tests.xbrl.filer import CAPEX, filing, tag

FILINGS = Path(__file__).parents[2] / "../shared/data/filings"
TEN_K = Filing("0000320193-24-000123", "10-K", date(2024, 11, 1))
SOME = Filing("0000000000-26-000001", "10-K", date(2026, 1, 1))

needs_filings = pytest.mark.skipif(not FILINGS.is_dir(), reason="real filings (../shared/data/filings) are not here")


def read(data: bytes, of: Filing = TEN_K):
    return inline.facts(data, filing=of, item="10-K.htm", raw_sha256="ab")


def values(*tags: str) -> list[Decimal]:
    facts, problems = read(filing(*tags))
    assert problems == []
    return [fact.value for fact in facts]


def test_a_fact_names_filing_and_source():
    (fact,), problems = read(filing(tag("9,447")))
    assert problems == []
    assert (fact.company_id, fact.value, fact.currency) == ("apple", 9_447_000_000, "USD")
    assert (fact.period_start, fact.period_end) == (date(2023, 10, 1), date(2024, 9, 28))
    assert (fact.accession, fact.form, fact.filed_on) == ("0000320193-24-000123", "10-K", date(2024, 11, 1))
    assert (fact.source, fact.raw_sha256) == ("inline_xbrl", "ab")
    assert fact.source_url.endswith("/320193/000032019324000123/0000320193-24-000123-index.htm")


@pytest.mark.parametrize(
    ("text", "attributes", "value"),
    [
        ("9,447", {}, 9_447_000_000),
        ("9.447", {"scale": "9", "decimals": "-6"}, 9_447_000_000),
        ("9447000000", {"scale": "", "format": ""}, 9_447_000_000),
        ("9.447,5", {"format": "ixt:num-comma-decimal"}, 9_447_500_000),
        ("9 447,5", {"format": "ixt4:numspacecomma"}, 9_447_500_000),
        ("9,447.5", {"format": "ixt3:numdotdecimal"}, 9_447_500_000),
        ("1,07,500", {"format": "ixt3:numdotdecimalin", "scale": "5"}, 10_750_000_000),
        ("—", {"format": "ixt:fixed-zero"}, 0),
        ("<span>9,</span><b>447</b>", {}, 9_447_000_000),
        ("<!-- old: 1 -->9,447", {}, 9_447_000_000),
        ("&#160;9&nbsp;447", {"format": "ixt:num-dot-decimal"}, 9_447_000_000),
    ],
)
def test_value_is_what_is_meant(text, attributes, value):
    assert values(tag(text, **attributes)) == [value]


def test_sign_is_the_attribute_and_parentheses_are_display():
    name = "us-gaap:NetCashProvidedByUsedInOperatingActivities"
    assert values("(", tag("2,790", name, sign="-"), ")") == [-2_790_000_000]
    assert values("(", tag("9,447"), ")") == [9_447_000_000]


def test_nil_is_no_value_and_a_segment_is_not_the_company():
    assert values(tag("", xsi_nil="true"), tag("3,000", context="segment"), tag("10,959", context="before")) == [10_959_000_000]


def test_the_most_precise_of_two_displays_counts():
    rounded, exact = tag("9.4", scale="9", decimals="-8"), tag("9,447")
    assert values(rounded, exact) == values(exact, rounded) == [9_447_000_000]


def test_a_filers_own_element_is_known_by_its_name_and_ranks_last():
    own = tag("1,833", "aapl:PurchasesOfPropertyAndEquipmentAndIntangibleAssets", context="before")
    accrued = tag("77", "aapl:AccruedPurchasesOfPropertyAndEquipmentCurrent")
    facts, problems = read(filing(own, accrued, tag("9,447")))
    assert problems == []
    by_taxonomy = {fact.taxonomy: fact for fact in facts}
    assert by_taxonomy.keys() == {"aapl", "us-gaap"}
    assert (by_taxonomy["aapl"].measure, by_taxonomy["aapl"].value) == ("cash_ppe_gross", 1_833_000_000)
    assert by_taxonomy["aapl"].preference > by_taxonomy["us-gaap"].preference


def test_units_other_than_money_and_unknown_formats_are_named():
    facts, problems = read(filing(tag("9,447"), tag("1.50", context="before", unitRef="per", scale="0")))
    assert [fact.value for fact in facts] == [9_447_000_000]
    assert "unit is not an ISO 4217 currency (first: 1.50 USD/shares" in problems[0].reason
    facts, problems = read(filing(tag("9,447"), tag("nine billion", context="before", format="ixt-sec:numwordsen")))
    assert len(facts) == 1
    assert "'nine billion' in format ixt-sec:numwordsen" in problems[0].reason


REFUSED = {
    "no XBRL": (b"<html><body>Press release</body></html>", "no XBRL in the document"),
    "cut off": (filing(tag("9,447"))[:-200], "truncated or malformed XML"),
    "nothing wanted": (filing(tag("5", "us-gaap:Assets")), "no tagged value of the wanted concepts"),
    "another company": (filing(tag("5")).replace(b"Apple Inc.", b"Apple Hospitality REIT"), "wrong CIK for the name"),
    "no CIK": (filing(tag("5")).replace(b"0000320193", b"HWUPKR0MPOU8FGXBT394"), "no CIK in the document"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_file_and_reason(case):
    data, reason = REFUSED[case]
    facts, (problem,) = read(data)
    assert facts == []
    assert reason in problem.reason
    assert (problem.stage, problem.item) == ("inline_xbrl", "10-K.htm")


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("9,447")
    data = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode() + filing(tag("&x;"))
    facts, (problem,) = read(data)
    assert facts == []
    assert "unreadable" in problem.reason


@given(st.integers(0, 5000), st.integers(0, 60), st.binary(max_size=6))
def test_never_raises_on_a_damaged_filing(at, length, inserted):
    data = filing(tag("9,447"), tag("5", scale="99999999999"), tag("7", decimals="many", context="nowhere"))
    facts, problems = read(data[:at] + inserted + data[at + length :])
    assert facts or problems


def test_cover_says_which_filing_it_is():
    assert inline.cover(filing()) == Cover(320193, "Apple Inc.", "10-K", date(2024, 9, 28))


REAL = {
    # file: concept, {period: USD m} of purchases of property and equipment
    "NVDA/10-Q_FY2023Q2.htm.gz": ("PurchasesOfPropertyAndEquipmentAndIntangibleAssets", {"2022-07-31": 794, "2021-08-01": 481}),
    "NVDA/10-K_FY2023Q4.htm.gz": (
        "PurchasesOfPropertyAndEquipmentAndIntangibleAssets",
        {"2023-01-29": 1833, "2022-01-30": 976, "2021-01-31": 1128},
    ),
    "NVDA/10-Q_FY2024Q3.htm.gz": ("PaymentsToAcquireProductiveAssets", {"2023-10-29": 815, "2022-10-30": 1324}),
    "META/10-K_0001326801-24-000012.htm.gz": (CAPEX, {"2023-12-31": 27266, "2022-12-31": 31431, "2021-12-31": 18690}),
    "META/10-K_meta-10-k-2025-01-30.htm.gz": (CAPEX, {"2024-12-31": 37256, "2023-12-31": 27045, "2022-12-31": 31186}),
    "IBM/10-Q_ibm-10-q-2025-07-24.htm.gz": (CAPEX, {"2025-06-30": 454, "2024-06-30": 459}),
    "AAPL/xbrl_instance_aapl-20230930_htm.xml.gz": (CAPEX, {"2023-09-30": 10959, "2022-09-24": 10708, "2021-09-25": 11085}),
    "MSFT/xbrl_instance_msft-20150630.xml.gz": (CAPEX, {"2015-06-30": 5944, "2014-06-30": 5485, "2013-06-30": 4257}),
}


@needs_filings
@pytest.mark.parametrize("name", REAL)
def test_real_filings(name):
    concept, expected = REAL[name]
    facts, problems = read((FILINGS / name).read_bytes(), SOME)
    capex = [fact for fact in facts if fact.measure == "cash_ppe_gross"]
    assert {fact.period_end.isoformat(): fact.value / 1_000_000 for fact in capex} == expected
    assert {fact.concept for fact in capex} == {concept}
    assert problems == []


@needs_filings
def test_segments_of_a_real_filing_stay_out():
    facts, _ = read((FILINGS / "AMZN/10-K_amzn-10-k-2025-02-07.htm.gz").read_bytes(), SOME)
    revenue = {fact.period_end.year: fact.value / 1_000_000 for fact in facts if fact.measure == "revenue"}
    assert revenue == {2022: 513983, 2023: 574785, 2024: 637959}
    leases = {fact.period_end.year: fact.value / 1_000_000 for fact in facts if fact.measure == "finance_lease_principal"}
    assert leases == {2022: 7941, 2023: 4384, 2024: 2043}


@needs_filings
def test_an_annual_report_with_its_statements_in_an_exhibit_says_so():
    facts, (problem,) = read((FILINGS / "IBM/10-K_ibm-10-k-2025-02-25.htm.gz").read_bytes())
    assert facts == []
    assert "statements may be in an exhibit" in problem.reason
