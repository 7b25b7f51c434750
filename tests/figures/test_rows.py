"""Documents become rows of the lake: all columns filled as the model wants them, ids that stay."""

from datetime import UTC, date, datetime
from decimal import Decimal

from ingest import lake
from ingest.figures.rows import rows_of
from ingest.models import Document, Figure

TEXT = "Alibaba plans a convertible bond of $3.2 billion. About 80% of the proceeds will go to data centers in China."


def document(text: str = TEXT, **more) -> Document:
    fields = {
        "document_id": "d1",
        "story_id": "d1",
        "title": "Alibaba bond",
        "publisher": None,
        "published_on": date(2025, 9, 11),
        "published_basis": "stated",
        "language": "en",
        "source_url": None,
        "accession": None,
        "kind": None,
        "text_kind": "authored",
        "media_type": "text/plain",
        "source": "inbox",
        "raw_sha256": "0" * 64,
        "retrieved_at": datetime(2025, 9, 12, tzinfo=UTC),
        "text": text,
    }
    return Document(**{**fields, **more})


def test_a_row_carries_the_figure_and_its_proof(tmp_path):
    (row,) = rows_of(document())
    assert (row.company_id, row.figure_type, row.amount_low, row.currency) == (
        "alibaba",
        "financing",
        Decimal(3_200_000_000),
        "USD",
    )
    assert (row.share_pct, row.share_of, row.instrument) == (80.0, "proceeds", "convertible")
    assert TEXT[row.span_start : row.span_end] == row.quote
    assert row.published_on == date(2025, 9, 11)
    lake.write(tmp_path, Figure, [row])
    assert lake.read(tmp_path, Figure) == [row]


def test_a_figures_id_depends_on_its_own_words_only():
    first = rows_of(document())[0].figure_id
    longer = rows_of(document(TEXT + " Intel expects capital expenditures of $18 billion in 2026."))
    assert longer[0].figure_id == first
    assert len({row.figure_id for row in longer}) == 2
    assert rows_of(document(document_id="d2"))[0].figure_id != first


def test_a_document_without_figures_has_no_rows():
    assert rows_of(document("Alibaba had revenue of $30 billion.")) == []
