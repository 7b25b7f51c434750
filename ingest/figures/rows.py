"""Documents -> rows of the lake's `figure` table.

Trap avoided: an id that changes when something else in the document does. A figure's id is made of the document and the
place of its words, so a later version of the extractor that still finds it gives the same id.
"""

import hashlib
from collections.abc import Iterator

from ingest.figures.extract import figures_of
from ingest.figures.figure import ExtractedFigure
from ingest.figures.version import extractor_version
from ingest.models import Document, Figure


def rows_of(document: Document) -> list[Figure]:
    """The figures of a stored document, in order of their place."""
    figures = figures_of(document.text, language=document.language, published=document.published_on, title=document.title)
    return list(_rows(document, figures))


def _rows(document: Document, figures: list[ExtractedFigure]) -> Iterator[Figure]:
    for figure in figures:
        place = f"{document.document_id}:{figure.company}:{figure.start}:{figure.end}"
        alt_amount, alt_currency = figure.alt[0] if figure.alt else (None, None)
        row = {
            "figure_id": hashlib.sha256(place.encode()).hexdigest()[:16],
            "document_id": document.document_id,
            "company_id": figure.company,
            "figure_type": figure.type,
            "attribution": figure.attribution,
            "scope": figure.scope,
            "measure": figure.measure,
            "amount_low": figure.low,
            "amount_high": figure.high,
            "currency": figure.currency,
            "modifier": figure.modifier,
            "alt_amount": alt_amount,
            "alt_currency": alt_currency,
            "period": figure.period,
            "period_text": figure.period_text,
            "period_start": figure.period_start,
            "period_end": figure.period_end,
            "duration_months": figure.duration_months,
            "share_pct": figure.share.percent if figure.share else None,
            "share_of": figure.share.of if figure.share else None,
            "share_use": figure.share.use if figure.share else None,
            "status": figure.status,
            "relation_cue": figure.relation,
            "instrument": figure.instrument,
            "counterparty": figure.counterparty,
            "place": figure.place,
            "place_type": figure.place_type,
            "change_reason": figure.reason,
            "quote": figure.quote,
            "span_start": figure.start,
            "span_end": figure.end,
            "confidence": figure.confidence,
            "why": figure.why,
            "published_on": document.published_on,
            "extractor_version": extractor_version(),
        }
        yield Figure.model_validate(row)
