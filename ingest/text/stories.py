"""The same story again: documents whose content agrees, whatever stands around it.

Trap avoided: two quarters' releases of one template look nearly alike; what tells them apart are the numbers. So two documents
are one story only when their words agree and their numbers, each with its neighbours, do too. Boilerplate that only one of them
has counts little against them. Translations are other documents of the same event, not the same story.

Linear: a document is compared only with the stories that share one of a few pieces, drawn by hash; a piece that many stories
share is boilerplate and draws none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from zlib import crc32

_TOKEN = re.compile(r"\d[\d.,]*\d|\d|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_LENGTH = 5
_SKETCH = 400
_PROBES = 12
_LONGEST = 200_000
_COMMON = 64
_SAME_WORDS = 0.6
_SAME_NUMBERS = 0.75
_FEW_NUMBERS = 3
_SAME_WORDS_ALONE = 0.85
_SMALLEST_PART = 0.3


class Story(NamedTuple):
    """A document to be grouped; `published_on` decides which of a story's documents is the earliest."""

    document_id: str
    text: str
    published_on: date | None


class _Sketch(NamedTuple):
    """Hashes of word runs: the smallest of all, and those with a number in them."""

    words: frozenset[int]
    numbers: frozenset[int]
    size: int


def assign(documents: Iterable[Story]) -> dict[str, str]:
    """document_id -> story_id: the id of the earliest document (undated ones last) with the same story."""
    ordered = sorted(documents, key=lambda d: (d.published_on or date.max, d.document_id))
    sketches: dict[str, _Sketch] = {}
    holders: dict[int, list[str]] = defaultdict(list)
    story_of: dict[str, str] = {}
    for document in ordered:
        sketch = _sketch(document.text)
        probes = sorted(sketch.words)[:_PROBES]
        sharing = (holders[probe] for probe in probes if len(holders[probe]) < _COMMON)
        candidates = dict.fromkeys(story_id for story_ids in sharing for story_id in story_ids)
        match = next((story_id for story_id in candidates if _is_same(sketch, sketches[story_id])), None)
        story_of[document.document_id] = match or document.document_id
        if match is None:
            sketches[document.document_id] = sketch
            for probe in probes:
                holders[probe].append(document.document_id)
    return story_of


def _sketch(text: str) -> _Sketch:
    tokens = _TOKEN.findall(text[:_LONGEST].lower())
    words: set[int] = set()
    numbers: set[int] = set()
    for at in range(max(1, len(tokens) - _LENGTH + 1)):
        run = tokens[at : at + _LENGTH]
        hashed = crc32(" ".join(run).encode())
        words.add(hashed)
        if any(token[0].isdigit() for token in run):
            numbers.add(hashed)
    return _Sketch(frozenset(_smallest(words)), frozenset(_smallest(numbers)), len(words))


def _smallest(hashes: set[int]) -> Sequence[int]:
    """A sample that two texts draw alike: by hash, not by place. Texts up to a page or two are kept whole."""
    return sorted(hashes)[:_SKETCH]


def _is_same(a: _Sketch, b: _Sketch) -> bool:
    small, large = sorted((a.size, b.size))
    if small < _SMALLEST_PART * large:
        return False
    words = _containment(a.words, b.words)
    if min(len(a.numbers), len(b.numbers)) < _FEW_NUMBERS * _LENGTH:
        return words >= _SAME_WORDS_ALONE
    return words >= _SAME_WORDS and _containment(a.numbers, b.numbers) >= _SAME_NUMBERS


def _containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Share of the smaller set that is in the larger; among the hashes that both samples would have kept."""
    if not a or not b:
        return float(a == b)
    limit = min(max(a) if len(a) == _SKETCH else 1 << 32, max(b) if len(b) == _SKETCH else 1 << 32)
    a_, b_ = {h for h in a if h <= limit}, {h for h in b if h <= limit}
    return len(a_ & b_) / max(1, min(len(a_), len(b_)))
