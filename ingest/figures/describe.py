"""An amount that is a figure -> all that its text says about it.

Trap avoided: attributes read in isolation. Type, period and scope depend on one another (a project's opening day is no target
year) and, in a comparison, on the figure before; this module asks for them in the order in which they can be answered.
"""

from datetime import date
from typing import NamedTuple

from ingest.catalog import companies as catalogue
from ingest.figures.definitions import defined_measure, following_reason, is_called_part, is_of_segment, opens_with_definition
from ingest.figures.details import instrument_of, measure_of, reason_of, relation_of, status_of
from ingest.figures.figure import BUCKET, ExtractedFigure
from ingest.figures.kinds import Kind, is_budgeted, kind_of
from ingest.figures.money import Amount
from ingest.figures.periods import Period
from ingest.figures.places import Place, place_of
from ingest.figures.reading import Reading, Sentence
from ingest.figures.roles import Spender
from ingest.figures.scopes import scope_of
from ingest.figures.topics import Topic
from ingest.figures.uses import share_of
from ingest.figures.when import When, own_period, said, standing_period, target_year, trailing

_YUAN = frozenset({"CNY", "TWD", "HKD"})


class Claim(NamedTuple):
    """An amount of a sentence that is taken as a figure of a company, and what is known when it is.

    `before` is the figure in whose train of thought it stands, `told` are the company's figures so far, `difference` is the
    reason to take it for an increment only.
    """

    sentence: Sentence
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks a claim for
    topic: Topic
    company: str
    spender: Spender | None
    difference: str | None
    before: ExtractedFigure | None
    told: list[ExtractedFigure]


def described(reading: Reading, claim: Claim) -> ExtractedFigure:
    """The figure with all its attributes."""
    sentence, index, topic = claim.sentence, claim.index, claim.topic
    amount = reading.amounts[index]
    part_of = _approved(reading, claim)
    measure = part_of.measure if part_of else _measure(reading, claim)
    kind, when = _kind_and_when(reading, claim, measure)
    place = place_of(reading, sentence, index) if kind.figure_type != "actual" else None
    relation = "component" if part_of else _relation(reading, claim, kind)
    return ExtractedFigure(
        company=claim.company,
        type=kind.figure_type,
        attribution=kind.attribution,
        scope=_scope(reading, claim, kind, place),
        measure=measure,
        low=amount.low,
        high=amount.high,
        currency=_currency(reading, amount, claim.company),
        modifier=amount.modifier,
        alt=tuple([(a.value, a.currency) for a in reading.conversions.get(index, ()) if a.value and a.currency]),
        period=when.label,
        period_text=when.text,
        period_start=when.start,
        period_end=when.end,
        duration_months=when.months,
        share=share_of(reading, sentence) if topic.family == "financing" else None,
        status=status_of(reading.near(sentence, index, "status"), kind.figure_type, relation == "superseded"),
        relation=relation,
        instrument=_instrument(reading, claim, kind, measure),
        counterparty=None,
        place=place.name if place else None,
        place_type=place.place_type if place else None,
        reason=_reason(reading, claim, kind),
        quote=reading.text[amount.start : amount.end],
        start=amount.start,
        end=amount.end,
        confidence=_confidence(claim),
        why="; ".join([p for p in (topic.why, claim.spender.why if claim.spender else "", kind.why, claim.difference) if p]),
    )


def _currency(reading: Reading, amount: Amount, company_id: str) -> str:
    """A bare 元 in traditional script is the money of the company's country."""
    company = catalogue.load().get(company_id)
    if amount.currency_basis == "context" and reading.language == "zh-Hant" and company and amount.currency in _YUAN:
        return company.currency if company.currency in _YUAN else amount.currency
    return amount.currency or ""


def _measure(reading: Reading, claim: Claim) -> str | None:
    """The measure that the words beside the amount name, or the next sentence; like is compared with like."""
    sentence, before = claim.sentence, claim.before
    if named := measure_of(reading.near(sentence, claim.index, "measure")):
        return named
    if claim.topic.family == "invest" and (defined := defined_measure(reading, sentence)):
        return defined
    is_compared = claim.topic.is_followed and before is not None and sentence.start <= before.start
    return before.measure if is_compared and before else None


def _instrument(reading: Reading, claim: Claim, kind: Kind, measure: str | None) -> str | None:
    """What money is raised with; what has been spent or approved is not raised."""
    if kind.figure_type == "actual" or measure == "appropriation":
        return None
    return instrument_of(reading.near(claim.sentence, claim.index, "instrument"))


def _relation(reading: Reading, claim: Claim, kind: Kind) -> str | None:
    """How the amount relates to others; a promise may be called a part by the next sentence, in which it is not the part."""
    relation = relation_of(reading.near(claim.sentence, claim.index, "role"))
    if kind.figure_type != "commitment":
        return relation
    if relation is None and is_called_part(reading, claim.sentence):
        return "component"
    return None if relation == "component" and opens_with_definition(reading, claim.sentence) else relation


