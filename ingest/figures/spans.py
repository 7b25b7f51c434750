"""What lies in what: things of a text that stand inside, outside or between others.

Trap avoided: asking of each thing where it lies among all the others. Both stand in order, so one pass over both tells.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from ingest.figures.companies import Mention
from ingest.figures.cues import Cue
from ingest.figures.periods import Period
from ingest.text.segments import Cut, Segment

_LONGEST = 900


def bounded(text: str, cut: list[Segment]) -> list[Segment]:
    """Segments, the endless ones (a page without a full stop) cut at blanks: what is far away has no bearing on an amount."""
    if all(segment.end - segment.start <= _LONGEST for segment in cut):
        return cut
    places: list[int] = []
    pieces: list[Segment] = []
    for segment in cut:
        places.append(len(pieces))
        start = segment.start
        while segment.end - start > _LONGEST:
            blank = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            end = blank if blank > 0 else start + _LONGEST
            pieces.append(segment._replace(start=start, end=end))
            start = end
        pieces.append(segment._replace(start=start))
    return [s._replace(heading=None if s.heading is None else places[s.heading]) for s in pieces]


def outside_names(found: list[Cue], mentions: list[Mention]) -> list[Cue]:
    """Cues that are no part of a (longer) company name: CPP Investments, Applied Digital Energy."""
    kept, at = [], 0
    for cue in found:
        while at < len(mentions) and mentions[at].end <= cue.start:
            at += 1
        is_inside = at < len(mentions) and mentions[at].start <= cue.start and cue.end <= mentions[at].end
        if not is_inside or mentions[at].kind == "epithet":
            kept.append(cue)
    return kept


def outside(periods: list[Period], spans: list[tuple[int, int]]) -> list[Period]:
    """Periods that do not lie in one of the (ordered) spans: 2000 in 2000億 is no year."""
    kept, at = [], 0
    for period in periods:
        while at < len(spans) and spans[at][1] <= period.start:
            at += 1
        if at == len(spans) or period.end <= spans[at][0]:
            kept.append(period)
    return kept


def assigned(cut: Sequence[Cut], starts: list[int], items: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """Things (at a place) by the index of the segment they start in; those between segments are dropped."""
    given: dict[int, list[Any]] = {}
    for place, thing in items:
        at = bisect_right(starts, place) - 1
        if at >= 0 and place < cut[at].end:
            given.setdefault(at, []).append(thing)
    return given
