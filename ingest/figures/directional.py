"""Guidance without a number: "capex will grow at a higher rate in fiscal 2026".

Trap avoided: a general remark taken for guidance. The sentence must speak of capital spending (or follow one that does), look
ahead, say a direction or a share of revenue, and name a period that has not ended; where the text gives that period an amount,
the amount is the guidance.
"""

from ingest.catalog import companies as catalogue
from ingest.figures.cues import Cue
from ingest.figures.figure import ExtractedFigure
from ingest.figures.periods import Period
from ingest.figures.reading import Reading, Sentence
from ingest.figures.when import resolved, said

_LONGEST = 240
_BESIDE = 14
_AHEAD = frozenset({"future", "forecast", "pledge"})
_SINGLE = frozenset({"year", "quarter", "half"})
_CONFIDENCE = 0.4
_MOVED = {"directional_up": "raised", "directional_down": "lowered"}
_AGAINST = 40.0
"""Way from "below" to the words for the older outlook."""


def directional_figures(reading: Reading, told: list[ExtractedFigure]) -> list[ExtractedFigure]:
    """Figures with neither low nor high, `modifier` directional; `told` are the figures that the text gives amounts for."""
    known = {(figure.company, figure.period) for figure in told if figure.bucket == "forward"}
    found: list[ExtractedFigure] = []
    for sentence in reading.sentences if reading.published else []:
        figure = _directional(reading, sentence, told, known)
        if figure and (figure.company, figure.period) not in known:
            known.add((figure.company, figure.period))
            found.append(figure)
    return found


def _directional(
    reading: Reading, sentence: Sentence, told: list[ExtractedFigure], known: set[tuple[str, str | None]]
) -> ExtractedFigure | None:
    directions = [cue for cue in reading.cues(sentence, "direction") if not _is_hedge(reading, sentence, cue)]
    if not directions or sentence.kind == "table_row" or not _speaks_of_capex(reading, sentence, told):
        return None
    looks_ahead = not _AHEAD.isdisjoint(reading.kinds(sentence, "role"))
    company = catalogue.load().get(_company(reading, sentence, told) or "")
    if not looks_ahead or company is None:
        return None
    open_ones = [said(reading, resolved(period, company, reading)) for period in _outlooks(reading, sentence)]
    when = next((when for when in open_ones if (company.id, when.label) not in known), None)
    if when is None:
        return None
    end = min(sentence.end, sentence.start + _LONGEST)
    words = ", ".join(dict.fromkeys(reading.text[cue.start : cue.end] for cue in directions[:3]))
    return ExtractedFigure(
        company=company.id,
        type="guidance",
        attribution="company",
        scope="capex",
        measure=None,
        low=None,
        high=None,
        currency=company.currency,
        modifier="directional",
        alt=(),
        period=when.label,
        period_text=when.text,
        period_start=when.start,
        period_end=when.end,
        duration_months=when.months,
        share=None,
        status=_change(reading, sentence, directions),
        relation=None,
        instrument=None,
        counterparty=None,
        place=None,
        place_type=None,
        reason=None,
        quote=reading.text[sentence.start : end],
        start=sentence.start,
        end=end,
        confidence=_CONFIDENCE,
        why=f"direction without a number: {words}",
    )


def _outlooks(reading: Reading, sentence: Sentence) -> list[Period]:
    """Years and quarters that have not ended: of the sentence, else of the one before ("For 2026 there is no range yet.").

    "Larger than in 2025" is no outlook for 2025.
    """
    before = [other for other in reading.sentences[max(0, sentence.index - 1) : sentence.index] if not other.amounts]
    return [
        period
        for other in (sentence, *before)
        for period in other.periods
        if period.kind in _SINGLE and period.date_end and reading.published and period.date_end >= reading.published
        if not any(0 <= period.start - cue.end <= _BESIDE for cue in reading.cues(other, "role", "compare"))
    ]


def _change(reading: Reading, sentence: Sentence, directions: list[Cue]) -> str:
    """`lowered` or `raised` where the outlook is set against an older one: "below the ratio it had indicated"."""
    old = reading.cues(sentence, "role", "old")
    for direction in directions:
        moved = _MOVED.get(direction.kind)
        if moved and any(-1 <= (cue.start - direction.end) * reading.stretch <= _AGAINST for cue in old):
            return moved
    return "announced"


def _is_hedge(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """Whether the words belong to an amount: "spend more than $40 billion"."""
    return any(-2 <= reading.amounts[i].value_start - cue.end <= _BESIDE for i in sentence.amounts)


def _speaks_of_capex(reading: Reading, sentence: Sentence, told: list[ExtractedFigure]) -> bool:
    """In the sentence itself, or (when it names no other quantity) here or in the two before it by a word or a forecast of it."""
    kinds = reading.kinds(sentence, "topic")
    if "capex" in kinds:
        return True
    if any(kind.startswith("no_") for kind in kinds):
        return False
    earlier = reading.sentences[max(0, sentence.index - 2) : sentence.index]
    if any(reading.cues(other, "topic", "capex") for other in earlier):
        return True
    first = earlier[0].start if earlier else sentence.start
    return any(f.type == "guidance" and f.scope == "capex" and first <= f.start < sentence.end for f in told)


def _company(reading: Reading, sentence: Sentence, told: list[ExtractedFigure]) -> str | None:
    if sentence.mentions:
        return sentence.mentions[0].company_id
    before = [figure.company for figure in told if figure.start < sentence.start]
    return before[-1] if before else reading.main
