"""Many phrases, found in one pass.

Trap avoided: a list of words that is tried word by word, or an expression of 1,000 branches that is tried at every character.
A text is cut into words once; the first letters of a word name the few phrases that can begin there, and those are one
regular expression shaped as a trie. At each place the longest wins, and of two that overlap the longer.

`word*` stands for any ending (also inside a phrase), `*word` for any beginning, `~` for up to three words; blanks and hyphens
match each other.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

Payload = TypeVar("Payload")

WORDLESS = frozenset({"zh", "ja", "ko"})
"""Languages whose words run together: phrases in their script may start and end anywhere."""
_BLANK = r"[\s\-‐–\u00a0]+"
_GAP = r"(?:[\s\-\u00a0]+(?:[^\s.;:,]|[.,](?=\d))+){0,3}?[\s\-\u00a0]+"
_ITEM = re.compile(r"\s*~\s*|[\s\-\u00a0]+|.", re.DOTALL)
_SHOWN = re.compile(r"(?![\s\-])[^~*]+")
"""What a phrase surely begins with."""
_LAST = "\U0010ffff"
_REMEMBERED = 50_000
"""Beginnings of words: more than the languages have, few enough for hostile texts."""


class Hit(NamedTuple):
    """`payload` of the phrase at `start`..`end`."""

    start: int
    end: int
    payload: Any


class Phrases(Generic[Payload]):
    """A set of phrases of one language, each with a payload. `suffix` is an ending that names may take, as an expression."""

    def __init__(self, phrases: Mapping[str, Payload], language: str, suffix: str = "") -> None:
        self._sets = PhraseSets({"": phrases}, language, suffix)

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Phrases in `text[start:end]`, in order, none overlapping another."""
        return [Hit(*found) for found in self._sets.find(text, start, end)[""]]


Found = tuple[int, int, Any]
"""start, end, payload"""


class PhraseSets(Generic[Payload]):
    """Sets of phrases of one language, by name, found in one pass. Only phrases of different sets may overlap."""

    def __init__(self, sets: Mapping[str, Mapping[str, Payload]], language: str, suffix: str = "") -> None:
        wordless = language.split("-")[0] in WORDLESS
        letter = r"[A-Za-z0-9]" if wordless else r"\w"
        free = [{p: v for p, v in s.items() if p.startswith("*") or (wordless and not p.isascii())} for s in sets.values()]
        words = [{p: v for p, v in s.items() if p not in f} for s, f in zip(sets.values(), free, strict=True)]
        self._names = tuple(sets)
        self._words = _Heads(words, letter, 4, rf"(?<!{letter}.)", rf"{suffix}(?!{letter})", is_whole=not suffix)
        self._free = _Heads(free, r"\w", 2, "", "", is_whole=False) if wordless else None
        self._anywhere = [_Branch(number, f, "") for number, f in enumerate(free) if f and not wordless]

    def find(self, text: str, start: int, end: int) -> dict[str, list[tuple[int, int, Payload]]]:
        """By set, (start, end, payload) of the phrases in `text[start:end]` in order, none overlapping another."""
        found: list[list[Found]] = [[] for _ in self._names]
        free: list[list[Found]] = [[] for _ in self._names]
        self._words.find(text, start, end, found)
        if self._free:
            self._free.find(text, start, end, free)
        for branch in self._anywhere:
            matches = branch.expression.finditer(text, start, end)
            free[branch.number] = [(*match.span(), branch.payloads[match.lastindex - 1]) for match in matches]
        united = (_longest([*own, *more]) if more else own for own, more in zip(found, free, strict=True))
        return dict(zip(self._names, united, strict=True))


