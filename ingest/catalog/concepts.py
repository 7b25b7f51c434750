"""The XBRL concepts of the capex measures, in order of preference.

Traps avoided: two filers' capex under two names taken for two measures (concepts of one measure are ranked, and the first a
filer has for a period counts), and a filer's own element lost because company facts do not list it (`custom`).
"""

import functools
import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from ingest.catalog import plain
from ingest.models import Concept

PATH = Path(__file__).parent / "concepts.yaml"
STATED_PATH = Path(__file__).parent / "stated_measures.yaml"
CUSTOM = "custom"


class Measure(BaseModel):
    """A measure: what it means, which way the money flows, and its concepts as `taxonomy:name`, best first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    meaning: str
    flow: Literal["in", "out", "none"]
    concepts: tuple[str, ...]
    custom: str | None = None


@functools.cache
def measures() -> dict[str, Measure]:
    """All measures that are read from filings, by name."""
    return TypeAdapter(dict[str, Measure]).validate_python(plain.load(PATH.read_bytes()))


@functools.cache
def meanings() -> dict[str, str]:
    """What each measure means, of those read from filings and those that only texts state."""
    stated = plain.load(STATED_PATH.read_bytes())
    return {name: body.meaning for name, body in measures().items()} | {name: text.strip() for name, text in stated.items()}


@functools.cache
def load() -> tuple[Concept, ...]:
    """One lake row per concept. `preference` counts from 1 within a measure, across taxonomies."""
    return tuple(
        Concept(taxonomy=taxonomy, concept=name, measure=measure, preference=rank)
        for measure, body in measures().items()
        for rank, (taxonomy, name) in enumerate((concept.split(":") for concept in body.concepts), start=1)
    )


@functools.cache
def unsigned() -> frozenset[str]:
    """Measures that are stored positive: a negative value is an error of sign."""
    return frozenset(name for name, body in measures().items() if body.flow in ("out", "none"))


def custom(name: str) -> Concept | None:
    """The measure that an element of a filer's own taxonomy states, by its local name; ranked after all standard ones."""
    for measure, pattern in _custom_patterns():
        if pattern.fullmatch(name):
            return Concept(taxonomy=CUSTOM, concept=name, measure=measure, preference=len(measures()[measure].concepts) + 1)
    return None


@functools.cache
def _custom_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(body.custom, re.VERBOSE)) for name, body in measures().items() if body.custom)
