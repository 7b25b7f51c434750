"""One figure however often it is stated; two projects of one size stay two."""

from decimal import Decimal

import pytest

from ingest.figures.figure import ExtractedFigure
from ingest.figures.merge import merged

BASE = ExtractedFigure(
    company="acme", type="commitment", attribution="company", scope="data_center", measure=None, low=Decimal(15_000_000_000),
    high=Decimal(15_000_000_000), currency="USD", modifier="exact", alt=(), period=None, period_text=None, period_start=None,
    period_end=None, duration_months=None, share=None, status="announced", relation=None, instrument=None, counterparty=None,
    place=None, place_type=None, reason=None, quote="x", start=0, end=1, confidence=0.5, why="",
)  # fmt: skip


def amount(value: str, figure: ExtractedFigure = BASE, **more) -> ExtractedFigure:
    return figure._replace(low=Decimal(value), high=Decimal(value), **more)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (BASE, BASE, 1),
        (amount("15000000000"), amount("15240000000"), 1),  # a headline's rounding
        (amount("24300000000"), amount("24255000000"), 1),
        (amount("31900000000"), amount("30900000000"), 2),
        (BASE, amount("2260000000000", currency="JPY", alt=((Decimal(15_000_000_000), "USD"),)), 1),
        (BASE, amount("15000000000", currency="AUD"), 2),
        (BASE, amount("15000000000", company="other"), 2),
        (BASE, amount("15000000000", type="actual"), 2),
        (BASE, amount("15000000000", type="guidance"), 1),
        (BASE, amount("15000000000", type="financing"), 1),  # "puts $15bn behind data centres" is the bond below it
        (BASE._replace(place="Ohio", place_type="site"), BASE._replace(place="Texas", place_type="site"), 2),
        (BASE._replace(place="Ohio", place_type="site"), BASE, 1),
        (BASE._replace(period="CY2025"), BASE._replace(period="CY2026"), 2),
    ],
)
def test_what_is_the_same(first, second, count):
    assert len(merged([first, second])) == count
    assert len(merged([second, first])) == count


def test_the_fuller_statement_stays_and_takes_what_only_the_other_says():
    headline = BASE._replace(place="Ohio", place_type="site", quote="headline")
    body = BASE._replace(period="/2030", modifier="about", quote="body")
    (figure,) = merged([headline, body])
    assert (figure.quote, figure.period, figure.place, figure.modifier) == ("body", "/2030", "Ohio", "about")
