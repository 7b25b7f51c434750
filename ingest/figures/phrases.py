"""Many phrases, found in one pass.

Trap avoided: a list of words that is tried word by word, or an expression of 1,000 branches that is tried at every character.
What the phrases surely begin with is one Aho-Corasick automaton, which reads a text once, however many phrases there are. What
it cannot say is asked where it has found something: whether a word begins and ends there, and how a phrase with a gap goes on.
At each place the longest wins, and of two that overlap the one further left.

`word*` stands for any ending (also inside a phrase), `*word` for any beginning, `~` for up to three words; blanks and hyphens
match each other.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

Payload = TypeVar("Payload")

WORDLESS = frozenset({"zh", "ja", "ko"})
"""Languages whose words run together: phrases in their script may start and end anywhere."""
_DASHED = "-‐– \xa0"
_BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))) + _DASHED
)
"""What a blank of a phrase matches: all white space and the shorter dashes."""
_EXPRESSIONS = {
    " ": r"[\s\-‐–]+",
    "~": r"(?:[\s\-]+(?:[^\s.;:,]|[.,](?=\d))+){0,3}?[\s\-]+",
    "*": r"\w*",
}
_ITEM = re.compile(r"\s*~\s*|[\s\-]+|.", re.DOTALL)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Halves of characters, which a text read from JSON may hold and no encoding can say."""
_EDGE = "\0"
"""Stands before and behind a text, so that every character has neighbours."""


class Hit(NamedTuple):
    """`payload` of the phrase at `start`..`end`."""

    start: int
    end: int
    payload: Any


Found = tuple[int, int, Any]
"""start, end, payload"""


class Phrases(Generic[Payload]):
    """A set of phrases of one language, each with a payload. `suffix` is an ending that names may take, as an expression."""

    def __init__(self, phrases: Mapping[str, Payload], language: str, suffix: str = "") -> None:
        self._sets = PhraseSets({"": phrases}, language, suffix)

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Phrases in `text[start:end]`, in order, none overlapping another."""
        return [Hit(*found) for found in self._sets.find(text, start, end)[""]]


class _Phrase(NamedTuple):
    """A phrase behind what it surely begins with: the number of its set and how it goes on; without `tail` it ends there."""

    number: int
    payload: Any
    tail: re.Pattern[str] | None
    is_free: bool
    """Whether it may stand inside a word."""


class PhraseSets(Generic[Payload]):
    """Sets of phrases of one language, by name, found in one pass. Only phrases of different sets may overlap."""

    def __init__(self, sets: Mapping[str, Mapping[str, Payload]], language: str, suffix: str = "") -> None:
        self._names = tuple(sets)
        self._is_wordless = language.split("-")[0] in WORDLESS
        closing = rf"{suffix}(?![A-Za-z0-9])" if self._is_wordless else rf"{suffix}(?!\w)"
        known: dict[str, dict[tuple[int, bool, str], _Phrase]] = {}
        for number, phrases in enumerate(sets.values()):
            for phrase, payload in phrases.items():
                is_free = phrase.startswith("*") or (self._is_wordless and not phrase.isascii())
                head, tail = _head_and_tail(phrase)
                if not head or (head[0] == " " and not is_free):
                    raise ValueError(
                        f"the phrase {phrase!r} begins with a blank or a hyphen, so nothing could be looked up by it"
                    )
                if not (is_free or phrase.endswith("*")) and (tail or suffix):
                    tail += closing
                compiled = _compiled(tail) if tail else None
                known.setdefault(head, {})[number, not is_free, tail] = _Phrase(number, payload, compiled, is_free)
        self._known = [tuple(phrases[key] for key in sorted(phrases)) for phrases in known.values()]
        self._goes_on = [any(phrase.tail or phrase.is_free for phrase in phrases) for phrases in self._known]
        self._automaton = AhoCorasick(known, store_patterns=False)

    def find(self, text: str, start: int, end: int) -> dict[str, list[tuple[int, int, Payload]]]:
        """By set, (start, end, payload) of the phrases in `text[start:end]` in order, none overlapping another."""
        is_inside = start > 0 and text[start - 1].isalnum()
        read, places, moved = _line(text[start:end], text[start - 1] if is_inside else _EDGE)
        found: list[list[Found]] = [[] for _ in self._names]
        is_wordless, known, goes_on = self._is_wordless, self._known, self._goes_on
        for index, at, to in self._automaton.find_matches_as_indexes(read, overlapping=True):
            before, behind = read[at - 1], read[to]
            begins = not before.isalnum() or (is_wordless and not before.isascii())
            ends = not behind.isalnum() or (is_wordless and not behind.isascii())
            if not ((begins and ends) or goes_on[index]):
                continue
            first = start + at + moved[bisect_right(places, at) - 1]
            last = start + to + moved[bisect_right(places, to - 1) - 1]
            for number, payload, tail, is_free in known[index]:
                if not (begins or is_free):
                    continue
                if tail is not None:
                    match = tail.match(text, last, end)
                    if match is not None:
                        _keep(found[number], first, match.end(), payload)
                elif ends or is_free:
                    _keep(found[number], first, last, payload)
        return dict(zip(self._names, found, strict=True))


@lru_cache(4)
def _line(text: str, before: str) -> tuple[str, list[int], list[int]]:
    """A text with one blank for each run of blanks, between what stands before it and an edge; the places of it behind which
    characters have moved, and how far they are from those of the text."""
    even = text
    for blank in _BLANKS:
        even = even.replace(blank, " ")
    parts = _parts(even)
    lengths = (last - first for first, last in parts)
    begins = list(accumulate(lengths, initial=len(before)))[:-1]
    read = "".join([before, *(even[first:last] for first, last in parts), _EDGE])
    if not read.isascii():
        read = _SURROGATE.sub(_EDGE, read)
    return read, begins, [first - at for (first, _), at in zip(parts, begins, strict=True)]


def _parts(even: str) -> list[tuple[int, int]]:
    """(start, end) of what remains of a text when of each run of blanks only the first one does."""
    parts: list[tuple[int, int]] = []
    first, end = 0, len(even)
    while (last := even.find("  ", first)) >= 0:
        parts.append((first, last + 1))
        first = last + 2
        while first < end and even[first] == " ":
            first += 1
    parts.append((first, end))
    return parts


def _head_and_tail(phrase: str) -> tuple[str, str]:
    """What a phrase surely begins with, with single blanks, and an expression for the rest of it but for a closed ending."""
    items = [(" " if item[0] in _DASHED else item) if "~" not in item else "~" for item in _ITEM.findall(phrase.strip("*"))]
    shown = next((place for place, item in enumerate(items) if item in "~*"), len(items))
    rest = "".join(_EXPRESSIONS.get(item) or re.escape(item) for item in items[shown:])
    return "".join(items[:shown]), rest + (r"\w*" if phrase.endswith("*") else "")


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _keep(kept: list[Found], start: int, end: int, payload: Any) -> None:
    """Enters a phrase among those kept of its set: further left wins, from one place the longer, of two alike the one that says
    more.

    Phrases come in the order in which their heads end, so that whatever is kept to the right of the new one lies in it.
    """
    if not kept or kept[-1][1] <= start:
        kept.append((start, end, payload))
        return
    place = len(kept)
    while place and kept[place - 1][0] >= start:
        place -= 1
    if place and kept[place - 1][1] > start:
        return
    if place < len(kept) and kept[place][0] == start and kept[place][1] > end:
        return
    kept[place:] = [(start, end, payload)]
