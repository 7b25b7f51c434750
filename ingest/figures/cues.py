"""Cue words: the vocabulary that decides what an amount is, as data per language.

Trap avoided: vocabulary in code, where one language gets more of it than another and nobody who speaks the language can read it.

`catalog/language/<lang>/cues.yaml` holds group -> kind -> phrases (notation in `phrases.py`). Groups: `topic` (what the amount
is about), `role` (tense, comparison, whose claim), `status`, `measure`, `instrument`, `reason`, `direction`. A script variant
(`zh-Hant`) uses the file of its base language. Adding a language is adding its file.
"""

from functools import cache
from importlib import resources
from typing import NamedTuple

import yaml

from ingest.figures.phrases import Phrases


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


def folded(text: str) -> str:
    """The text in lower case, character by character, so that offsets stay valid."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def find(lowered: str, language: str, group: str, start: int, end: int) -> list[Cue]:
    """Phrases of a group in `lowered[start:end]` (as `folded` gives it), in order; a phrase of two kinds gives two cues."""
    return [Cue(hit.start, hit.end, kind) for hit in _phrases(language, group).find(lowered, start, end) for kind in hit.payload]


@cache
def vocabulary(language: str) -> dict[str, dict[str, list[str]]]:
    """group -> kind -> phrases of a language; those of English for a language that has no file."""
    for name in (language, language.split("-")[0], "en"):
        path = resources.files("ingest.catalog") / "language" / name / "cues.yaml"
        if path.is_file():
            return yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    raise FileNotFoundError("ingest/catalog/language/en/cues.yaml")


@cache
def _phrases(language: str, group: str) -> Phrases[tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, phrases in vocabulary(language).get(group, {}).items():
        for phrase in phrases:
            kinds[phrase.lower()] = (*kinds.get(phrase.lower(), ()), kind)
    return Phrases(kinds, language)
