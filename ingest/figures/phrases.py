"""Many phrases, found in one pass.

Trap avoided: a list of words that is tried word by word, or an expression of 1,000 branches that is tried at every character.
A text is cut into words once; the first letters of a word name the few phrases that can begin there, and those are one
regular expression shaped as a trie. At each place the longest wins, and of two that overlap the longer.

`word*` stands for any ending (also inside a phrase), `*word` for any beginning, `~` for up to three words; blanks and hyphens
match each other.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

Payload = TypeVar("Payload")

WORDLESS = frozenset({"zh", "ja", "ko"})
"""Languages whose words run together: phrases in their script may start and end anywhere."""
_BLANK = r"[\s\-‐–\u00a0]+"
_GAP = r"(?:[\s\-\u00a0]+(?:[^\s.;:,]|[.,](?=\d))+){0,3}?[\s\-\u00a0]+"
_ITEM = re.compile(r"\s*~\s*|[\s\-\u00a0]+|.", re.DOTALL)
_WIDTH = 4
"""How many letters of a word name the phrases that can begin with it."""
_HEAD = re.compile(rf"[^\s\-\u00a0~*]{{1,{_WIDTH}}}")
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


class PhraseSets(Generic[Payload]):
    """Sets of phrases of one language, by name, found in one pass. Only phrases of different sets may overlap."""

    def __init__(self, sets: Mapping[str, Mapping[str, Payload]], language: str, suffix: str = "") -> None:
        wordless = language.split("-")[0] in WORDLESS
        letter = r"[A-Za-z0-9]" if wordless else r"\w"
        closing = rf"{suffix}(?!{letter})"
        self._names = tuple(sets)
        self._anywhere: list[_Branch] = []
        self._by_head: dict[str, list[_Branch]] = defaultdict(list)
        for number, phrases in enumerate(sets.values()):
            free = {p: v for p, v in phrases.items() if p.startswith("*") or (wordless and not p.isascii())}
            if free:
                self._anywhere.append(_Branch(number, free, ""))
            for head, members in _by_head({p: v for p, v in phrases.items() if p not in free}).items():
                self._by_head[head].append(_Branch(number, members, closing))
        first = re.escape("".join(sorted({head[0] for head in self._by_head})))
        self._beginning = re.compile(rf"[{first}](?<!{letter}.)" if first else "(?!)", re.DOTALL)
        self._possible: dict[str, Sequence[_Branch]] = {}

    def find(self, text: str, start: int, end: int) -> dict[str, list[tuple[int, int, Payload]]]:
        """By set, (start, end, payload) of the phrases in `text[start:end]` in order, none overlapping another."""
        found: list[list[tuple[int, int, Payload]]] = [[] for _ in self._names]
        covered = [0] * len(found)
        possible = self._possible
        for beginning in self._beginning.finditer(text, start, end):
            at = beginning.start()
            head = text[at : at + _WIDTH]
            for branch in possible[head] if head in possible else self._branches(head):
                number = branch.number
                if at >= covered[number] and (match := branch.match(text, at, end)):
                    covered[number] = match.end()
                    found[number].append((at, match.end(), branch.payloads[match.lastindex - 1]))
        for branch in self._anywhere:
            hits = [(*m.span(), branch.payloads[m.lastindex - 1]) for m in branch.expression.finditer(text, start, end)]
            if hits:
                found[branch.number] = _longest([*found[branch.number], *hits])
        return dict(zip(self._names, found, strict=True))

    def _branches(self, head: str) -> Sequence["_Branch"]:
        """Those of the longest beginning known; remembered, also where there are none."""
        known = self._by_head
        found = next((known[head[:width]] for width in range(_WIDTH, 0, -1) if head[:width] in known), ())
        if len(self._possible) < _REMEMBERED:
            self._possible[head] = found
        return found


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


def _by_head(phrases: Mapping[str, Payload]) -> dict[str, dict[str, Payload]]:
    """The first letters of phrases -> the phrases that can stand where a text has these letters, in order."""
    exact: dict[str, list[int]] = defaultdict(list)
    ordered = list(phrases)
    for place, phrase in enumerate(ordered):
        exact[_HEAD.match(phrase)[0]].append(place)
    found = {}
    for head in tuple(exact):
        places = sorted(place for width in range(1, len(head) + 1) for place in exact.get(head[:width], ()))
        found[head] = {ordered[place]: phrases[ordered[place]] for place in places}
    return found


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


def _longest(found: list[tuple[int, int, Payload]]) -> list[tuple[int, int, Payload]]:
    kept: list[tuple[int, int, Payload]] = []
    for start, end, payload in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, payload))
        elif end - start > kept[-1][1] - kept[-1][0]:
            kept[-1] = (start, end, payload)
    return kept
