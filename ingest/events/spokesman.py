"""Which statement's amounts stand for an event.

Trap avoided: an average of what the sources say. One statement is chosen, the others stay linked and visible.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

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

    def rank(figure: Figure) -> tuple:
        amount = level(figure)
        same = [f for f in told if amount is not None and (other := level(f)) is not None and equal_as_printed(other, amount)]
        return (
            figure.attribution == "analyst",
            -len(same),
            all(f.modifier != "exact" for f in same),
            all(f.place is None for f in same),
            printed_step(amount) if amount is not None else 0,
            *_first_as_news(figure),
        )

    return min(told, key=rank)


def spokesman_of_guidance(members: Iterable[Figure]) -> Figure:
    """For a guidance: the whole range before one end of it, the company before others, news before recollection."""
    return min(
        members,
        key=lambda f: (shape(f) in ("lower_bound", "upper_bound"), f.attribution != "company", *_first_as_news(f)),
    )


def _first_as_news(figure: Figure) -> tuple:
    return recalls(figure), figure.published_on or date.max, figure.document_id, figure.span_start
