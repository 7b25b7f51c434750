"""Text -> investment figures, each with the words that prove it.

Trap avoided: deciding per document. Every amount is decided on its own (what is it, whose, when, who says so), may follow
the amount before it, and leaves its reasons in `why`; the order of the questions is the order of this module.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ingest.catalog import companies as catalogue
from ingest.figures.companies import find_companies
from ingest.figures.details import scope_of
from ingest.figures.kinds import kind_of
from ingest.figures.reading import Reading, Sentence
from ingest.figures.roles import Spender, spender_of
from ingest.figures.topics import Topic, topic_of

EXTRACTOR_VERSION = "1"


@dataclass(frozen=True)
class ExtractedFigure:
    """One figure of a text. `text[start:end] == quote`."""

    company: str
    type: str
    attribution: str
    scope: str
    low: Decimal | None
    high: Decimal | None
    currency: str
    modifier: str
    period: str | None
    alt: tuple[tuple[Decimal, str], ...]
    quote: str
    start: int
    end: int
    confidence: float
    why: str


def figures_of(text: str, *, language: str, published: date | None = None, title: str | None = None) -> list[ExtractedFigure]:
    """All investment figures of a text, in order of their place. Never raises on any text."""
    reading = Reading(text, language, title or "", published)
    main = _main_company(reading)
    found = []
    focus: str | None = None
    previous: Topic | None = None
    for sentence in reading.sentences:
        if sentence.mentions:
            focus = sentence.mentions[0].company_id
        for index in sentence.amounts:
            amount = reading.amounts[index]
            if amount.currency is None or amount.conversion_of is not None or amount.is_vague or amount.value is None:
                continue
            topic = topic_of(reading, sentence, index)
            if topic.family == "none" and previous is not None:
                topic = previous
            previous = topic
            if not topic.is_figure or topic.strength < 0.3:
                continue
            spender = spender_of(reading, sentence, index, topic.family == "financing")
            company = spender.company_id if spender else focus or main
            if company is None:
                continue
            roles = reading.near(sentence, index, "role")
            period = min(
                sentence.periods,
                key=lambda p: reading.distance(amount.value_start, amount.value_end, p.start, p.end),
                default=None,
            )
            kind = kind_of(topic, roles, period, published)
            found.append(
                ExtractedFigure(
                    company=company,
                    type=kind.figure_type,
                    attribution="analyst" if kind.attribution == "analyst" else "company",
                    scope=scope_of(topic, kind.figure_type, None, period),
                    low=amount.low,
                    high=amount.high,
                    currency=amount.currency,
                    modifier=amount.modifier,
                    period=period.label if period else None,
                    alt=tuple(
                        (a.value, a.currency) for a in reading.amounts if a.conversion_of == index and a.value is not None and a.currency
                    ),
                    quote=text[amount.start : amount.end],
                    start=amount.start,
                    end=amount.end,
                    confidence=round(min(0.99, topic.strength / 3), 2),
                    why=f"{topic.why} | {spender.why if spender else 'focus'} | {kind.why}",
                )
            )
    return found


def _main_company(reading: Reading) -> str | None:
    title = find_companies(reading.title, reading.language)
    if title:
        return title[0].company_id
    counts = Counter(m.company_id for m in reading.mentions)
    return counts.most_common(1)[0][0] if counts else None
