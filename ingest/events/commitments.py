"""Commitments and financings: one event however many outlets, languages, currencies and roundings report it.

Traps avoided: two projects of equal amount announced on one day becoming one, a second "additional 100 billion" a year later
vanishing into the first, and one plan counted again whenever a text mentions it. Figures are read in the order of publication;
each joins the event it agrees with best, unless something forbids it, and otherwise opens one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ingest.events import traits
from ingest.events.amounts import Agreement, Rates, agreement, level, printed_step, shape
from ingest.events.cues import recalls
from ingest.events.promise import Promise
from ingest.events.steps import corrected
from ingest.models import Figure

_DAY = timedelta(days=1)
_ECHO = timedelta(days=10)
_SAME_NEWS = timedelta(days=60)
_SAME_PROJECT = timedelta(days=180)
_OTHER_AMOUNT = Decimal("0.15")  # sources of one named project disagree by less
_OTHER_BOUND = Decimal("0.35")  # "more than 10 billion" before the 15 billion are known
_DISTINCTIVE = 4  # digits: nobody promises 15.248 billion twice
_TRAITS: tuple[tuple[str, Callable[[Figure, Figure], bool | None]], ...] = (
    ("same place", traits.places_agree),
    ("same counterparty", traits.counterparties_agree),
    ("same instrument", traits.instruments_agree),
    ("same horizon", traits.horizons_agree),
)


@dataclass(frozen=True)
class _Fit:
    score: int
    reason: str


def promises(figures: Iterable[Figure], rates: Rates) -> list[Promise]:
    """The events of one company's commitment and financing figures, in the order of their first mention."""
    found: list[Promise] = []
    ordered = sorted(corrected(figures), key=_reading_order)
    in_text = Counter(figure.document_id for figure in ordered)
    alone = {figure.figure_id for figure in ordered if in_text[figure.document_id] == 1}
    subjects = _places_of_texts(ordered)
    for figure in ordered:
        fits = [(fit, promise) for promise in found if (fit := _fit(figure, promise, rates, subjects))]
        if not fits and figure.figure_id in alone:
            near = [(fit, p) for p in found if p.founder.figure_id in alone and (fit := _fit_unnamed(figure, p))]
            fits = near if len(near) == 1 else []
        if fits:
            best, promise = max(fits, key=lambda pair: (pair[0].score, pair[1].announced_on or date.min))
            promise.add(figure, best.reason)
        else:
            found.append(Promise())
            found[-1].add(figure, "first report")
    return found


def _reading_order(figure: Figure) -> tuple:
    return figure.published_on or date.max, recalls(figure), figure.document_id, figure.span_start


def _places_of_texts(figures: list[Figure]) -> dict[str, str]:
    """The place that a text speaks of, where all its figures that name one name the same."""
    places: dict[str, set[str]] = {}
    for figure in figures:
        if figure.place is not None:
            places.setdefault(figure.document_id, set()).add(figure.place)
    return {document_id: found.pop() for document_id, found in places.items() if len(found) == 1}


def _fit(figure: Figure, promise: Promise, rates: Rates, subjects: Mapping[str, str]) -> _Fit | None:
    """How well a figure agrees with an event, or None when the amounts differ or something forbids it."""
    faces = promise.faces
    verdicts = {name: _any_agrees(figure, faces, agree) for name, agree in _TRAITS}
    if False in verdicts.values():
        return None
    shared = [name for name, verdict in verdicts.items() if verdict]
    scope = _any_agrees(figure, faces, traits.scopes_agree)
    if scope:
        shared.append("same scope")
    amount = max((a for face in faces if (a := agreement(figure, face, rates))), key=lambda a: a.strength, default=None)
    is_exact = amount is not None and amount.strength == 4
    if is_exact and _digits(figure) >= _DISTINCTIVE:
        shared.append(f"an amount of {_digits(figure)} digits")
    from_same_text = figure.document_id in promise.documents
    is_echo = is_exact and promise.is_near(figure, _ECHO) and not from_same_text
    if _is_other_step(figure, promise) and not (is_echo and {"same place", "same horizon"} & set(shared)):
        return None
    place = verdicts["same place"]
    if amount is not None and any(face.figure_type == figure.figure_type for face in faces):
        is_loose = amount.strength == 1 and not shared
        is_doubtful = not shared and (scope is False or not is_exact) and not recalls(figure)
        is_far = is_doubtful and not promise.is_near(figure, _SAME_NEWS)
        if is_loose or is_far or (from_same_text and not (is_exact and place)):
            return None
        return _Fit(10 * amount.strength + len(shared) + 2 * bool(place), ", ".join([amount.reason, *shared]))
    if is_echo and amount is not None:
        return _Fit(len(shared), ", ".join([f"{amount.reason}, told as {figure.figure_type} too", *shared]))
    if place is None and figure.place is None:
        subject = subjects.get(figure.document_id)
        place = any(traits.words_agree(subject, face.place) for face in faces)
    if place and promise.is_near(figure, _SAME_PROJECT) and (other := _other_amount(figure, promise, amount)):
        return _Fit(len(shared), ", ".join([other, *shared]))
    return None


def _any_agrees(figure: Figure, faces: list[Figure], agree: Callable[[Figure, Figure], bool | None]) -> bool | None:
    verdicts = [agree(figure, face) for face in faces]
    if True in verdicts:
        return True
    return False if False in verdicts else None


def _digits(figure: Figure) -> int:
    """Significant digits that the amount is printed with."""
    amount = level(figure)
    return len(str(int(amount / printed_step(amount)))) if amount else 0


def _is_other_step(figure: Figure, promise: Promise) -> bool:
    """An addition is neither the total it leads to nor the addition of another year."""
    cues = {figure.relation_cue, *(face.relation_cue for face in promise.faces)}
    if cues >= {"additional", "cumulative"}:
        return True
    return figure.relation_cue == "additional" and not promise.is_near(figure, _SAME_NEWS)


def _other_amount(figure: Figure, promise: Promise, amount: Agreement | None) -> str | None:
    """The reason to see one named project behind two amounts: sources disagree, or one gives just a bound."""
    if amount is not None:
        return f"{amount.reason}; told as {figure.figure_type} and as {promise.founder.figure_type}"
    for face in promise.faces:
        x, y = level(figure), level(face)
        is_step = "additional" in (figure.relation_cue, face.relation_cue)
        if x is None or y is None or face.currency != figure.currency or is_step:
            continue
        apart = abs(x - y) / max(x, y)
        forms = {shape(figure), shape(face)}
        is_bound = bool(forms & {"lower_bound", "upper_bound"} and forms & {"point", "range"})
        if apart <= _OTHER_AMOUNT or (is_bound and apart <= _OTHER_BOUND):
            return "same named project, sources give another amount"
    return None


def _fit_unnamed(figure: Figure, promise: Promise) -> _Fit | None:
    """One day's news of one project, rounded freely by an outlet that does not say where it is."""
    other = promise.founder
    x, y = level(figure), level(other)
    if x is None or y is None:
        return None
    is_unnamed = (figure.place is None) != (other.place is None)
    fits = (
        is_unnamed
        and figure.document_id != other.document_id
        and (figure.figure_type, figure.scope, figure.currency) == (other.figure_type, other.scope, other.currency)
        and figure.relation_cue == other.relation_cue
        and promise.is_near(figure, _DAY)
        and traits.horizons_agree(figure, other) is not False
        and abs(x - y) / max(x, y) <= _OTHER_AMOUNT
    )
    return _Fit(0, "the day's only project of the company and of this scope, sources give another amount") if fits else None
