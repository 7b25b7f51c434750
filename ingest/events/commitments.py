"""Commitments and financings: one event however many outlets, languages, currencies and roundings report it.

Traps avoided: two projects of equal amount announced on one day becoming one, a second "additional 100 billion" a year later
vanishing into the first, and one plan counted again whenever a text mentions it. Figures are read in the order of publication;
each joins the event it agrees with best, unless something forbids it, and otherwise opens one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from ingest.events.amounts import Agreement, Rates, agreement, level, printed_step, shape
from ingest.events.cues import recalls
from ingest.events.steps import corrected
from ingest.models import Figure

_SAME_NEWS = timedelta(days=60)
_ECHO = timedelta(days=10)
_SAME_DAY = timedelta(days=1)
_SAME_PROJECT = timedelta(days=180)
_HORIZON_SLACK = timedelta(days=550)
_OTHER_AMOUNT = Decimal("0.15")  # sources of one named project disagree by less
_OTHER_BOUND = Decimal("0.35")  # "more than 10 billion" before the 15 billion are known
_DISTINCTIVE = 4  # digits: nobody promises 15.248 billion twice
_GENERIC = {"bond", "debt"}


@dataclass
class Promise:
    """A commitment or financing with every figure that means it and why."""

    figures: list[tuple[Figure, str]] = field(default_factory=list)

    @property
    def members(self) -> list[Figure]:
        return [figure for figure, _ in self.figures]

    @property
    def founder(self) -> Figure:
        return self.figures[0][0]

    @property
    def announced_on(self) -> date | None:
        """Day of the first text that gives or recalls it."""
        return min((f.published_on for f in self.members if f.published_on), default=None)

    @property
    def is_older_than_known(self) -> bool:
        """Whether the first text already recalls it."""
        return not any(f.published_on == self.announced_on and not recalls(f) for f in self.members)


@dataclass(frozen=True)
class _Fit:
    score: int
    reason: str


def promises(figures: Iterable[Figure], rates: Rates) -> list[Promise]:
    """The events of one company's commitment and financing figures, in the order of their first mention."""
    found: list[Promise] = []
    ordered = sorted(corrected(figures), key=_reading_order)
    alone = _alone_in_their_text(ordered)
    subjects = _places_of_texts(ordered)
    for figure in ordered:
        fits = [(fit, promise) for promise in found if (fit := _fit(figure, promise, rates, subjects))]
        if not fits:
            near = [(fit, p) for p in found if figure.figure_id in alone and (fit := _fit_unnamed(figure, p, alone))]
            fits = near if len(near) == 1 else []
        if fits:
            best, promise = max(fits, key=lambda pair: (pair[0].score, pair[1].announced_on or date.min))
            promise.figures.append((figure, best.reason))
        else:
            found.append(Promise([(figure, "first report")]))
    return found


def _reading_order(figure: Figure) -> tuple:
    return figure.published_on or date.max, recalls(figure), figure.document_id, figure.span_start


def _alone_in_their_text(figures: list[Figure]) -> set[str]:
    """Figures that are the only commitment of the company in their document."""
    count: dict[str, int] = {}
    for figure in figures:
        count[figure.document_id] = count.get(figure.document_id, 0) + 1
    return {figure.figure_id for figure in figures if count[figure.document_id] == 1}


def _places_of_texts(figures: list[Figure]) -> dict[str, str]:
    """The place that a text speaks of, where all its figures that name one name the same."""
    places: dict[str, set[str]] = {}
    for figure in figures:
        if figure.place is not None:
            places.setdefault(figure.document_id, set()).add(figure.place)
    return {document_id: found.pop() for document_id, found in places.items() if len(found) == 1}


def _fit(figure: Figure, promise: Promise, rates: Rates, subjects: Mapping[str, str]) -> _Fit | None:
    """How well a figure agrees with an event, or None when the amounts differ or something forbids it."""
    same_type = any(member.figure_type == figure.figure_type for member in promise.members)
    place = _any_agrees(figure, promise, _places_agree)
    shared = [name for name, verdict in _corroboration(figure, promise, place) if verdict]
    if any(verdict is False for _, verdict in _corroboration(figure, promise, place)):
        return None
    from_same_text = any(member.document_id == figure.document_id for member in promise.members)
    amount = max((a for m in promise.members if (a := agreement(figure, m, rates))), key=lambda a: a.strength, default=None)
    is_exact = amount is not None and amount.strength == 4
    if is_exact and _digits(figure) >= _DISTINCTIVE:
        shared.append(f"an amount of {_digits(figure)} digits")
    is_echo = is_exact and _is_near(figure, promise, _ECHO) and not from_same_text
    if _is_other_step(figure, promise) and not (is_echo and {"same place", "same horizon"} & set(shared)):
        return None
    if amount is not None and same_type:
        if amount.strength == 1 and not shared:
            return None
        if from_same_text and not (amount.strength == 4 and place):
            return None
        if not shared and not _is_near(figure, promise, _SAME_NEWS) and not recalls(figure):
            return None
        return _Fit(10 * amount.strength + len(shared) + 2 * bool(place), ", ".join([amount.reason, *shared]))
    if is_echo and amount is not None:
        return _Fit(len(shared), ", ".join([f"{amount.reason}, told as {figure.figure_type} too", *shared]))
    if place is None and figure.place is None:
        subject = subjects.get(figure.document_id)
        place = next((True for member in promise.members if _words_agree(subject, member.place)), None)
    if place and _is_near(figure, promise, _SAME_PROJECT) and (other := _other_amount(figure, promise, amount)):
        return _Fit(len(shared), ", ".join([other, *shared]))
    return None


