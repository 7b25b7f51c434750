"""Lake tables follow the raw store: what is new is read, what is not is kept, what is bad costs only itself."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ingest import lake
from ingest.models import Document, Fact, Figure, Problem, Rate
from ingest.sources import fx
from ingest.store import RawMeta, RawStore
from ingest.tables import documents, facts, figures, rates

PLAN = "Microsoft said it will spend $80 billion on data centers in fiscal 2025."
OTHER = "Alphabet raised its 2025 capital expenditure budget from $75 billion to $85 billion."


@pytest.fixture
def store(tmp_path: Path):
    with RawStore(tmp_path / "raw") as opened:
        yield opened


@pytest.fixture
def lake_dir(tmp_path: Path) -> Path:
    lake.ensure(tmp_path / "lake")
    return tmp_path / "lake"


def company_facts(cik: int, name: str, value: int, accession: str = "0000789019-26-000010") -> bytes:
    row = {
        "start": "2026-01-01",
        "end": "2026-03-31",
        "val": value,
        "accn": accession,
        "fy": 2026,
        "fp": "Q3",
        "form": "10-Q",
        "filed": "2026-04-29",
    }
    concept = {"PaymentsToAcquirePropertyPlantAndEquipment": {"units": {"USD": [row]}}}
    return json.dumps({"cik": cik, "entityName": name, "facts": {"us-gaap": concept}}).encode()


def put_facts(store: RawStore, company_id: str, data: bytes) -> None:
    url = f"https://data.sec.gov/{company_id}.json"
    store.put(data, RawMeta(url=url, source="edgar", kind="company_facts", media_type="application/json", company_id=company_id))


def put_text(store: RawStore, name: str, text: str, published: date | None = date(2025, 1, 3)) -> None:
    meta = RawMeta(url=f"inbox:{name}", source="inbox", kind="announcement", media_type="text/plain", published_on=published)
    store.put(text.encode(), meta)


def test_only_the_company_that_changed_is_read_again(store: RawStore, lake_dir: Path) -> None:
    put_facts(store, "microsoft", company_facts(789019, "MICROSOFT CORPORATION", 19_000_000_000))
    put_facts(store, "alphabet", company_facts(1652044, "Alphabet Inc.", 35_000_000_000))
    assert facts.refresh(store, lake_dir).renewed == {"microsoft", "alphabet"}
    assert facts.refresh(store, lake_dir).renewed == set()
    put_facts(store, "microsoft", company_facts(789019, "MICROSOFT CORPORATION", 19_500_000_000, "0000789019-26-000011"))
    again = facts.refresh(store, lake_dir)
    assert again.renewed == {"microsoft"}
    assert again.rows == {"alphabet": 1, "microsoft": 2}
    assert {fact.value for fact in lake.read(lake_dir, Fact, parts=["microsoft"])} == {
        Decimal(19_000_000_000),
        Decimal(19_500_000_000),
    }


def test_a_bad_file_costs_no_other_company_and_stays_listed(store: RawStore, lake_dir: Path) -> None:
    put_facts(store, "microsoft", company_facts(789019, "MICROSOFT CORPORATION", 19_000_000_000))
    put_facts(store, "alphabet", b'{"cik": 1652044, "entityName": "Alphabet Inc.", "facts": {"us-g')
    put_facts(store, "meta", company_facts(1326801, "Wrong Company Inc.", 1))
    for _ in range(2):
        refreshed = facts.refresh(store, lake_dir)
        assert refreshed.rows["microsoft"] == 1
        assert {(p.company_id, "wrong CIK" in p.reason) for p in refreshed.problems} == {("alphabet", False), ("meta", True)}
    assert {p.item for p in lake.read(lake_dir, Problem)} == {
        "https://data.sec.gov/alphabet.json",
        "https://data.sec.gov/meta.json",
    }


def test_a_mended_file_is_no_longer_listed(store: RawStore, lake_dir: Path) -> None:
    put_facts(store, "meta", b"{")
    assert facts.refresh(store, lake_dir).problems
    store.retire("https://data.sec.gov/meta.json")
    facts.refresh(store, lake_dir)
    put_facts(store, "microsoft", company_facts(789019, "MICROSOFT CORPORATION", 1))
    assert facts.refresh(store, lake_dir).row_count == 1


def test_documents_and_figures_are_read_once(store: RawStore, lake_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_text(store, "plan.txt", PLAN)
    documents.refresh(store, lake_dir)
    figures.refresh(lake_dir)
    (first,) = lake.read(lake_dir, Figure)
    assert (first.company_id, first.amount_low, first.currency) == ("microsoft", Decimal(80_000_000_000), "USD")
    read = []
    rows_of = figures.rows_of
    monkeypatch.setattr(figures, "rows_of", lambda document: read.append(document.text) or rows_of(document))
    put_text(store, "other.txt", OTHER)
    documents.refresh(store, lake_dir)
    figures.refresh(lake_dir)
    assert read == [OTHER]
    assert len({f.document_id for f in lake.read(lake_dir, Figure)}) == 2
    figures.refresh(lake_dir)
    assert read == [OTHER]


def test_another_day_of_publication_is_another_reading(store: RawStore, lake_dir: Path) -> None:
    text = "Alphabet expects capital expenditures of $85 billion this year."
    put_text(store, "note.txt", text, published=date(2025, 7, 23))
    documents.refresh(store, lake_dir)
    figures.refresh(lake_dir)
    assert [f.period for f in lake.read(lake_dir, Figure)] == ["CY2025"]
    put_text(store, "note.txt", text, published=date(2026, 7, 23))
    documents.refresh(store, lake_dir)
    figures.refresh(lake_dir)
    assert [f.period for f in lake.read(lake_dir, Figure)] == ["CY2026"]


def test_an_unreadable_document_is_named_and_costs_no_other(store: RawStore, lake_dir: Path) -> None:
    put_text(store, "plan.txt", PLAN)
    put_text(store, "broken.pdf", "%PDF-1.7 broken")
    refreshed = documents.refresh(store, lake_dir)
    assert refreshed.rows == {"inbox": 1}
    (problem,) = refreshed.problems
    assert problem.item == "inbox:broken.pdf"
    assert "broken.pdf" in problem.reason


def test_the_same_bytes_from_two_sources_are_one_document(store: RawStore, lake_dir: Path) -> None:
    put_text(store, "plan.txt", PLAN)
    url = "https://news.example/plan"
    store.put(PLAN.encode(), RawMeta(url=url, source="pages", kind="announcement", media_type="text/plain"))
    assert documents.refresh(store, lake_dir).row_count == 1
    figures.refresh(lake_dir)
    assert len(lake.read(lake_dir, Figure)) == 1
    put_text(store, "other.txt", OTHER)
    assert documents.refresh(store, lake_dir).row_count == 2


def test_a_document_that_is_gone_takes_its_figures_along(store: RawStore, lake_dir: Path) -> None:
    put_text(store, "plan.txt", PLAN)
    documents.refresh(store, lake_dir)
    figures.refresh(lake_dir)
    store.retire("inbox:plan.txt")
    documents.refresh(store, lake_dir)
    figures.refresh(lake_dir)
    assert lake.read(lake_dir, Document) == []
    assert lake.read(lake_dir, Figure) == []


def test_a_damaged_rate_file_leaves_the_packaged_rates(store: RawStore, lake_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://rates.example/eurofxref-hist.zip"
    monkeypatch.setenv("CAPEX_ECB_RATES_URL", url)
    store.put(b"<html>maintenance</html>", RawMeta(url=url, source="fx", kind="rates", media_type="text/html"))
    refreshed = rates.refresh(store, lake_dir)
    assert refreshed.row_count == fx.table().num_rows
    assert refreshed.problems[0].stage == "rates"
    assert rates.refresh(store, lake_dir).renewed == set()
    assert lake.row_count(lake_dir, Rate) == refreshed.row_count
