"""Guidance vintages: what was newly said, and what only repeats or recalls it.

Traps avoided: the old range that every article quotes beside the new one becoming a new row, "up to 205 billion" becoming a
guidance beside the 195 to 205 it is the top of, and an outlet's conversion or rounding becoming a revision.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ingest.events.amounts import Rates, agreement, level, shape
from ingest.events.cues import recalls, says_change
from ingest.events.targets import Measure, Target, borrowed_targets, measures, target, text_targets
from ingest.models import Company, Figure

_SAME_NEWS = timedelta(days=10)  # one announcement's echo in other outlets and languages


@dataclass(frozen=True)
class Statement:
    """A guidance figure with what it is about. `voice`: an analyst's estimate never revises the company's own guidance."""

    figure: Figure
    target: Target
    measure: Measure
    is_news: bool = False
    """What the text calls old cannot be: its other amounts are the old ones."""

    @property
    def voice(self) -> str:
        return "analyst" if self.figure.attribution == "analyst" else "company"

    @property
    def chain_id(self) -> str:
        label = self.target.label.lower().replace("/", "..")
        chain = f"{self.figure.company_id}-guidance-{label}-{self.measure.name}"
        return chain if self.voice == "company" else f"{chain}-{self.voice}"

    @property
    def is_after_the_fact(self) -> bool:
        """Whether the period was over: what nobody had said before then is no guidance."""
        return self.figure.published_on is not None and self.figure.published_on > self.target.end

    @property
    def is_recalled(self) -> bool:
        """Whether the text speaks of the past: it says so, or the period is over."""
        return self.is_after_the_fact or (recalls(self.figure) and not self.is_news)


@dataclass
class Vintage:
    """One version of a guidance, with every statement that means it and why."""

    statements: list[tuple[Statement, str]] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    """Texts that speak of it."""
    news: set[str] = field(default_factory=set)
    """Texts that do not call it old."""
    issued_on: date | None = None
    """Day of the first text that gives or recalls it."""
    is_withdrawal: bool = False

    def add(self, statement: Statement, reason: str) -> None:
        """Take a statement in."""
        figure = statement.figure
        self.statements.append((statement, reason))
        self.documents.add(figure.document_id)
        if not statement.is_recalled:
            self.news.add(figure.document_id)
        if figure.published_on is not None:
            self.issued_on = min(self.issued_on or figure.published_on, figure.published_on)

    @property
    def first(self) -> Figure:
        return self.statements[0][0].figure

    @property
    def is_older_than_known(self) -> bool:
        """Whether the first text already recalls it."""
        return not any(s.figure.published_on == self.issued_on and not s.is_recalled for s, _ in self.statements)


def statements(figures: Iterable[Figure], company: Company | None) -> list[Statement]:
    """The guidance of one company that names (or can borrow) a target period, with its measure.

    A text that tells the guidance in force as a plan without period, place or partner means that guidance.
    """
    figures = list(figures)
    plans = [figure for figure in figures if figure.figure_type == "commitment" and _is_bare(figure)]
    figures = [figure for figure in figures if figure.figure_type == "guidance"]
    placed = {f.figure_id: (f, t) for f in figures if (t := target(f, company))}
    for find in (borrowed_targets, text_targets):
        open_ones = [figure for figure in figures if figure.figure_id not in placed]
        placed |= find(open_ones, list(placed.values()))
    placed |= borrowed_targets(plans, list(placed.values()))
    named = measures(placed, company.headline_measure if company else None)
    return [Statement(figure, period, named[figure_id]) for figure_id, (figure, period) in placed.items()]


def _is_bare(figure: Figure) -> bool:
    """Whether a commitment says nothing that would make it more than a year's budget."""
    said = (figure.place, figure.counterparty, figure.instrument, figure.period, figure.duration_months)
    return all(value is None for value in said) and figure.relation_cue not in ("additional", "cumulative", "component")


