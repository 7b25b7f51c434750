"""A document: who published it when, whose words the stored text is in, and every figure that was read from it."""

import duckdb

from ingest.explain import passages
from ingest.explain.answer import Explanation, Link
from ingest.explain.rows import row, rows

FACTS = (
    "title",
    "publisher",
    "published_on",
    "published_basis",
    "language",
    "kind",
    "source_url",
    "accession",
    "source",
    "media_type",
    "raw_sha256",
    "retrieved_at",
    "character_count",
    "figure_count",
)


def explain(connection: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Explain a `document_id`."""
    document = row(connection, "from marts.dim_document where document_id = $id", id=identifier)
    figures = rows(
        connection,
        "select * from marts.fct_figure where document_id = $id order by span_start, figure_id",
        id=identifier,
    )
    same_story = rows(
        connection,
        "from marts.dim_document where story_id = $story and document_id <> $id order by published_on, document_id",
        story=document["story_id"],
        id=identifier,
    )
    return Explanation(
        id=identifier,
        kind="document",
        headline=f"{document['title'] or document['source_url'] or identifier}, {document['published_on'] or 'undated'}",
        facts={"words": passages.WORDS[document["text_kind"]], **{name: document[name] for name in FACTS}},
        passages=passages.of_figures(connection, {f["figure_id"]: _became(f) for f in figures}),
        links=[Link(d["document_id"], "tells the same story", d["title"] or d["source_url"] or "") for d in same_story],
    )


def _became(figure: dict[str, str]) -> str:
    what = f"{figure['company_id']}, {figure['figure_type']}"
    if figure["event_id"]:
        return f"{what}: {figure['event_role']} {figure['event_id']}"
    return f"{what}: not used, {figure['unused_reason']}" if figure["unused_reason"] else what
