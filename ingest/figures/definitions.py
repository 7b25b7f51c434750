"""What the sentence after an amount says of it: "The term includes finance leases", "That is what the cloud segment added".

Trap avoided: a definition that stands beside no number and is lost, or one that is taken for the next number's. It must open
with a word for the amount just given and come right after it; what it excludes ("without leases") is not what it means.
"""

from ingest.figures.details import MEASURES, REASONS
from ingest.figures.reading import Reading, Sentence

_OPENING = 14.0
_EXCLUDED = 22.0
_FOLLOWING = 2
"""Sentences of the same paragraph in which the reason of a change may stand."""


def defined_measure(reading: Reading, sentence: Sentence) -> str | None:
    """The measure that the next sentence gives for what this one counts."""
    definition = _definition(reading, sentence)
    if definition is None:
        return None
    stop = min((reading.amounts[i].start for i in definition.amounts), default=definition.end)
    excluded = [cue.end for cue in reading.cues(definition, "role", "excluded")]
    kinds = [
        cue.kind
        for cue in reading.cues(definition, "measure")
        if cue.end <= stop and not any(0 <= (cue.start - end) * reading.stretch < _EXCLUDED for end in excluded)
    ]
    widest = next((kind for kind in ("accrual", "with_leases", *kinds) if kind in kinds), None)
    return MEASURES[widest] if widest else None


def is_of_segment(reading: Reading, sentence: Sentence) -> bool:
    """Whether the next sentence says that a part of the company spent the amount."""
    definition = _definition(reading, sentence)
    return definition is not None and bool(reading.cues(definition, "role", "segment"))


def is_called_part(reading: Reading, sentence: Sentence) -> bool:
    """Whether the next sentence calls the amount a part: "That amount is not new money but part of the programme"."""
    definition = _definition(reading, sentence)
    return definition is not None and bool(reading.cues(definition, "role", "component"))


def opens_with_definition(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence speaks of the amount before it: what it calls a part is that one."""
    return any((cue.start - sentence.start) * reading.stretch < _OPENING for cue in reading.cues(sentence, "role", "definition"))


def following_reason(reading: Reading, sentence: Sentence) -> str | None:
    """Why a number changed, as the rest of the paragraph tells it."""
    for other in reading.sentences[sentence.index + 1 : sentence.index + 1 + _FOLLOWING]:
        reasons = reading.cues(other, "reason") if other.paragraph == sentence.paragraph else []
        if reasons:
            return REASONS[reasons[0].kind]
    return None


def _definition(reading: Reading, sentence: Sentence) -> Sentence | None:
    if sentence.index + 1 == len(reading.sentences):
        return None
    other = reading.sentences[sentence.index + 1]
    return other if other.paragraph == sentence.paragraph and opens_with_definition(reading, other) else None
