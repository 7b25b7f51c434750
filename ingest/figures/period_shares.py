"""The periods of a sentence, shared out among its amounts.

Trap avoided: the nearest date. A period belongs to the amount nearest to it, whichever amount asks; lists are shared out in order
("19.1 and 13 billion in the second and third quarters"); and a comparison word cuts a list in two.
"""

import re

from ingest.figures.periods import Period
from ingest.figures.reading import Reading, Sentence

_FARTHEST = 150.0
_AHEAD = 0.8
"""A period after its amount ("$8.5bn in 2025") binds closer than one before it."""
_APART = 1.4
"""A period after its amount and a comma is more often another's ("..., so the first half of 2026 has exceeded it")."""
_APPOSED = 40
_INSTEAD = 12.0
_COMPARED = 40.0
"""Price of a comparison word between an amount and a period behind it: "three times as much as a year before"."""
_RATE = re.compile(r"[%％]|Prozent|procent|por ?ciento|pour cent")
_LED = 3.0
"""A period that leads the next amount ("850 million, and third quarter sales of $1.9 billion") is not that of the one before."""
_NEXT = re.compile(r"[,;]?\s(?:and|while|whereas|but|with|und|während|en|et|y|e|mentre|mientras|tandis)\s")
_SINGLE = ("year", "quarter", "half")
_COMMA = re.compile(r"[,;:，；：](?!\d)")
_LENGTH = 3


def period_for(reading: Reading, sentence: Sentence, index: int, periods: list[Period]) -> Period | None:
    """Which of these periods of its sentence is an amount's."""
    amounts = [i for i in sentence.amounts if reading.amounts[i].conversion_of is None]
    periods = [p for p in periods if not _is_length(p, periods)]
    aligned = _aligned(reading, sentence, amounts, periods)
    if index not in aligned:
        periods = [p for p in periods if not _is_apposition(reading, p, periods)]
    return aligned[index] if index in aligned else _nearest(reading, sentence, index, amounts, periods)


def _is_length(period: Period, periods: list[Period]) -> bool:
    """Whether a duration only says how long the span of years before it is: 2026〜28年度の3年間."""
    return period.kind == "duration" and any(
        p.kind == "span" and p.duration_months == period.duration_months and 0 <= period.start - p.end <= _LENGTH for p in periods
    )


def _is_apposition(reading: Reading, year: Period, periods: list[Period]) -> bool:
    """Whether a year only says which quarter is meant: "in the quarter now under way, the last of fiscal 2026,"."""
    if year.kind != "year":
        return False
    for quarter in periods:
        if quarter.kind == "quarter" and 0 < year.start - quarter.end <= _APPOSED:
            between = reading.text[quarter.end : year.start]
            if between.startswith((",", "，")) and not any(c.isdigit() for c in between) and holds(year, quarter):
                return True
    return False


def holds(longer: Period, shorter: Period) -> bool:
    """Whether one period lies in another."""
    if not (longer.date_start and longer.date_end and shorter.date_start and shorter.date_end):
        return False
    return longer.date_start <= shorter.date_start and shorter.date_end <= longer.date_end


def _nearest(reading: Reading, sentence: Sentence, index: int, amounts: list[int], periods: list[Period]) -> Period | None:
    """The nearest period whose own nearest amount this is; else one that leads the sentence and is not bound more closely."""
    if _is_shared(reading, sentence, index, amounts, periods):
        return periods[0]
    cuts = [c.start for kind in ("compare", "delta_after") for c in reading.cues(sentence, "role", kind)]
    owned: dict[int, tuple[float, Period]] = {}
    for period in periods:
        cost, owner = _owner(reading, amounts, period, cuts)
        if owner not in owned or cost < owned[owner][0]:
            owned[owner] = cost, period
    if index in owned:
        cost, period = owned[index]
        return period if cost < _FARTHEST else None
    if _is_compared(reading, sentence, index):
        return None
    taken = [period for _, period in owned.values()]
    leading = [p for p in periods if p.end <= reading.amounts[amounts[0]].start]
    spare = _spare(reading, index, amounts, [p for p in periods if p not in taken])
    free = [p for p in leading if p not in taken] or leading  # 올해 설비투자는 지난해 8300억원보다 늘어난 1조원: each has its own
    return spare or (free[-1] if free else None)


def _owner(reading: Reading, amounts: list[int], period: Period, cuts: list[int]) -> tuple[float, int]:
    """What the way from a period to its nearest amount costs, and which that is: the same for all that ask."""
    found = reading.owners.get((period.start, period.end))
    if found is not None:
        return found
    for way, index in sorted([(reading.way(i, period.start, period.end), i) for i in amounts]):
        if found is not None and way * _AHEAD > found[0]:
            break  # whatever stands between, it is farther
        cost = _cost(reading, index, period, cuts, way), index
        found = cost if found is None else min(found, cost)
    assert found is not None
    reading.owners[period.start, period.end] = found
    return found


