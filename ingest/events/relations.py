"""How commitments overlap: what replaces, contains or adds up to what, so that nothing is counted twice.

Traps avoided: a total beside its parts (100 inside 500), a running total beside its steps (65 + 100 = 165, + 100 = 265) and a
raised pledge beside the old one (500, then 600). A relation is taken from words in one text; arithmetic alone counts only
where at least three parts make up a total exactly, since 10 + 10 = 20 is often just three projects.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from ingest.events.amounts import level
from ingest.events.cues import says_change
from ingest.events.promise import Promise
from ingest.models import Figure

_ADDS_UP = Decimal("0.005")
_LONG_BEFORE = timedelta(days=60)


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
    promise: int
    amount: Decimal


def relations(found: list[Promise]) -> list[Relation]:
    """Relations among one company's promises, each from the first text that shows it; never both ways, never to itself."""
    texts: dict[str, list[_Said]] = {}
    for index, promise in enumerate(found):
        for figure in promise.members:
            if figure.figure_type == "commitment" and (amount := level(figure)) is not None:
                texts.setdefault(figure.document_id, []).append(_Said(figure, index, amount))
    first_known = {index: promise.announced_on or date.max for index, promise in enumerate(found)}
    result: dict[frozenset[int], Relation] = {}
    for said in sorted(texts.values(), key=lambda said: (said[0].figure.published_on or date.max, said[0].figure.document_id)):
        for relation in _in_one_text(said, first_known):
            if relation.subject != relation.object:
                result.setdefault(frozenset((relation.subject, relation.object)), relation)
    return list(result.values())


def _in_one_text(said: list[_Said], first_known: Mapping[int, date]) -> Iterable[Relation]:
    said = list({s.promise: s for s in said}.values())
    running = list(_running_totals(said))
    in_running = {index for relation in running for index in (relation.subject, relation.object)}
    yield from running
    yield from _parts(said, in_running)
    yield from _replacements([s for s in said if s.promise not in in_running], first_known)


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


def _replacements(said: list[_Said], first_known: Mapping[int, date]) -> Iterable[Relation]:
    """A new version of one pledge: the text calls the old amount replaced, or calls the new one raised or lowered."""
    for old in said:
        for new in said:
            if new is old or new.figure.relation_cue is not None or not _is_one_programme(old.figure, new.figure):
                continue
            is_replaced = old.figure.relation_cue == "superseded"
            is_changed = old.figure.relation_cue == "prior" and says_change(new.figure)
            if is_replaced or is_changed:
                yield _relation(new, "supersedes", old, "the text replaces the older amount")
            elif _is_larger_version(old, new, first_known):
                yield _relation(new, "supersedes", old, "a larger amount for the same place and horizon than the one known")


def _is_larger_version(old: _Said, new: _Said, first_known: Mapping[int, date]) -> bool:
    """Without a word for it: the new one larger, in place and horizon the same as one that was known long before."""
    a, b = old.figure, new.figure
    is_same = None not in (a.place, a.period) and (a.place, a.period, a.currency) == (b.place, b.period, b.currency)
    was_known = first_known[new.promise] - first_known[old.promise] > _LONG_BEFORE
    return is_same and old.amount < new.amount and was_known and a.relation_cue is None


def _is_one_programme(a: Figure, b: Figure) -> bool:
    """Whether nothing in the text keeps two amounts apart: other partners are other deals."""
    return a.counterparty is None or b.counterparty is None or a.counterparty == b.counterparty


def _adds_up(parts: Iterable[_Said], total: Decimal) -> bool:
    return abs(sum(s.amount for s in parts) - total) <= _ADDS_UP * total


def _relation(subject: _Said, name: str, target: _Said, reason: str) -> Relation:
    figure = subject.figure
    return Relation(subject.promise, name, target.promise, figure.document_id, figure.published_on, reason)
