"""Cue words: the vocabulary that decides what an amount is, as data per language.

Trap avoided: vocabulary in code, where one language gets more of it than another and nobody who speaks the language can read it.

`catalog/language/<lang>/cues.yaml` holds group -> kind -> phrases (notation in `phrases.py`). Groups: `topic` (what the amount
is about), `role` (tense, comparison, whose claim), `status`, `measure`, `instrument`, `reason`, `direction`. A script variant
(`zh-Hant`) uses the file of its base language. Adding a language is adding its file.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.catalog import plain
from ingest.figures.phrases import PhraseSets


class Cue(NamedTuple):
    """A phrase of some kind at `start`..`end` of the text."""

    start: int
    end: int
    kind: str


def known_language(label: str) -> str:
    """The vocabulary's name for a language tag: `zh-TW` -> `zh-Hant`, `pt-BR` -> `pt`, unknown ones as they are."""
    base, _, rest = label.replace("_", "-").partition("-")
    if base.lower() == "zh" and rest.lower() in ("hant", "tw", "hk", "mo", "hant-tw", "hant-hk"):
        return "zh-Hant"
    return base.lower()


@lru_cache(2)
def folded(text: str) -> str:
    """The text in lower case, character by character, so that offsets stay valid."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def find(lowered: str, language: str, group: str, start: int, end: int) -> list[Cue]:
    """Phrases of a group in `lowered[start:end]` (as `folded` gives it), in order; a phrase of two kinds gives two cues."""
    return _cues(_groups(language, group).find(lowered, start, end)[group])


@lru_cache(2)
def find_all(lowered: str, language: str) -> Mapping[str, list[Cue]]:
    """The same for all groups and the whole text, in one pass; remembered while a text is read."""
    return {group: _cues(hits) for group, hits in _groups(language).find(lowered, 0, len(lowered)).items()}


def _cues(hits: list[tuple[int, int, tuple[str, ...]]]) -> list[Cue]:
    return [Cue(start, end, kind) for start, end, kinds in hits for kind in kinds]


@cache
def vocabulary(language: str) -> dict[str, dict[str, list[str]]]:
    """group -> kind -> phrases of a language; those of English for a language that has no file."""
    for name in (language, language.split("-")[0], "en"):
        if words := plain.catalogue("language", name, "cues.yaml"):
            return words
    raise FileNotFoundError("ingest/catalog/language/en/cues.yaml")


@cache
def _groups(language: str, only: str | None = None) -> PhraseSets[tuple[str, ...]]:
    return PhraseSets(
        {group: _kinds(phrases) for group, phrases in vocabulary(language).items() if only in (None, group)}, language
    )


def _kinds(phrases: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """phrase -> the kinds that list it."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, listed in phrases.items():
        for phrase in map(str.lower, listed):
            kinds[phrase] = (*kinds.get(phrase, ()), kind)
    return kinds