def _cost(reading: Reading, index: int, period: Period, cuts: list[int], way: float) -> float:
    """How far a period is from an amount: `way`, and what comparison words (`cuts`) and others between them add to it."""
    amount = reading.amounts[index]
    if period.start < amount.value_end:
        first, last = period.end, amount.start
    else:
        first, last = amount.end, period.start
        way *= _APART if _COMMA.search(reading.text, amount.value_end, last) else _AHEAD
        way *= _LED if _NEXT.match(reading.text, first, last) and _leads_on(reading, index, period) else 1.0
    return way + _COMPARED if cuts and any(first <= cut < last for cut in cuts) else way


def _leads_on(reading: Reading, index: int, period: Period) -> bool:
    """Whether the next amount follows a period without a comma between."""
    following = reading.amounts[index + 1].start if index + 1 < len(reading.amounts) else -1
    return following >= period.end and not _COMMA.search(reading.text, period.end, following)


def _is_shared(reading: Reading, sentence: Sentence, index: int, amounts: list[int], periods: list[Period]) -> bool:
    """Whether the only period is that of an old and a new number: "statt 3,0 sollen es 2026 nur 2,6 Milliarden werden"."""
    if len(amounts) != 2 or len({p.label for p in periods}) != 1 or index not in amounts:
        return False
    old = reading.near(sentence, amounts[0], "role").get("old")
    is_between = reading.amounts[amounts[0]].end <= periods[0].start and periods[0].end <= reading.amounts[amounts[1]].start
    return is_between and old is not None and old.before and old.cost < _INSTEAD


def _spare(reading: Reading, index: int, amounts: list[int], periods: list[Period]) -> Period | None:
    """A period that no amount needs, right before this one: "1.3 billion last year and expects this year about 1.2 billion"."""
    earlier = [reading.amounts[i].end for i in amounts if i < index]
    if not earlier:
        return None
    place = reading.amounts[index].start
    between = [p for p in periods if earlier[-1] <= p.start and p.end <= place and "%" not in reading.text[p.end : place]]
    return between[-1] if between else None


def _is_compared(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether the amount is what another one is compared with: of another time, unless it is an earlier forecast."""
    roles = reading.near(sentence, index, "role")
    compared = roles.get("compare")
    return compared is not None and compared.before and compared.cost < 12 and "forecast" not in roles


def _aligned(reading: Reading, sentence: Sentence, amounts: list[int], periods: list[Period]) -> dict[int, Period]:
    """Amounts and periods of equal number, one list beside the other; a comparison word cuts a list in two."""
    if len(amounts) < 2 or len(periods) < 2:
        return {}
    cuts = [c.start for c in reading.cues(sentence, "role", "compare")]
    items = sorted([(reading.amounts[i].start, "a", i) for i in amounts] + [(p.start, "p", n) for n, p in enumerate(periods)])
    runs: list[tuple[str, list[int]]] = []
    before = 0
    for place, kind, number in items:
        goes_on = bool(runs) and runs[-1][0] == kind
        if goes_on and not (kind == "a" and any(before < cut < place for cut in cuts)):
            runs[-1][1].append(number)
        else:
            runs.append((kind, [number]))
        before = place
    if _alternates(reading, runs, periods):
        return {numbers[0]: periods[runs[at - 1][1][0]] for at, (kind, numbers) in enumerate(runs) if kind == "a"}
    found: dict[int, Period] = {}
    used: set[int] = set()
    for at, (kind, numbers) in enumerate(runs):
        if kind != "a" or len(numbers) < 2:
            continue
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(runs) and runs[beside][0] == "p" and len(runs[beside][1]) == len(numbers) and beside not in used:
                found.update(zip(numbers, (periods[n] for n in runs[beside][1]), strict=True))
                used.add(beside)
                break
    return found


def _alternates(reading: Reading, runs: list[tuple[str, list[int]]], periods: list[Period]) -> bool:
    """Whether each amount has a period of one kind before it: "2025 investierte Meta 72,2 Milliarden, 2024 waren es 39,2".

    Of any kind in languages whose periods always stand before what they say: 7〜9月期は1017億円で、4〜9月は1580億円.
    """
    turns = "".join(kind * len(numbers) for kind, numbers in runs)
    if len(turns) <= 2 or turns != "pa" * (len(turns) // 2):
        return False
    pairs = [(periods[runs[at][1][0]], reading.amounts[runs[at + 1][1][0]]) for at in range(0, len(runs), 2)]
    are_alike = len({p.kind for p, _ in pairs}) == 1 or (reading.stretch > 1 and all(p.kind in _SINGLE for p, _ in pairs))
    if not are_alike or len({p.label for p, _ in pairs}) < len(pairs):
        return False
    return not any(_RATE.search(reading.text, period.end, amount.start) for period, amount in pairs)