def chains(said: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Statements by company, target, measure and voice.

    What is left of a longer target ("each of the two remaining quarters") belongs to the longer one's chain.
    """
    grouped: dict[str, list[Statement]] = {}
    for statement in said:
        grouped.setdefault(statement.chain_id, []).append(statement)
    by_start = sorted(grouped, key=lambda chain_id: grouped[chain_id][0].target.start)
    for chain_id in reversed(by_start):
        longer = next((other for other in by_start if other in grouped and _is_rest(grouped[chain_id], grouped[other])), None)
        if longer:
            grouped[longer].extend(grouped.pop(chain_id))
    return grouped


def _is_rest(chain: list[Statement], longer: list[Statement]) -> bool:
    """Whether a chain ends with a longer target and gives nothing but that one's amounts."""
    mine, other = chain[0], longer[0]
    if (mine.target.end, mine.measure.name, mine.voice) != (other.target.end, other.measure.name, other.voice):
        return False
    amounts = {_amounts(statement) for statement in longer}
    return other.target.start < mine.target.start and all(_amounts(statement) in amounts for statement in chain)


def vintages(chain: Iterable[Statement], rates: Rates) -> list[Vintage]:
    """The versions of one guidance in the order of their issue."""
    ordered = sorted(chain, key=_reading_order)
    ranges = [s for s in ordered if shape(s.figure) == "range"]
    texts: dict[str, list[Statement]] = {}
    for statement in ordered:
        texts.setdefault(statement.figure.document_id, []).append(statement)
    issued: list[Vintage] = []
    for statement in ordered:
        if _top_or_bottom(statement, ranges) is None:
            text = texts[statement.figure.document_id]
            _place(_corrected(statement, text, issued), issued, rates, is_only_version=_is_only(statement, text))
    holders = {s.figure.figure_id: vintage for vintage in issued for s, _ in vintage.statements}
    for statement in ordered:
        if (whole := _top_or_bottom(statement, ranges)) is not None:
            holders[whole.figure.figure_id].add(statement, "one end of the range")
    for vintage in issued:
        vintage.statements.sort(key=lambda pair: _reading_order(pair[0]))
    return issued


def _reading_order(statement: Statement) -> tuple:
    """By day, news before what a text recalls; in one text what it calls a change comes last."""
    figure = statement.figure
    is_change = says_change(figure)
    return figure.published_on or date.max, statement.is_recalled, figure.document_id, is_change, figure.span_start


def _top_or_bottom(statement: Statement, ranges: list[Statement]) -> Statement | None:
    """The range that a bound quotes one end of: known by then, or news of the same days."""
    figure, form = statement.figure, shape(statement.figure)
    if form not in ("upper_bound", "lower_bound") or figure.published_on is None:
        return None
    for whole in reversed(ranges):
        end = whole.figure.amount_high if form == "upper_bound" else whole.figure.amount_low
        mine = figure.amount_high if form == "upper_bound" else figure.amount_low
        known = whole.figure.published_on is not None and whole.figure.published_on <= figure.published_on + _SAME_NEWS
        if end == mine and whole.figure.currency == figure.currency and known:
            return whole
    return None


def _is_only(statement: Statement, text: list[Statement]) -> bool:
    """Whether its text gives no other amounts for the target: beside a new version, a known one is the old one."""
    return all(_amounts(other) == _amounts(statement) for other in text)


def _corrected(statement: Statement, text: list[Statement], issued: list[Vintage]) -> Statement:
    """Unknown amounts are the news of a text whose every amount is called old, if it also gives amounts that are known."""
    if not all(other.is_recalled for other in text):
        return statement
    known = {_amounts(s) for vintage in issued for s, _ in vintage.statements}
    is_news = _amounts(statement) not in known and any(_amounts(other) in known for other in text)
    return replace(statement, is_news=True) if is_news else statement


def _amounts(statement: Statement) -> tuple:
    return statement.figure.amount_low, statement.figure.amount_high, statement.figure.currency


def _place(statement: Statement, issued: list[Vintage], rates: Rates, is_only_version: bool) -> None:
    """Put a statement into the vintage it means, or open a new one at its place in the chain."""
    is_change = is_only_version and _is_change(statement, issued)
    withdrawn = statement.figure.status == "cancelled" and not statement.is_recalled
    for age, vintage in enumerate(reversed(issued)):
        reason = _same(statement, vintage, rates, is_current=age == 0 or (age == 1 and statement.is_recalled))
        if reason and not withdrawn and (age == 0 or not is_change or _is_echo(statement, vintage)):
            vintage.add(statement, reason)
            return
    if issued and statement.is_after_the_fact:
        return
    opened = Vintage(is_withdrawal=withdrawn)
    opened.add(statement, "withdrawn" if withdrawn else _opening(statement))
    issued.insert(_position(statement, issued), opened)


def _is_change(statement: Statement, issued: list[Vintage]) -> bool:
    """Whether the text calls it a change from what is in force, and the amounts bear that out."""
    figure = statement.figure
    now, before = level(figure), level(issued[-1].first) if issued else None
    if not says_change(figure) or statement.is_recalled or now is None or before is None:
        return False
    return now > before if figure.status == "raised" else now < before


def _same(statement: Statement, vintage: Vintage, rates: Rates, is_current: bool) -> str | None:
    """Why a statement means this vintage; rounding and conversion count only for the one in force, in other documents."""
    mine, other = statement.figure, vintage.first
    if vintage.is_withdrawal:
        return None
    if shape(mine) == "directional" or shape(other) == "directional":
        is_new = says_change(mine) and not _is_echo(statement, vintage)
        return "no amount; nothing new is said" if is_current and shape(mine) == "directional" and not is_new else None
    if shape(mine) != shape(other):
        return None
    found = agreement(mine, other, rates)
    if found is None:
        return None
    if found.strength == 4:
        return _wording(statement, found.reason)
    near = statement.is_recalled or _is_echo(statement, vintage) or mine.currency != other.currency
    return _wording(statement, found.reason) if is_current and near and mine.document_id not in vintage.documents else None


def _is_echo(statement: Statement, vintage: Vintage) -> bool:
    said_on, issued_on = statement.figure.published_on, vintage.issued_on
    return said_on is not None and issued_on is not None and said_on - issued_on <= _SAME_NEWS


def _wording(statement: Statement, reason: str) -> str:
    figure = statement.figure
    return f"{reason}; the text calls it {figure.relation_cue}" if recalls(figure) else reason


def _opening(statement: Statement) -> str:
    return "first known from a text that recalls it" if statement.is_recalled else "new amounts for the target"


def _position(statement: Statement, issued: list[Vintage]) -> int:
    """At the end; what a text recalls was said before what the same text announces, or else before what is in force."""
    if not statement.is_recalled or not issued:
        return len(issued)
    mine = statement.figure
    for place, vintage in enumerate(issued):
        if mine.document_id in vintage.news:
            return place
    return len(issued) - 1
