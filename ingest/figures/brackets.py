"""Verbs in two parts that stand around what they speak of: "nimmt das Unternehmen 2,6 Milliarden Dollar auf".

Trap avoided: half a verb. In German and Dutch the word next to the amount is often the auxiliary or the stem ("hat", "trekt").
What it means comes at the end of the clause ("investiert", "uit"); half of it says nothing, or something else (nimmt ... ein).

Vocabulary: `catalog/language/<lang>/brackets.yaml`, group -> kind of cue -> a list of first parts and the last parts they go
with. A language without the file has none.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ingest.catalog import plain
from ingest.figures.cues import Cue

_NEW_CLAUSE = (
    "um|dass|die|der|das|den|dem|deren|dessen|wie|wobei|während|weil|da|so|wenn|ob|nachdem|was|wo\\w*|mit|nach|also|aber|und|doch|sondern"
    "|davon|darunter|hieß|sagte|teilte|nach|bis|im|in|om|dat|waar\\w*|wat|zoals|terwijl|maar|en|volgens|na|aldus|als|nadat|goed"
)
_CLAUSE = re.compile(rf"(?:[^,;:!?\n]|,(?=\d|\s(?!\d|(?:{_NEW_CLAUSE})\b))){{1,240}}")
"""Up to the next clause; a comma within a list opens none."""
_END = (
    r"(?=$|\s(?:und|oder|sowie|um|als|en|of|om|dan|hat|habe|haben|hatte|heeft|hebben|had"
    r"|für|mit|voor|met|aan|bij|naar|via|tijdens)\b|\s?[,)–.])"
)
"""Behind the last part a clause ends."""


class _Verb(NamedTuple):
    group: str
    kind: str
    last: re.Pattern[str]


class _Verbs(NamedTuple):
    first: re.Pattern[str]
    of: dict[str, list[_Verb]]


@cache
def _verbs(language: str) -> _Verbs | None:
    data = plain.catalogue("language", language, "brackets.yaml")
    if data is None:
        return None
    verbs: dict[str, list[_Verb]] = {}
    for group, kinds in data.items():
        for kind, listed in kinds.items():
            for verb in listed:
                last = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, verb['last']))}){_END}")
                for first in verb["first"]:
                    verbs.setdefault(first, []).append(_Verb(group, kind, last))
    words = "|".join(map(re.escape, sorted(verbs, key=len, reverse=True)))
    return _Verbs(re.compile(rf"(?<!\w)(?:{words})(?!\w)"), verbs)


def find(lowered: str, language: str, start: int, end: int) -> Iterator[tuple[str, Cue]]:
    """(group, cue) of each verb in `lowered[start:end]`, from its first part to its last."""
    verbs = _verbs(language)
    for first in verbs.first.finditer(lowered, start, end) if verbs else ():
        clause = _CLAUSE.match(lowered, first.end(), end)
        ends = [(verb, last) for verb in verbs.of[first[0]] if (last := verb.last.search(clause[0]))] if verbs and clause else []
        nearest = min(
            (last.start() for _, last in ends), default=0
        )  # "nimmt ... in die Hand und stellt ... auf" is one, then another
        for verb, last in ends:
            if last.start() == nearest:
                yield verb.group, Cue(first.start(), first.end() + last.end(), verb.kind)
