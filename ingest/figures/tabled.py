"""Figures of tables, in the shape of all other figures.

Trap avoided: reading a table twice. Rows that `tables` deals with are named, so that the reader of sentences leaves them alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ingest.catalog import companies as catalogue
from ingest.figures.figure import ExtractedFigure
from ingest.figures.filings import beside_the_point, is_report, stated_measure
from ingest.figures.tables import TableFigure, table_figures
from ingest.text.segments import Cut

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CONFIDENCE = 0.9


@dataclass(frozen=True)
class Report:
    """A periodic report, which speaks of its filer."""

    text: str
    cut: Sequence[Cut]
    language: str
    filer: str | None

    def stated(self, prose: Iterable[ExtractedFigure]) -> Iterator[ExtractedFigure]:
        """Those figures of the prose whose own words say capital expenditure, given to the filer."""
        starts = [segment.start for segment in self.cut]
        for figure in prose:
            sentence = self.cut[bisect_right(starts, figure.start) - 1]
            measure = stated_measure(self.text, sentence, figure.start, figure.end, self.language)
            if measure:
                yield figure._replace(company=self.filer or figure.company, scope="capex", measure=measure)


@dataclass(frozen=True)
class Tabled:
    """Figures of a text's tables; `settled`: indices of the segments that need no further reading.

    Those are rows of statements and, in a periodic report, prose that does not speak of capital expenditure.
    """

    figures: tuple[ExtractedFigure, ...]
    settled: frozenset[int]
    report: Report | None
    """set for a periodic report"""

    def together_with(self, prose: Iterable[ExtractedFigure]) -> list[ExtractedFigure]:
        """All figures by place: prose that only rounds what a table states is left out; a report's must say so themselves."""
        said = prose if self.report is None else self.report.stated(prose)
        fresh = (figure for figure in said if not any(_restates(figure, exact) for exact in self.figures))
        return sorted((*self.figures, *fresh), key=lambda figure: figure.start)


def tabled_figures(text: str, cut: Sequence[Cut], *, language: str, filer: str | None, published: date | None) -> Tabled:
    """The tables of a text that is cut into `cut`. `filer`: slug of whom the document is about, if known."""
    company = catalogue.load().get(filer) if filer else None
    reading = table_figures(text, cut, language=language, company=company, published=published)
    spenders = ((figure.company or filer, figure) for figure in reading.figures)
    figures = tuple(_figure(spender, figure, text) for spender, figure in spenders if spender)
    if not is_report(text, len(reading.claimed)):
        return Tabled(figures, reading.claimed, None)
    return Tabled(figures, reading.claimed | beside_the_point(text, cut, language), Report(text, cut, language, filer))


def _restates(figure: ExtractedFigure, exact: ExtractedFigure) -> bool:
    """Whether prose ("$1.9 billion") gives the amount of a table (1,894) in round numbers.

    Whatever the prose is taken for: a sum that the statement lists as paid is no plan.
    """
    if (figure.company, figure.currency) != (exact.company, exact.currency) or figure.bucket == "financing":
        return False
    if exact.type != "actual" or figure.low is None or exact.low is None or figure.low != figure.high or exact.low != exact.high:
        return False
    step = Decimal(1).scaleb(int(figure.low.normalize().as_tuple().exponent))
    return abs(figure.low - exact.low) <= step / 2 and step * 10 <= figure.low


def _figure(spender: str, figure: TableFigure, text: str) -> ExtractedFigure:
    is_forecast = _is_latest_year(figure, text) if figure.is_forecast is None else figure.is_forecast
    months = round((figure.period_end - figure.period_start).days / 30.44) if figure.period_end and figure.period_start else None
    kinds = {"period": "guidance" if is_forecast else "actual", "project": "commitment", "raised": "financing"}
    return ExtractedFigure(
        company=spender,
        type=kinds[figure.kind],
        attribution="company",
        scope="capex",
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        currency=figure.currency,
        modifier=figure.modifier,
        alt=(figure.alt,) if figure.alt else (),
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
    if figure.period_end is None or figure.period_start is None:
        return False
    years = [int(year) for year in _YEAR.findall(text)]
    return figure.period_end.year - figure.period_start.year <= 1 and figure.period_end.year >= max(years, default=9999)
