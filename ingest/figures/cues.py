"""Cue words: the vocabulary that decides what an amount is, as data per language, and a fast way to find it in a text.

Trap avoided: a list of words that is tried word by word. All phrases of a language and group become one regular expression
shaped as a trie, so that finding 1,000 phrases costs one pass over the text; the longest phrase wins at each place.

`catalog/language/<lang>/cues.yaml` holds group -> kind -> phrases. Groups: `topic` (what the amount is about), `role` (tense,
comparison, whose claim), `status`, `measure`, `instrument`, `reason`, `direction`. A script variant (`zh-Hant`) uses the file
of its base language. Adding a language is adding its file.
"""

import re
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

_WORDLESS = frozenset({"zh", "ja", "ko"})
"""Languages whose words run together: phrases may start and end anywhere."""
_BLANK = r"[\s\-‐–\u00a0]+"
_GAP = r"(?:[\s\-\u00a0]+[^\s.;:,]+){0,3}?[\s\-\u00a0]+"
_ITEM = re.compile(r"\s*~\s*|[\s\-]+|.", re.DOTALL)
_KINDS = tuple[str, ...]


class Cue(NamedTuple):
    """A phrase of some kind at `start`..`end` of the text."""

    start: int
    end: int
    kind: str


def folded(text: str) -> str:
    """The text in lower case, character by character, so that offsets stay valid."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def vocabulary(language: str) -> dict[str, dict[str, list[str]]]:
    """group -> kind -> phrases of a language; those of English for a language that has no file."""
    for name in (language, language.split("-")[0], "en"):
        path = resources.files("ingest.catalog") / "language" / name / "cues.yaml"
        if path.is_file():
            return yaml.safe_load(path.read_text("utf-8"))
    raise FileNotFoundError("ingest/catalog/language/en/cues.yaml")


def find(lowered: str, language: str, group: str, start: int = 0, end: int | None = None) -> list[Cue]:
    """Phrases of a group in `lowered[start:end]` (as `folded` gives it), in order; a phrase of two kinds gives two cues."""
    end = len(lowered) if end is None else end
    expressions = _expressions(language, group)
    found = [
        (match.start(), match.end(), leaves[match.lastindex - 1])
        for expression, leaves in expressions
        for match in expression.finditer(lowered, start, end)
        if match.lastindex
    ]
    if len(expressions) > 1:
        found = _longest(found)
    return [Cue(a, b, kind) for a, b, kinds in found for kind in kinds]


@cache
def _expressions(language: str, group: str) -> list[tuple[re.Pattern[str], list[_KINDS]]]:
    """Two expressions: phrases that begin with a word, and phrases that may begin anywhere (`*word`, or a script without blanks)."""
    wordless = language.split("-")[0] in _WORDLESS
    kinds: dict[str, list[str]] = {}
    for kind, phrases in (vocabulary(language).get(group) or {}).items():
        for phrase in phrases:
            kinds.setdefault(str(phrase).lower(), []).append(kind)
    free = {p for p in kinds if p.startswith("*") or (wordless and not p.isascii())}
    return [
        _compiled({p: tuple(k) for p, k in kinds.items() if (p in free) is is_free}, is_free)
        for is_free in (False, True)
        if any((p in free) is is_free for p in kinds)
    ]


def _compiled(phrases: dict[str, _KINDS], is_free: bool) -> tuple[re.Pattern[str], list[_KINDS]]:
    """One expression for all phrases; its group n matches (empty) at the end of a phrase of kinds leaves[n - 1]."""
    trie: dict[str, Any] = {}
    for phrase, kinds in phrases.items():
        node = trie
        for item in _ITEM.findall(phrase.strip("*")):
            item = "~" if "~" in item else " " if item.isspace() or item.startswith("-") else item
            node = node.setdefault(item, {})
        node["*" if phrase.endswith("*") else ""] = kinds
    leaves: list[_KINDS] = []
    body = _branches(trie, leaves, is_free)
    return re.compile(body if is_free else r"(?<!\w)" + body), leaves


def _branches(node: dict[str, Any], leaves: list[_KINDS], is_free: bool) -> str:
    """The expression of a node: longer phrases first, then the phrases that end here."""
    parts = []
    for item, below in node.items():
        if isinstance(below, dict):
            piece = {" ": _BLANK, "~": _GAP}.get(item) or re.escape(item)
            parts.append(piece + _branches(below, leaves, is_free))
    for ending, closing in (("*", r"\w*"), ("", "" if is_free else r"(?!\w)")):
        if ending in node and not isinstance(node[ending], dict):
            leaves.append(node[ending])
            parts.append(closing + "()")
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def _longest(found: list[tuple[int, int, _KINDS]]) -> list[tuple[int, int, _KINDS]]:
    """In order; of phrases that overlap, the longer one."""
    kept: list[tuple[int, int, _KINDS]] = []
    for candidate in sorted(found, key=lambda f: (f[0], -f[1])):
        if kept and candidate[0] < kept[-1][1]:
            if candidate[1] - candidate[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = candidate
        else:
            kept.append(candidate)
    return kept
