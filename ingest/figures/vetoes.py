"""Why an amount that is about investment is still no figure of a company.

Trap avoided: counting "by $10 billion" beside the new total, a sum over four companies, a government's programme, a price
per chip, or a number that the text itself calls wrong.
"""

from ingest.figures.reading import Near, Reading, Sentence
from ingest.figures.roles import Spender
from ingest.figures.topics import Topic

_BESIDE = 4.0
_REFUTED = 70.0


def veto(reading: Reading, sentence: Sentence, index: int, topic: Topic, spender: Spender | None) -> str | None:
    """The reason not to take an amount, None to take it. `delta` may be lifted when no total is stated."""
    roles = reading.near(sentence, index, "role")
    if reading.amounts[index].per == "unit":
        return "price of one"
    if "refuted" in roles and roles["refuted"].cost < _REFUTED:
        return f"refuted: {roles['refuted'].said}"
    if reason := _aggregate(reading, sentence, index, roles):
        return reason
    if not sentence.mentions and _beats(roles, "outsider", "anaphora"):
        return f"somebody else's: {roles['outsider'].said}"
    return _difference(reading, sentence, index)


def _beats(roles: dict[str, Near], kind: str, other: str) -> bool:
    found = roles.get(kind)
    return bool(found and found.before and found.cost < 60 and (other not in roles or found.cost < roles[other].cost))


def _aggregate(reading: Reading, sentence: Sentence, index: int, roles: dict[str, Near]) -> str | None:
    """A sum over several companies: said so near by, and the sentence lists companies or names none."""
    aggregate = roles.get("aggregate")
    listed = {mention.company_id for mention in sentence.mentions}
    if aggregate is None or aggregate.cost > (200 if len(listed) >= 3 else 80):
        return None
    if len(listed) >= 3 or not listed:
        return f"sum over several: {aggregate.said}"
    nearest = min(_way(reading, index, m.start, m.end) for m in sentence.mentions)
    return f"sum over several: {aggregate.said}" if aggregate.cost < min(nearest, 25) else None


def _way(reading: Reading, index: int, start: int, end: int) -> float:
    amount = reading.amounts[index]
    return reading.distance(amount.value_start, amount.value_end, start, end)


def _difference(reading: Reading, sentence: Sentence, index: int) -> str | None:
    amount = reading.amounts[index]
    for cue in reading.cues(sentence, "role"):
        said = reading.text[cue.start : cue.end]
        if cue.kind == "delta" and 0 <= amount.start - cue.end <= _BESIDE:
            return f"difference: {said}"
        if cue.kind == "delta_after" and reading.text[amount.end : cue.start].isspace():
            return f"difference: {said}"
    return None
