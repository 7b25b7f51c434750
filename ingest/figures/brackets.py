"""Verbs in two parts that stand around what they speak of: "nimmt das Unternehmen 2,6 Milliarden Dollar auf".

Trap avoided: half a verb. In German and Dutch the word next to the amount is often the auxiliary or the stem ("hat", "trekt").
What it means comes at the end of the clause ("investiert", "uit"); half of it says nothing, or something else (nimmt ... ein).

Vocabulary: `catalog/language/<lang>/brackets.yaml`, group -> kind of cue -> a list of first parts and the last parts they go
with; `clause`: what begins another clause behind a comma, `behind`: what may follow the last part. A language without the file
has none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from ingest.catalog import plain
from ingest.figures.cues import Cue


class _Verbs(NamedTuple):
    first: re.Pattern[str]
    last: dict[str, re.Pattern[str]]
    """the last parts that go with a first part"""
    clause: re.Pattern[str]
    """up to the next clause; a comma within a list opens none"""
    means: dict[tuple[str, str], list[tuple[str, str]]]
    """first and last part -> (group, kind)"""


@cache
def _verbs(language: str) -> _Verbs | None:
    data = plain.catalogue("language", language, "brackets.yaml")
    if data is None:
        return None
    means: dict[tuple[str, str], list[tuple[str, str]]] = {}
    end = rf"(?=$|\s(?:{'|'.join(data['behind'])})\b|\s?[,)–.])"
    clause = re.compile(rf"(?:[^,;:!?\n]|,(?=\d|\s(?!\d|(?:{'|'.join(data['clause'])})\b))){{1,240}}")
    for group, kinds in data.items():
        for kind, listed in kinds.items() if group not in ("clause", "behind") else ():
            for parts in (pair for verb in listed for pair in product(verb["first"], verb["last"])):
                means.setdefault(parts, []).append((group, kind))
    lasts: dict[str, set[str]] = {}
    for first, own in means:
        lasts.setdefault(first, set()).add(own)
    last = {first: re.compile(_any(own) + end) for first, own in lasts.items()}
    return _Verbs(re.compile(rf"{_any(lasts)}(?!\w)"), last, clause, means)


def _any(words: Iterable[str]) -> str:
    """One of the words, from where a word begins; letters lead, so that the search runs over all places without one of them."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    words_of = [rf"{letter}(?<!\w{letter})(?:{'|'.join(rests)})" for letter, rests in by_letter.items()]
    return f"({'|'.join(words_of)})"


def find(lowered: str, language: str, start: int, end: int) -> Iterator[tuple[str, Cue]]:
    """(group, cue) of each verb in `lowered[start:end]`, from its first part to the nearest last one."""
    verbs = _verbs(language)
    if verbs is None:
        return
    for first in verbs.first.finditer(lowered, start, end):
        clause = verbs.clause.match(lowered, first.end(), end)
        last = verbs.last[first[1]].search(clause[0]) if clause else None
        if last:
            for group, kind in verbs.means[first[1], last[1]]:
                yield group, Cue(first.start(), first.end() + last.end(), kind)