class _Heads:
    """Phrases by their first characters, up to `width`; they begin where `before` holds behind the first one.

    In a head all that is no `letter` counts as one blank, so that it reaches into the next word, and the end of a phrase of
    whole words as well. What stands in a text and a head can go together where one begins the other. Longer heads would try
    fewer expressions, but what is looked up for the first time costs more than that: texts repeat four letters, not eight.
    """

    def __init__(
        self, sets: Sequence[Mapping[str, Any]], letter: str, width: int, before: str, closing: str, *, is_whole: bool
    ) -> None:
        self._sets = sets
        self._width = width
        self._closing = closing
        self._apart = re.compile(rf"(?:(?!{letter}).)+", re.DOTALL)
        self._known: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for number, phrases in enumerate(sets):
            for place, phrase in enumerate(phrases):
                self._known[self._head(phrase, is_whole=is_whole)].append((number, place, phrase))
        self._sorted = sorted(self._known)
        self._widths = sorted({len(head) for head in self._known})
        first = re.escape("".join(sorted({phrase.lstrip("*")[0] for phrases in sets for phrase in phrases})))
        self._beginning = re.compile(rf"[{first}]{before}" if first else "(?!)", re.DOTALL)
        self._possible: dict[str, Sequence[_Branch]] = {}
        self._made: dict[tuple[str, ...], Sequence[_Branch]] = {}

    def find(self, text: str, start: int, end: int, found: list[list[Found]]) -> None:
        """Adds the phrases to those found of their set."""
        covered = [0] * len(found)
        possible, width = self._possible, self._width
        for beginning in self._beginning.finditer(text, start, end):
            at = beginning.start()
            said = text[at : at + width]
            branches = possible.get(said)
            for branch in self._branches(said) if branches is None else branches:
                number = branch.number
                if at >= covered[number] and (match := branch.match(text, at, end)):
                    covered[number] = match.end()
                    found[number].append((at, match.end(), branch.payloads[match.lastindex - 1]))

    def _head(self, phrase: str, *, is_whole: bool) -> str:
        shown = _SHOWN.match(phrase.lstrip("*"))
        if shown is None:
            raise ValueError(f"the phrase {phrase!r} begins with a blank or a hyphen, so nothing could be looked up by it")
        ends = " " if is_whole and shown.end() == len(phrase) else ""
        return self._apart.sub(" ", shown[0] + ends)[: self._width]

    def _branches(self, said: str) -> Sequence["_Branch"]:
        """Those whose heads can go with what is said; remembered, also where there are none."""
        known = self._known
        plain = self._apart.sub(" ", said)
        heads = [head for width in self._widths if (head := plain[:width]) in known]
        if len(plain) < self._width:
            first, last = (bisect_right(self._sorted, edge) for edge in (plain, plain + _LAST))
            heads += self._sorted[first:last]
        key = tuple(heads)
        if key not in self._made:
            self._made[key] = self._compiled(heads)
        if len(self._possible) >= _REMEMBERED:
            self._possible.clear()
        found = self._possible[said] = self._made[key]
        return found

    def _compiled(self, heads: list[str]) -> list["_Branch"]:
        members = sorted(member for head in heads for member in self._known[head])
        return [
            _Branch(number, {phrase: self._sets[number][phrase] for _, _, phrase in own}, self._closing)
            for number, own in groupby(members, key=itemgetter(0))
        ]


class _Branch:
    """Phrases of one set that can begin alike, compiled when a text has such a beginning.

    Group n of the expression matches (empty) at the end of a phrase with payloads[n - 1].
    """

    def __init__(self, number: int, phrases: Mapping[str, Any], closing: str) -> None:
        self.number = number
        self.payloads: list[Any] = []
        self._phrases = phrases
        self._closing = closing

    @cached_property
    def expression(self) -> re.Pattern[str]:
        trie: dict[str | bool, Any] = {}
        for phrase, payload in self._phrases.items():
            node = trie
            for item in _ITEM.findall(phrase.strip("*")):
                node = node.setdefault("~" if "~" in item else " " if item[0] in " -\u00a0" else item, {})
            node[phrase.endswith("*")] = payload
        return re.compile(_alternatives(trie, self.payloads, self._closing))

    @cached_property
    def match(self) -> Callable[[str, int, int], re.Match[str] | None]:
        return self.expression.match


def _alternatives(node: dict[str | bool, Any], payloads: list[Any], closing: str) -> str:
    """The expression of a node: longer phrases first, then the phrases that end here (key True: any ending, False: none)."""
    parts = [
        ({" ": _BLANK, "~": _GAP, "*": r"\w*"}.get(item) or re.escape(item)) + _alternatives(below, payloads, closing)
        for item, below in node.items()
        if isinstance(item, str)
    ]
    for is_open, tail in ((True, r"\w*"), (False, closing)):
        if is_open in node:
            payloads.append(node[is_open])
            parts.append(tail + "()")
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def _longest(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for start, end, payload in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, payload))
        elif end - start > kept[-1][1] - kept[-1][0]:
            kept[-1] = (start, end, payload)
    return kept
