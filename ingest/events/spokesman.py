"""Which statement's amounts stand for an event.

Trap avoided: an average of what the sources say. One statement is chosen, the others stay linked and visible.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ingest.events.amounts import equal_as_printed, level, printed_step, shape
from ingest.events.cues import recalls
from ingest.models import Figure


def spokesman(members: Sequence[Figure]) -> Figure:
    """For a commitment: the amount most texts give, in the currency most texts use, as its first text gives it.

    Where equally many texts give two amounts, an exact one wins over a bound and one with a place over one without; among
    roundings of one amount the most precise.
    """
    sized = [f for f in members if level(f) is not None] or list(members)
    currencies = Counter(f.currency for f in sized)
    usual = max(currencies, key=lambda c: (currencies[c], c == sized[0].currency, c))
    told = [f for f in sized if f.currency == usual]

    by_amount: dict[Decimal | None, list[Figure]] = {}
    for figure in told:
        by_amount.setdefault(level(figure), []).append(figure)
    ranks = {amount: _rank_of_amount(amount, by_amount) for amount in by_amount}
    return min(told, key=lambda f: (f.attribution == "analyst", *ranks[level(f)], *_first_as_news(f)))


def _rank_of_amount(amount: Decimal | None, by_amount: Mapping[Decimal | None, list[Figure]]) -> tuple:
    """Told by most (roundings of it included), exact, placed, precise."""
    same = [
        f for other, told in by_amount.items() for f in told if None not in (other, amount) and equal_as_printed(other, amount)
    ]
    return (
        -len(same),
        all(f.modifier != "exact" for f in same),
        all(f.place is None for f in same),
        printed_step(amount) if amount is not None else 0,
    )


def spokesman_of_guidance(members: Iterable[Figure]) -> Figure:
    """For a guidance: the whole range before one end of it, the company before others, news before recollection."""
    return min(
        members,
        key=lambda f: (shape(f) in ("lower_bound", "upper_bound"), f.attribution != "company", *_first_as_news(f)),
    )


def _first_as_news(figure: Figure) -> tuple:
    return recalls(figure), figure.published_on or date.max, figure.document_id, figure.span_start
