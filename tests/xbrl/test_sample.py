"""The embedded facts: complete, restated where filers restated, and equal to a hand-checked table (`quarters.csv`)."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.models import Fact
from ingest.xbrl import companyfacts
from ingest.xbrl.compact import trim

SAMPLE = Path(str(files("ingest") / "sample" / "facts"))
EARLIER = Path(__file__).parents[2] / "../shared/data/companyfacts_earlier"
TABLE = Path(__file__).parent / "quarters.csv"

Span = tuple[str, str]


def table() -> list[dict[str, str]]:
    with TABLE.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


ROWS = table()


@cache
def facts(company_id: str) -> list[Fact]:
    path = SAMPLE / f"{company_id}.json.gz"
    found, problems = companyfacts.facts(path.read_bytes(), item=path.name, raw_sha256="ab")
    assert problems == []
    assert {fact.company_id for fact in found} == {company_id}
    return found


@cache
def spans(company_id: str, currency: str, measure: str = "cash_ppe_gross") -> dict[str, dict[Span, Decimal]]:
    """Concept -> period -> value in millions as last filed."""
    latest: dict[str, dict[Span, Fact]] = defaultdict(dict)
    for fact in facts(company_id):
        if fact.measure == measure and fact.currency == currency:
            span = (fact.period_start.isoformat(), fact.period_end.isoformat())
            known = latest[fact.concept].setdefault(span, fact)
            if fact.filed_on > known.filed_on:
                latest[fact.concept][span] = fact
    return {concept: {span: fact.value / 1_000_000 for span, fact in found.items()} for concept, found in latest.items()}


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def test_the_table_is_large_and_diverse_enough():
    quarters = [row for row in ROWS if row["period_type"] == "quarter" and row["amount_millions"]]
    assert len(quarters) == 141
    assert len({row["company_id"] for row in quarters}) == 10
    assert sum(row["missing_reason"] != "" for row in ROWS) == 12
    assert len({(row["company_id"], row["period_start"], row["period_end"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", [r for r in ROWS if r["amount_millions"]], ids=lambda r: f"{r['company_id']}-{r['period_end']}")
def test_each_value_is_the_difference_of_filed_figures_of_one_concept(row):
    """The operands are in the embedded facts, the arithmetic holds, and a quarter that is tagged itself agrees."""
    amount, ytd, before = (Decimal(row[name]) for name in ("amount_millions", "ytd_millions", "before_millions"))
    assert amount == ytd - before
    start, through = row["ytd_start"], row["period_end"]
    operands = {(start, through): ytd}
    if before:
        operands[start, day_before(row["period_start"])] = before
    assert any(
        all(found.get(span) == value for span, value in operands.items())
        for found in spans(row["company_id"], row["currency"]).values()
    )
    for found in spans(row["company_id"], row["currency"]).values():
        assert found.get((row["period_start"], through), amount) == amount


@pytest.mark.parametrize("row", [r for r in ROWS if r["missing_reason"]], ids=lambda r: f"{r['company_id']}-{r['period_end']}")
def test_where_the_table_says_null_the_links_are_missing(row):
    through, before = row["period_end"], day_before(row["period_start"])
    for found in spans(row["company_id"], row["currency"]).values():
        starts_through = {start for start, end in found if end == through}
        starts_before = {start for start, end in found if end == before}
        assert (row["period_start"], through) not in found
        assert not starts_through & starts_before


def test_tsmc_has_taiwan_dollars_and_a_convenience_translation():
    assert spans("tsmc", "TWD").popitem()[1]["2024-01-01", "2024-12-31"] == Decimal("956006.5")
    assert spans("tsmc", "USD").popitem()[1]["2024-01-01", "2024-12-31"] == Decimal("29155.4")


def test_restated_values_keep_both_vintages():
    meta_2023 = [
        (fact.filed_on.year, fact.value / 1_000_000)
        for fact in facts("meta")
        if fact.measure == "cash_ppe_gross" and (fact.period_start, fact.period_end) == (date(2023, 1, 1), date(2023, 12, 31))
    ]
    assert sorted(meta_2023) == [(2024, 27266), (2025, 27045), (2026, 27045)]


def test_amazon_changed_concepts_and_has_trailing_twelve_months():
    by_concept = spans("amazon", "USD")
    assert by_concept["PaymentsToAcquirePropertyPlantAndEquipment"]["2016-01-01", "2016-12-31"] == 6737
    assert by_concept["PaymentsToAcquireProductiveAssets"]["2016-01-01", "2016-12-31"] == 7804
    assert by_concept["PaymentsToAcquireProductiveAssets"]["2025-04-01", "2026-03-31"] == 151003


def test_what_company_facts_lack_is_there_and_marked():
    own = [fact for fact in facts("nvidia") if fact.taxonomy == "nvda"]
    assert {fact.source for fact in own} == {"inline_xbrl"}
    assert {fact.measure for fact in own} == {"cash_ppe_gross"}
    assert {(fact.accession, fact.form, fact.filed_on) for fact in own if fact.period_end == date(2022, 7, 31)} == {
        ("0001045810-22-000147", "10-Q", date(2022, 8, 31)),
        ("0001045810-23-000175", "10-Q", date(2023, 8, 28)),
    }
    assert all(fact.source == "companyfacts" for fact in facts("nvidia") if fact.measure == "revenue")


@pytest.mark.parametrize(
    ("company_id", "year", "principal"),
    [
        ("microsoft", ("2025-07-01", "2026-06-30"), 3101),
        ("alphabet", ("2025-01-01", "2025-12-31"), 1988),
        ("meta", ("2025-01-01", "2025-12-31"), 2524),  # with 69,691 of purchases: the 72.2 bn that Meta states
        ("amazon", ("2024-01-01", "2024-12-31"), 2043),
    ],
)
def test_finance_lease_principal_of_the_year(company_id, year, principal):
    assert spans(company_id, "USD", "finance_lease_principal")["FinanceLeasePrincipalPayments"][year] == principal


@pytest.mark.parametrize("company_id", sorted(path.name.split(".")[0] for path in SAMPLE.glob("*.gz")))
def test_each_filer_has_what_the_ratios_need(company_id):
    newest = {}
    for fact in facts(company_id):
        newest[fact.measure] = max(fact.period_end, newest.get(fact.measure, fact.period_end))
    assert newest["cash_ppe_gross"] == newest["revenue"] == newest["operating_cash_flow"]
    assert newest["cash_ppe_gross"] > max(fact.filed_on for fact in facts(company_id)) - timedelta(days=200)


@pytest.mark.skipif(not EARLIER.is_dir(), reason="earlier downloads (../shared/data/companyfacts_earlier) are not here")
@pytest.mark.parametrize(
    ("download", "company_id"),
    [("2026-02-05/CIK0001652044.json.gz", "alphabet"), ("2026-02-25/CIK0001045810.json.gz", "nvidia")],
)
def test_nothing_of_an_earlier_download_is_lost(download, company_id):
    found, _ = companyfacts.facts((EARLIER / download).read_bytes(), item=download, raw_sha256="ab")
    assert found
    assert {(f.concept, f.period_start, f.period_end, f.accession, f.value) for f in found} <= {
        (f.concept, f.period_start, f.period_end, f.accession, f.value) for f in facts(company_id)
    }


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.gz")), ids=lambda path: path.name)
def test_embedded_files_are_what_trim_writes(path):
    reading = companyfacts.read(path.read_bytes(), raw_sha256="ab")
    assert trim(reading.facts(), reading.entity_name) == path.read_bytes()