def _approved(reading: Reading, claim: Claim) -> ExtractedFigure | None:
    """The board approval that a list behind it splits up: its parts are approvals, too."""
    last, sentence = claim.told[-1] if claim.told else None, claim.sentence
    if last is None or last.measure != "appropriation" or not _is_near(reading, sentence, last):
        return None
    first = reading.amounts[sentence.amounts[0]].start
    opens = any(cue.end <= first for cue in reading.cues(sentence, "role", "component"))
    return last if opens else None


def _is_near(reading: Reading, sentence: Sentence, figure: ExtractedFigure) -> bool:
    return sentence.start <= figure.start < sentence.end or _is_said_next(reading, sentence, figure)


def _reason(reading: Reading, claim: Claim, kind: Kind) -> str | None:
    """Why a number changed: beside it, or of a forecast in the sentences that follow."""
    beside = reason_of(reading.near(claim.sentence, claim.index, "reason"))
    return beside or (following_reason(reading, claim.sentence) if kind.figure_type == "guidance" else None)


def _kind_and_when(reading: Reading, claim: Claim, measure: str | None) -> tuple[Kind, When]:
    """Type by the period that stands beside the amount; then, for what needs one, the period that the text stands in."""
    sentence, index, topic = claim.sentence, claim.index, claim.topic
    company = catalogue.load().get(claim.company)
    period = own_period(reading, sentence, index, company, topic.family == "invest" and is_budgeted(topic))
    before = claim.before.type if claim.before and claim.before.attribution != "analyst" else None
    before = before or ("guidance" if _is_under_forecast(reading, sentence) else None)
    roles = reading.near(sentence, index, "role")
    kind = kind_of(topic, reading.amounts[index], roles, measure, period, reading.today, before)
    if kind.figure_type == "actual" and period and period.is_relative and _is_ahead(reading, period):
        period = None  # "the quarter" after an outlook is still the one that is reported
    if period is None and kind.figure_type in ("actual", "guidance"):
        period = standing_period(reading, sentence, kind.figure_type, company)
    elif period is not None and kind.figure_type == "guidance":
        period = target_year(reading, sentence, period, company)
    elif period is not None and kind.figure_type == "actual":
        period = trailing(reading, sentence, period, company)
    if period is None and kind.attribution == "analyst" and topic.is_followed and claim.before:
        return kind, When.of(_reported_here(claim, claim.before))
    if period is None and kind.figure_type == "guidance":
        earlier = [figure for figure in claim.told if figure.type == "guidance" and figure.period]
        if earlier and (topic.is_followed or _is_said_next(reading, sentence, earlier[-1])):
            return kind, When.of(earlier[-1])
    return kind, said(reading, period)


def _is_under_forecast(reading: Reading, sentence: Sentence) -> bool:
    """Whether the heading of a list or section announces forecasts: "Capex guidance 2026"."""
    return sentence.heading is not None and bool(reading.cues(reading.sentences[sentence.heading], "role", "forecast"))


def _is_ahead(reading: Reading, period: Period) -> bool:
    return bool(period.date_end and reading.today and period.kind in ("quarter", "half") and period.date_end > reading.today)


def _reported_here(claim: Claim, before: ExtractedFigure) -> ExtractedFigure:
    """The figure that others' estimate is of: the latest of its sentence, not the one of a year ago beside it."""
    here = [f for f in claim.told if f.period_end and claim.sentence.start <= f.start < claim.sentence.end]
    return max(here, key=lambda f: f.period_end or date.min, default=before)


def _is_said_next(reading: Reading, sentence: Sentence, earlier: ExtractedFigure) -> bool:
    """Whether a figure stands in the sentence before, of the same paragraph."""
    before = reading.sentences[sentence.index - 1] if sentence.index else sentence
    return before.paragraph == sentence.paragraph and before.start <= earlier.start < before.end


def _scope(reading: Reading, claim: Claim, kind: Kind, place: Place | None) -> str:
    before = claim.before
    if kind.figure_type == "actual" and is_of_segment(reading, claim.sentence):
        return "other_investment"
    if before and claim.topic.is_followed and before.bucket == BUCKET[kind.figure_type]:
        return before.scope
    company = catalogue.load().get(claim.company)
    return scope_of(reading, claim.sentence, claim.index, claim.topic, kind.figure_type, place, company)


def _confidence(claim: Claim) -> float:
    """How clearly the words say it: what it is, and whose; 0..1."""
    named = claim.spender.strength if claim.spender else 0.2
    return round(min(0.99, 0.35 + 0.25 * min(claim.topic.strength, 2.0) + 0.2 * min(named, 1.0)), 2)
