"""How commitments overlap: what replaces, contains or adds up to what, so that nothing is counted twice.

Traps avoided: a total beside its parts (100 inside 500), a running total beside its steps (65 + 100 = 165, + 100 = 265) and a
raised pledge beside the old one (500, then 600). A relation is taken from words in one text; arithmetic alone counts only
where at least three parts make up a total exactly, since 10 + 10 = 20 is often just three projects.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from ingest.events import traits
from ingest.events.amounts import level
from ingest.events.cues import says_change
from ingest.events.promise import Promise
from ingest.models import Figure

_ADDS_UP = Decimal("0.005")
_LONG_BEFORE = timedelta(days=60)
_LIKE_SIZE = 3


@dataclass(frozen=True)
class Relation:
    """`subject` relates to `object`; both are positions in the list of promises."""

    subject: int
    name: str
    object: int
    document_id: str
    known_on: date | None
    reason: str


@dataclass(frozen=True)
class _Said:
    figure: Figure
    index: int
    promise: Promise
    amount: Decimal

    @property
    def known_on(self) -> date:
        return self.promise.announced_on or date.max


def relations(found: list[Promise]) -> list[Relation]:
    """Relations among one company's promises, each from the first text that shows it; never both ways, never to itself."""
    texts: dict[str, list[_Said]] = {}
    for index, promise in enumerate(found):
        for figure in promise.members:
            if figure.figure_type == "commitment" and (amount := level(figure)) is not None:
                texts.setdefault(figure.document_id, []).append(_Said(figure, index, promise, amount))
    result: dict[frozenset[int], Relation] = {}
    for said in sorted(texts.values(), key=lambda said: (said[0].figure.published_on or date.max, said[0].figure.document_id)):
        for relation in _in_one_text(said):
            if relation.subject != relation.object:
                result.setdefault(frozenset((relation.subject, relation.object)), relation)
    return list(result.values())


def _in_one_text(said: list[_Said]) -> Iterable[Relation]:
    said = list({s.index: s for s in said}.values())
    running = list(_running_totals(said))
    in_running = {index for relation in running for index in (relation.subject, relation.object)}
    yield from running
    yield from _parts(said, in_running)
    yield from _replacements([s for s in said if s.index not in in_running])


def _running_totals(said: list[_Said]) -> Iterable[Relation]:
    """A total with the base and the step that lead to it, as `steps` made them out."""
    for total in said:
        parts = [s for s in said if s.amount < total.amount and s.figure.currency == total.figure.currency]
        for pair in combinations(parts, 2):
            if not _adds_up(pair, total.amount):
                continue
            if total.figure.relation_cue == "cumulative" and {s.figure.relation_cue for s in pair} == {"additional", "prior"}:
                for part in pair:
                    yield _relation(total, "cumulative_of", part, "the text adds the steps up to this total")


def _parts(said: list[_Said], in_running: set[int]) -> Iterable[Relation]:
    """What a text calls a part, or what together makes up the text's largest amount."""
    for part in said:
        wholes = [s for s in said if s.amount > part.amount and s.figure.currency == part.figure.currency]
        wholes = [s for s in wholes if s.figure.relation_cue != "component" and _is_one_programme(part.figure, s.figure)]
        if part.figure.relation_cue == "component" and wholes:
            whole = min(wholes, key=lambda s: (abs(s.figure.span_start - part.figure.span_start), s.amount))
            yield _relation(part, "component_of", whole, "the text calls it a part")
    if len(said) >= 4 and not in_running:
        whole = max(said, key=lambda s: s.amount)
        parts = [s for s in said if s is not whole and s.figure.currency == whole.figure.currency]
        if len(parts) >= 3 and _adds_up(parts, whole.amount):
            for part in parts:
                yield _relation(part, "component_of", whole, "the text's other amounts add up to this total")


def _replacements(said: list[_Said]) -> Iterable[Relation]:
    """A new version of one pledge: the text calls the old amount replaced, or calls the new one raised or lowered.

    Without such a word, a larger amount counts as the new version where place and horizon are those of one known long before.
    """
    for old in said:
        for new in said:
            if new is old or new.figure.relation_cue is not None or not _can_replace(old, new):
                continue
            cue = old.figure.relation_cue
            if cue == "superseded" or (cue == "prior" and says_change(new.figure)):
                yield _relation(new, "supersedes", old, "the text replaces the older amount")
            elif cue is None and _is_larger_version(old, new):
                yield _relation(new, "supersedes", old, "a larger amount for the place and horizon of one known before")


def _can_replace(old: _Said, new: _Said) -> bool:
    """Whether nothing tells two plans apart: partner, place, horizon, currency, size, the order of days."""
    differs = (traits.counterparties_agree, traits.places_agree, traits.horizons_agree)
    return (
        old.figure.currency == new.figure.currency
        and old.known_on <= new.known_on
        and old.amount / _LIKE_SIZE < new.amount < old.amount * _LIKE_SIZE
        and all(_agree(old.promise, new.promise, trait) is not False for trait in differs)
    )


def _is_larger_version(old: _Said, new: _Said) -> bool:
    is_same = all(_agree(old.promise, new.promise, trait) for trait in (traits.places_agree, traits.horizons_agree))
    return is_same and old.amount < new.amount and new.known_on - old.known_on > _LONG_BEFORE


def _agree(a: Promise, b: Promise, trait: Callable[[Figure, Figure], bool | None]) -> bool | None:
    """Whether any two tellings agree, or some differ and none agree."""
    verdicts = {trait(one, other) for one in a.faces for other in b.faces}
    return True if True in verdicts else False if False in verdicts else None


def _is_one_programme(a: Figure, b: Figure) -> bool:
    """Whether nothing in the text keeps two amounts apart: other partners are other deals."""
    return a.counterparty is None or b.counterparty is None or a.counterparty == b.counterparty


def _adds_up(parts: Iterable[_Said], total: Decimal) -> bool:
    return abs(sum(s.amount for s in parts) - total) <= _ADDS_UP * total


def _relation(subject: _Said, name: str, target: _Said, reason: str) -> Relation:
    figure = subject.figure
    return Relation(subject.index, name, target.index, figure.document_id, figure.published_on, reason)
