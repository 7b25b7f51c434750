"""The shape of an explanation, the same for a filing's number and a sentence's: what `--json` prints and the terminal shows.

Trap avoided: an explanation that only reads well. Every operand carries the identifier or the URL that leads further back.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["capex", "guidance", "commitment", "financing", "figure", "document", "coverage", "removed"]


@dataclass(frozen=True)
class Operand:
    """One term of a calculation: a filed fact (with its filing), another published number (with its `id`), or a plain number.

    `amount` is in whole units of `currency`, or a bare number (a rate, a percentage) where that is null.
    """

    sign: Literal["+", "−", "×", "÷"]
    label: str
    amount: Decimal | float
    currency: str | None = None
    id: str | None = None
    concept: str | None = None
    accession: str | None = None
    form: str | None = None
    filed_on: date | None = None
    source: str | None = None
    source_url: str | None = None


@dataclass(frozen=True)
class Arithmetic:
    """How a column's value follows from its operands; `formula` is the calculation in one line."""

    column: str
    value: Decimal | float
    formula: str
    operands: list[Operand] = field(default_factory=list)
    note: str | None = None


@dataclass(frozen=True)
class Conversion:
    """How an amount became USD: `rate_count` rates between two days, or the quarters that were added up.

    `rate` is USD per unit; it is null, and `null_reason` set, where the amount could not be converted.
    """

    currency: str
    rate: float | None
    method: str | None
    source: str | None
    formula: str | None
    first_on: date | None = None
    last_on: date | None = None
    rate_count: int | None = None
    parts: list[Operand] = field(default_factory=list)
    null_reason: str | None = None


@dataclass(frozen=True)
class Passage:
    """A figure in its text: the sentence with the figure in the middle, one sentence on either side, and whose words they are.

    `head + quote + tail` is the sentence as it stands in the text. `role` and `reason` say how it belongs to what is explained.
    """

    figure_id: str
    document_id: str
    title: str | None
    publisher: str | None
    published_on: date | None
    language: str
    source_url: str | None
    before: str
    head: str
    quote: str
    tail: str
    after: str
    words: str
    amount: str
    confidence: float
    why: str
    extractor_version: str
    role: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Version:
    """What was said at a time: a vintage of a filed number, or a step of a guidance chain."""

    id: str
    known_on: date | None
    superseded_on: date | None
    amount: str
    note: str | None
    accession: str | None
    document_id: str | None
    source_url: str | None
    is_this: bool


@dataclass(frozen=True)
class Conflict:
    """Two sources that disagree: the amount that was kept, and the other."""

    reason: str
    currency: str
    kept_amount: Decimal
    kept_from: str | None
    kept_source_url: str | None
    other_amount: Decimal
    other_from: str | None
    other_source_url: str | None
    difference_pct: float | None


@dataclass(frozen=True)
class Link:
    """Something else that can be explained, and how it is related."""

    id: str
    relation: str
    about: str


@dataclass(frozen=True)
class Explanation:
    """All that is known about where a number comes from. `facts` are the columns of its row that say what it is."""

    id: str
    kind: Kind
    headline: str
    facts: dict[str, Any]
    arithmetic: list[Arithmetic] = field(default_factory=list)
    conversion: Conversion | None = None
    passages: list[Passage] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
