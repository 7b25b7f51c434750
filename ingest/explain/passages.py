"""Figures in their texts: the sentence with the figure, one before and one after, and whose words they are.

Trap avoided: a restatement in this project's wording that looks like a publisher's quote; each passage says which it is.
"""

from typing import Any

import duckdb

from ingest.explain.answer import Passage
from ingest.explain.rows import Row, rows, span
from ingest.text.segments import segments

WORDS = {
    "authored": "this project's wording of what the source published",
    "publisher": "the publisher's words",
}
WINDOW = 2000
"""Characters of the text on either side of a figure in which its sentence is looked for; sentences are shorter."""
_FIGURES = f"""
    select
        figures.*,
        documents.title,
        documents.publisher,
        documents.language,
        documents.text_kind,
        links.role,
        links.reason,
        coalesce(events.figure_id = figures.figure_id, false) as is_spokesman,
        least(figures.span_start, {WINDOW})::int as start_in_window,
        substring(
            texts.text,
            greatest(figures.span_start - {WINDOW}, 0) + 1,
            figures.span_end + {WINDOW} - greatest(figures.span_start - {WINDOW}, 0)
        ) as text_window
    from marts.fct_figure as figures
    inner join marts.dim_document as documents on figures.document_id = documents.document_id
    inner join staging.stg_lake__document as texts on figures.document_id = texts.document_id
    left join staging.stg_lake__event_figure as links on figures.figure_id = links.figure_id
    left join staging.stg_lake__event as events on links.event_id = events.event_id
"""


def of_event(connection: duckdb.DuckDBPyConnection, event_id: str) -> list[Passage]:
    """Every figure that speaks of an event, the one that stands for it first, then by day."""
    query = _FIGURES + "where links.event_id = $id order by is_spokesman desc, figures.known_on, figures.figure_id"
    return [_passage(found, _reason(found)) for found in rows(connection, query, id=event_id)]


def of_figures(connection: duckdb.DuckDBPyConnection, reasons: dict[str, str | None]) -> list[Passage]:
    """Figures by identifier, in the given order, each with the reason why it is shown."""
    if not reasons:
        return []
    query = _FIGURES + "where figures.figure_id in (select unnest($ids))"
    found = {r["figure_id"]: r for r in rows(connection, query, ids=list(reasons))}
    return [_passage(found[figure_id], reason) for figure_id, reason in reasons.items() if figure_id in found]


def _reason(figure: Row) -> str:
    return figure["reason"] + ("; its amount stands for all" if figure["is_spokesman"] else "")


def _passage(figure: Row, reason: str | None) -> Passage:
    return Passage(
        **{name: figure[name] for name in _COPIED},
        **in_context(
            figure["text_window"],
            figure["start_in_window"],
            figure["start_in_window"] + figure["span_end"] - figure["span_start"],
            figure["language"],
        ),
        words=WORDS[figure["text_kind"]],
        amount=span(figure["amount_low"], figure["amount_high"], figure["currency"], figure["modifier"]),
        reason=reason,
    )


_COPIED = (
    "figure_id",
    "document_id",
    "title",
    "publisher",
    "published_on",
    "language",
    "source_url",
    "confidence",
    "why",
    "extractor_version",
    "role",
)


def in_context(text: str, start: int, end: int, language: str) -> dict[str, Any]:
    """`text[start:end]` as `quote`, the rest of its sentence as `head` and `tail`, its neighbours as `before` and `after`."""
    cut = segments(text, language)
    touched = [i for i, segment in enumerate(cut) if segment.start < end and segment.end > start]
    first, last = (cut[touched[0]].start, cut[touched[-1]].end) if touched else (start, end)
    before = next((s for s in reversed(cut) if s.end <= first), None)
    after = next((s for s in cut if s.start >= last), None)
    return {
        "before": text[before.start : before.end] if before else "",
        "head": text[min(first, start) : start],
        "quote": text[start:end],
        "tail": text[end : max(last, end)],
        "after": text[after.start : after.end] if after else "",
    }
