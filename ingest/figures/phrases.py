"""Many phrases, found in one pass.

Trap avoided: a list of words that is tried word by word. Phrases become one regular expression shaped as a trie, so that
finding 1,000 of them costs one pass over the text; at each place the longest wins, and of two that overlap the longer.

`word*` stands for any ending (also inside a phrase), `*word` for any beginning, `~` for up to three words; blanks and hyphens
match each other.
"""

import re
from typing import Any, Generic, NamedTuple, TypeVar

Payload = TypeVar("Payload")

WORDLESS = frozenset({"zh", "ja", "ko"})
"""Languages whose words run together: phrases in their script may start and end anywhere."""
_BLANK = r"[\s\-‐–\u00a0]+"
_GAP = r"(?:[\s\-\u00a0]+(?:[^\s.;:,]|[.,](?=\d))+){0,3}?[\s\-\u00a0]+"
_ITEM = re.compile(r"\s*~\s*|[\s\-\u00a0]+|.", re.DOTALL)


class Hit(NamedTuple):
    """`payload` of the phrase at `start`..`end`."""

    start: int
    end: int
    payload: Any


class Phrases(Generic[Payload]):
    """A set of phrases of one language, each with a payload. `suffix` is an ending that names may take, as an expression."""

    def __init__(self, phrases: dict[str, Payload], language: str, suffix: str = "") -> None:
        wordless = language.split("-")[0] in WORDLESS
        letter = r"[A-Za-z0-9]" if wordless else r"\w"
        free = {p for p in phrases if p.startswith("*") or (wordless and not p.isascii())}
        bound = {p: payload for p, payload in phrases.items() if p not in free}
        self._expressions: list[tuple[re.Pattern[str], list[Payload]]] = []
        if bound:
            self._expressions.append(_compiled(bound, rf"(?<!{letter})", rf"{suffix}(?!{letter})"))
        if free:
            self._expressions.append(_compiled({p: phrases[p] for p in free}, "", ""))

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Phrases in `text[start:end]`, in order, none overlapping another."""
        found = [
            Hit(match.start(), match.end(), payloads[match.lastindex - 1])
            for expression, payloads in self._expressions
            for match in expression.finditer(text, start, end)
            if match.lastindex
        ]
        return _longest(found) if len(self._expressions) > 1 else found


def _compiled(phrases: dict[str, Payload], opening: str, closing: str) -> tuple[re.Pattern[str], list[Payload]]:
    """One expression for all phrases; its group n matches (empty) at the end of a phrase with payloads[n - 1]."""
    trie: dict[str | bool, Any] = {}
    for phrase, payload in phrases.items():
        node = trie
        for item in _ITEM.findall(phrase.strip("*")):
            node = node.setdefault("~" if "~" in item else " " if item[0] in " -\u00a0" else item, {})
        node[phrase.endswith("*")] = payload
    payloads: list[Payload] = []
    return re.compile(opening + _branches(trie, payloads, closing)), payloads


def _branches(node: dict[str | bool, Any], payloads: list[Payload], closing: str) -> str:
    """The expression of a node: longer phrases first, then the phrases that end here (key True: any ending, False: none)."""
    parts = [
        ({" ": _BLANK, "~": _GAP, "*": r"\w*"}.get(item) or re.escape(item)) + _branches(below, payloads, closing)
        for item, below in node.items()
        if isinstance(item, str)
    ]
    for is_open, tail in ((True, r"\w*"), (False, closing)):
        if is_open in node:
            payloads.append(node[is_open])
            parts.append(tail + "()")
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def _longest(found: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.start, -h.end)):
        if kept and hit.start < kept[-1].end:
            if hit.end - hit.start > kept[-1].end - kept[-1].start:
                kept[-1] = hit
        else:
            kept.append(hit)
    return kept
