"""Guidance without a number: "capex will grow at a higher rate in fiscal 2026".

Trap avoided: a general remark taken for guidance. The sentence must speak of capital spending (or follow one that does), look
ahead, say a direction or a share of revenue, and name a period that has not ended; where the text gives that period an amount,
the amount is the guidance.
"""

from ingest.catalog import companies as catalogue
from ingest.figures.figure import ExtractedFigure
from ingest.figures.reading import Reading, Sentence
from ingest.figures.when import resolved, said

_LONGEST = 240
_AHEAD = frozenset({"future", "forecast"})
_SINGLE = frozenset({"year", "quarter", "half"})
CONFIDENCE = 0.4


def directional_figures(reading: Reading, told: list[ExtractedFigure]) -> list[ExtractedFigure]:
    """Figures with neither low nor high, `modifier` directional; `told` are the figures that the text gives amounts for."""
    if reading.published is None:
        return []
    found: list[ExtractedFigure] = []
    for sentence in reading.sentences:
        figure = _directional(reading, sentence, told)
        if figure and not any(
            (f.company, f.period) == (figure.company, figure.period) for f in (*told, *found) if _is_forward(f)
        ):
            found.append(figure)
    return found


def _is_forward(figure: ExtractedFigure) -> bool:
    return figure.type in ("guidance", "commitment")


def _directional(reading: Reading, sentence: Sentence, told: list[ExtractedFigure]) -> ExtractedFigure | None:
    periods = [
        p for p in sentence.periods if p.kind in _SINGLE and p.date_end and p.date_end >= (reading.published or p.date_end)
    ]
    if not periods or sentence.kind == "table_row":
        return None
    directions = reading.cues(sentence, "direction")
    if (
        not directions
        or not _AHEAD & {cue.kind for cue in reading.cues(sentence, "role")}
        or not _speaks_of_capex(reading, sentence)
    ):
        return None
    company = _company(reading, sentence, told)
    entry = catalogue.load().get(company or "")
    if company is None or entry is None:
        return None
    period = said(reading, resolved(periods[0], entry, reading))
    end = min(sentence.end, sentence.start + _LONGEST)
    words = ", ".join(dict.fromkeys(reading.text[cue.start : cue.end] for cue in directions[:3]))
    return ExtractedFigure(
        company=company,
        type="guidance",
        attribution="company",
        scope="capex",
        measure=None,
        low=None,
        high=None,
        currency=entry.currency,
        modifier="directional",
        alt=(),
        period=period.label,
        period_text=period.text,
        period_start=period.start,
        period_end=period.end,
        duration_months=period.months,
        share=None,
        status="announced",
        relation=None,
        instrument=None,
        counterparty=None,
        place=None,
        place_type=None,
        reason=None,
        quote=reading.text[sentence.start : end],
        start=sentence.start,
        end=end,
        confidence=CONFIDENCE,
        why=f"direction without a number: {words}",
    )


def _speaks_of_capex(reading: Reading, sentence: Sentence) -> bool:
    """In the sentence itself, or in the one before it when this one names no other quantity."""
    kinds = {cue.kind for cue in reading.cues(sentence, "topic")}
    if "capex" in kinds:
        return True
    if any(kind.startswith("no_") for kind in kinds) or not sentence.index:
        return False
    earlier = reading.sentences[max(0, sentence.index - 2) : sentence.index]
    return any(cue.kind == "capex" for other in earlier for cue in reading.cues(other, "topic"))


def _company(reading: Reading, sentence: Sentence, told: list[ExtractedFigure]) -> str | None:
    if sentence.mentions:
        return sentence.mentions[0].company_id
    before = [figure.company for figure in told if figure.start < sentence.start]
    return before[-1] if before else reading.main
