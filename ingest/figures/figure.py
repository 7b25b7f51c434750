"""A figure as it is read out of a text, before it becomes a row of the lake."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

BUCKET = {"actual": "actual", "guidance": "forward", "commitment": "forward", "financing": "financing"}
"""Types that may stand for one another when two statements of a text are compared."""


class Share(NamedTuple):
    """What part of an amount is for what: 80 % of the `proceeds` for `use`."""

    percent: float
    of: str
    use: str


class ExtractedFigure(NamedTuple):
    """An investment figure. `text[start:end] == quote`; fields and values as in `ingest.models.Figure`.

    `low`/`high` in whole currency units, both None only when `modifier` is directional. `alt` are conversions that the text
    states. `confidence` is 0..1 and `why` the words that decided.
    """

    company: str
    type: str
    attribution: str
    scope: str
    measure: str | None
    low: Decimal | None
    high: Decimal | None
    currency: str
    modifier: str
    alt: tuple[tuple[Decimal, str], ...]
    period: str | None
    period_text: str | None
    period_start: date | None
    period_end: date | None
    duration_months: int | None
    share: Share | None
    status: str
    relation: str | None
    instrument: str | None
    counterparty: str | None
    place: str | None
    place_type: str | None
    reason: str | None
    quote: str
    start: int
    end: int
    confidence: float
    why: str

    @property
    def bucket(self) -> str:
        """actual, forward or financing."""
        return BUCKET[self.type]
