"""Figures of tables, in the shape of all other figures.

Trap avoided: reading a table twice. Rows that `tables` deals with are named, so that the reader of sentences leaves them alone.
"""

import re
from collections.abc import Sequence
from datetime import date

from ingest.catalog import companies as catalogue
from ingest.figures.figure import ExtractedFigure
from ingest.figures.tables import Cut, TableFigure, table_figures

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CONFIDENCE = 0.9


def tabled_figures(
    text: str, cut: Sequence[Cut], *, language: str, filer: str | None, published: date | None
) -> tuple[list[ExtractedFigure], frozenset[int]]:
    """(figures of the tables, indices of the segments in `cut` that they settle). `filer`: slug of whom the document is about."""
    company = catalogue.load().get(filer) if filer else None
    reading = table_figures(text, cut, language=language, company=company, published=published)
    spenders = ((figure.company or filer, figure) for figure in reading.figures)
    return [_figure(spender, figure, text) for spender, figure in spenders if spender], reading.claimed


def _figure(spender: str, figure: TableFigure, text: str) -> ExtractedFigure:
    is_forecast = _is_latest_year(figure, text) if figure.is_forecast is None else figure.is_forecast
    months = round((figure.period_end - figure.period_start).days / 30.44)
    return ExtractedFigure(
        company=spender,
        type="guidance" if is_forecast else "actual",
        attribution="company",
        scope="capex",
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        currency=figure.currency,
        modifier=figure.modifier,
        alt=(),
        period=figure.period,
        period_text=figure.heading or None,
        period_start=figure.period_start,
        period_end=figure.period_end,
        duration_months=months,
        share=None,
        status="announced",
        relation=None,
        instrument=None,
        counterparty=None,
        place=None,
        place_type=None,
        reason=None,
        quote=figure.quote,
        start=figure.start,
        end=figure.end,
        confidence=_CONFIDENCE,
        why=f"table row '{figure.label}' under '{figure.heading}'",
    )


def _is_latest_year(figure: TableFigure, text: str) -> bool:
    """An undated list of a whole year's capex tells a plan when no later year is spoken of."""
    years = [int(year) for year in _YEAR.findall(text)]
    return figure.period_end.year - figure.period_start.year <= 1 and figure.period_end.year >= max(years, default=9999)
