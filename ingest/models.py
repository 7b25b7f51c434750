"""One frozen model = one row of one lake table.

Trap avoided: a column whose type depends on the rows at hand (an all-null column, an empty frame). The Parquet schema is
derived from these annotations, so an empty table is still a typed table.

Amounts are exact decimals in whole currency units; days are `*_on`, moments (UTC) are `*_at`.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

Currency = str  # ISO 4217

FigureType = Literal["actual", "guidance", "commitment", "financing"]
Attribution = Literal["company", "press", "analyst"]
Scope = Literal["capex", "ai_infrastructure", "data_center", "semiconductor", "other_investment"]
Modifier = Literal["exact", "about", "at_least", "up_to", "range", "directional"]
Status = Literal["announced", "raised", "lowered", "maintained", "delayed", "cancelled", "completed", "reported_talks"]


class Row(BaseModel):
    """Base of all rows: immutable, no unknown columns. `table` names the lake table."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    table: ClassVar[str]


class Company(Row):
    """A company of the catalogue. Grain: company_id (slug)."""

    table = "company"
    company_id: str
    name: str
    ticker: str | None
    cik: int | None
    country: str
    company_group: str
    reporting_currency: Currency
    fiscal_year_end_month: int
    fiscal_year_end_day: int
    is_filer: bool
    fiscal_year_label: Literal["end", "start"] = "end"
    """Whether fiscal year N ends or (Japanese usage) starts in calendar year N."""
    lease_basis: Literal["principal", "commencement"] | None = None
    """What the company itself adds when it states capex including finance leases; null when it states no such number."""
    headline_measure: str | None = None
    """The measure that the company means by "capex" where a text does not say; null: `company_headline`."""


class Concept(Row):
    """An XBRL concept and the measure it feeds. Grain: taxonomy, concept."""

    table = "concept"
    taxonomy: str
    concept: str
    measure: str
    preference: int


class Fact(Row):
    """One XBRL fact of one filing; every vintage is kept.

    Grain: company_id, taxonomy, concept, currency, period_start, period_end, accession.

    `value` is the amount as filed, in whole units of `currency` (sign as filed). `filed_on` is when it became known.
    """

    table = "fact"
    company_id: str
    cik: int
    taxonomy: str
    concept: str
    measure: str
    preference: int
    currency: Currency
    period_start: date
    period_end: date
    value: Decimal
    accession: str
    form: str
    filed_on: date
    source: Literal["companyfacts", "inline_xbrl", "press_release"]
    source_url: str
    raw_sha256: str


class Rate(Row):
    """USD per one unit of a currency. Grain: currency, rate_on, source. `basis` says what one row stands for."""

    table = "rate"
    currency: Currency
    rate_on: date
    usd_per_unit: float
    basis: Literal["daily", "monthly_mean"]
    source: str


class Document(Row):
    """One announcement, stored once by content. Grain: document_id (hash of the raw bytes).

    `story_id` is the document_id of the earliest document with the same story; spans of figures index `text`.
    """

    table = "document"
    document_id: str
    story_id: str
    title: str | None
    publisher: str | None
    published_on: date | None
    published_basis: Literal["stated", "metadata", "filed", "given", "inferred", "unknown"]
    language: str
    source_url: str | None
    accession: str | None
    kind: str | None
    text_kind: Literal["authored", "publisher"]
    media_type: str
    source: str
    raw_sha256: str
    retrieved_at: datetime
    text: str


class Figure(Row):
    """An investment figure of a document and the words that prove it. Grain: figure_id.

    `amount_low`/`amount_high` in whole units of `currency`: equal when single-valued, low only for "over X", high only for
    "up to X", both null only when `modifier` is directional. `text[span_start:span_end] == quote` in the document's text.
    `period` is the label as in the corpus (FY2026, CY2025-Q3, P3Y, 2025/2028, /2030, ...); `period_start`/`period_end` its days.
    """

    table = "figure"
    figure_id: str
    document_id: str
    company_id: str
    figure_type: FigureType
    attribution: Attribution
    scope: Scope
    measure: str | None
    amount_low: Decimal | None
    amount_high: Decimal | None
    currency: Currency
    modifier: Modifier
    alt_amount: Decimal | None
    alt_currency: Currency | None
    period: str | None
    period_text: str | None
    period_start: date | None
    period_end: date | None
    duration_months: int | None
    share_pct: float | None
    share_of: str | None
    share_use: str | None
    status: Status
    relation_cue: Literal["additional", "cumulative", "component", "superseded", "prior"] | None
    instrument: str | None
    counterparty: str | None
    place: str | None
    place_type: Literal["country", "site"] | None = None
    """Whether `place` is a country or something inside one (state, city, named project)."""
    change_reason: Literal["plan", "accounting", "scope", "currency"] | None
    quote: str
    span_start: int
    span_end: int
    confidence: float
    why: str
    published_on: date | None
    extractor_version: str


class Event(Row):
    """A guidance vintage, a commitment or a financing, however many documents speak of it. Grain: event_id.

    `figure_id` is the statement whose amounts stand for the event. `announced_basis` is `no_later_than` when only later texts
    recall it. Guidance only: `chain_id` (company, target, measure, voice), `sequence` within it, target days and measure;
    `measure_basis` says whether the text names the measure or it was taken from other statements or the catalogue.
    """

    table = "event"
    event_id: str
    event_type: Literal["guidance", "commitment", "financing"]
    company_id: str
    figure_id: str
    announced_on: date | None
    announced_basis: Literal["document", "no_later_than"]
    chain_id: str | None
    sequence: int
    target_period: str | None
    target_start: date | None
    target_end: date | None
    measure: str | None
    measure_basis: Literal["stated", "inherited", "headline"] | None


class EventFigure(Row):
    """Which event a figure speaks of, and why we think so. Grain: figure_id.

    `announces` within days of the first report, `repeats` later, `recalls` when the text speaks of the past.
    """

    table = "event_figure"
    figure_id: str
    event_id: str
    role: Literal["announces", "repeats", "recalls"]
    reason: str


class EventRelation(Row):
    """How two commitments of a company overlap. Grain: event_id, relation, related_event_id.

    `known_on` is when the document that says so was published.
    """

    table = "event_relation"
    event_id: str
    relation: Literal["supersedes", "component_of", "cumulative_of"]
    related_event_id: str
    document_id: str
    known_on: date | None
    reason: str


class PublishedState(Row):
    """What the version last published said, kept to tell what the next one changes. Grain: subject, subject_id."""

    table = "published_state"
    subject: Literal["capex", "guidance", "commitment", "financing"]
    subject_id: str
    company_id: str
    about: str
    amount_low: Decimal | None
    amount_high: Decimal | None
    currency: Currency
    state: str


class Problem(Row):
    """Something that was refused, and why. Grain: stage, item, reason."""

    table = "problem"
    stage: str
    item: str
    company_id: str | None
    reason: str
    seen_at: datetime


TABLES: tuple[type[Row], ...] = (
    Company,
    Concept,
    Fact,
    Rate,
    Document,
    Figure,
    Event,
    EventFigure,
    EventRelation,
    PublishedState,
    Problem,
)
