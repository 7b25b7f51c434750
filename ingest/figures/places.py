"""Where the money goes, as far as the text says.

Trap avoided: a company's nationality ("the Canadian firm") taken for the place of its investment: among the places of a
sentence the nearest to the amount counts, and one that stands before a company's name does not.
"""

from functools import cache
from typing import NamedTuple

from ingest.catalog import plain
from ingest.figures.phrases import Phrases
from ingest.figures.reading import Reading, Sentence

_CLOSE = 70.0


class Place(NamedTuple):
    """A country, or a site inside one (state, city, named project)."""

    name: str
    place_type: str


def place_of(reading: Reading, sentence: Sentence, index: int) -> Place | None:
    """The place that the sentence gives for an amount."""
    amount = reading.amounts[index]
    best: tuple[float, Place] | None = None
    for hit in reading.hits("places", _places(reading.language), sentence):
        if any(0 <= mention.start - hit.end <= 25 or mention.start < hit.end <= mention.end for mention in sentence.mentions):
            continue
        cost = reading.way(index, hit.start, hit.end)
        if hit.start >= amount.value_end and not any(
            0 <= hit.start - cue.end <= 5 for cue in reading.cues(sentence, "role", "locative")
        ):
            cost *= 2.0
        cost += 15.0 * (hit.payload.place_type == "country")
        if cost < _CLOSE and (best is None or cost < best[0]):
            best = cost, hit.payload
    return best[1] if best else None


@cache
def _places(language: str) -> Phrases[Place]:
    data = plain.catalogue("places.yaml")
    words = {
        word: Place(name, place_type)
        for place_type, names in data.items()
        for name, variants in names.items()
        for word in variants
    }
    return Phrases(words, language)