def _digits(figure: Figure) -> int:
    """Significant digits that the amount is printed with."""
    amount = level(figure)
    return len(str(int(amount / printed_step(amount)))) if amount else 0


def _corroboration(figure: Figure, promise: Promise, place: bool | None) -> list[tuple[str, bool | None]]:
    """What else two texts can agree or differ in. False forbids the match, None says nothing."""
    return [
        ("same place", place),
        ("same counterparty", _any_agrees(figure, promise, _counterparties_agree)),
        ("same instrument", _any_agrees(figure, promise, _instruments_agree)),
        ("same horizon", _any_agrees(figure, promise, _horizons_agree)),
        ("same scope", True if any(m.scope == figure.scope for m in promise.members) else None),
    ]


def _any_agrees(figure: Figure, promise: Promise, agree: Callable[[Figure, Figure], bool | None]) -> bool | None:
    verdicts = [agree(figure, member) for member in promise.members]
    if True in verdicts:
        return True
    return False if False in verdicts else None


def _places_agree(a: Figure, b: Figure) -> bool | None:
    """A country and a site can be the same place under two names; two sites or two countries cannot."""
    agree = _words_agree(a.place, b.place)
    return None if agree is False and a.place_type != b.place_type else agree


def _counterparties_agree(a: Figure, b: Figure) -> bool | None:
    return _words_agree(a.counterparty, b.counterparty)


def _instruments_agree(a: Figure, b: Figure) -> bool | None:
    """Convertibles and exchangeables are bonds, and all of them debt."""
    if (a.figure_type, b.figure_type) != ("financing", "financing"):
        return None
    agree = _words_agree(a.instrument, b.instrument)
    return None if agree is False and {a.instrument, b.instrument} & _GENERIC else agree


def _words_agree(a: str | None, b: str | None) -> bool | None:
    """Whether two names are the same or one is part of the other ("Louisiana", "Richland Parish, Louisiana")."""
    if a is None or b is None:
        return None
    one, other = a.casefold(), b.casefold()
    return one in other or other in one


def _horizons_agree(a: Figure, b: Figure) -> bool | None:
    """Durations by their length, dates by their end; a duration against a date from the earlier text's day."""
    if _is_duration(a) and _is_duration(b):
        return abs((a.duration_months or 0) - (b.duration_months or 0)) <= 6
    ends = [_horizon_end(f, min(filter(None, (a.published_on, b.published_on)), default=None)) for f in (a, b)]
    if ends[0] is None or ends[1] is None:
        return None
    return abs(ends[0] - ends[1]) <= _HORIZON_SLACK


def _is_duration(figure: Figure) -> bool:
    return figure.duration_months is not None and (figure.period or "").startswith("P")


def _horizon_end(figure: Figure, spoken_on: date | None) -> date | None:
    if _is_duration(figure):
        return spoken_on + timedelta(days=round(30.44 * (figure.duration_months or 0))) if spoken_on else None
    return figure.period_end


def _is_other_step(figure: Figure, promise: Promise) -> bool:
    """An addition is neither the total it leads to nor the addition of another year."""
    cues = {member.relation_cue for member in promise.members}
    if {figure.relation_cue, *cues} >= {"additional", "cumulative"}:
        return True
    return figure.relation_cue == "additional" and not _is_near(figure, promise, _SAME_NEWS)


def _is_near(figure: Figure, promise: Promise, span: timedelta) -> bool:
    if figure.published_on is None or promise.announced_on is None:
        return True
    return abs(figure.published_on - promise.announced_on) <= span


def _other_amount(figure: Figure, promise: Promise, amount: Agreement | None) -> str | None:
    """The reason to see one named project behind two amounts: sources disagree, or one gives just a bound."""
    if amount is not None:
        return f"{amount.reason}; told as {figure.figure_type} and as {promise.founder.figure_type}"
    for member in promise.members:
        x, y = level(figure), level(member)
        is_step = "additional" in (figure.relation_cue, member.relation_cue)
        if x is None or y is None or member.currency != figure.currency or is_step:
            continue
        apart = abs(x - y) / max(x, y)
        forms = {shape(figure), shape(member)}
        holds = ("lower_bound" in forms or "upper_bound" in forms) and forms & {"point", "range"} and apart <= _OTHER_BOUND
        if apart <= _OTHER_AMOUNT or holds:
            return "same named project, sources give another amount"
    return None


def _fit_unnamed(figure: Figure, promise: Promise, alone: set[str]) -> _Fit | None:
    """One day's news of one project, rounded freely by an outlet that does not say where it is."""
    other = promise.founder
    x, y = level(figure), level(other)
    if x is None or y is None or not promise.figures or other.figure_id not in alone:
        return None
    is_unnamed = (figure.place is None) != (other.place is None)
    fits = (
        is_unnamed
        and figure.document_id != other.document_id
        and (figure.figure_type, figure.scope, figure.currency) == (other.figure_type, other.scope, other.currency)
        and figure.relation_cue == other.relation_cue
        and _is_near(figure, promise, _SAME_DAY)
        and _horizons_agree(figure, other) is not False
        and abs(x - y) / max(x, y) <= _OTHER_AMOUNT
    )
    return _Fit(0, "the day's only project of the company and of this scope, sources give another amount") if fits else None
