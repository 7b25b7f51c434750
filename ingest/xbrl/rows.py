"""Checked rows of XBRL facts, whichever document they come from.

Trap avoided: all or nothing. A document that cannot be trusted (a stranger's) is refused whole; a bad fact costs that fact, and
leaves a reason with its first case. A fact is taxonomy, concept, unit, start, end and accession, and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from ingest.catalog import companies, concepts
from ingest.models import Concept, Fact, Problem
from ingest.xbrl import document
from ingest.xbrl.identity import belongs
from ingest.xbrl.units import currency

STANDARD = frozenset({"us-gaap", "ifrs-full"})
"""Taxonomies of company facts; every other one is a filer's own."""
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
_LARGEST = Decimal(10) ** 21
_CENT = Decimal("0.01")

Columns = tuple
"""Values of one `Fact`, in the order of its fields."""


@dataclass(frozen=True)
class Filer:
    """Whose facts they are to be. Without `names` (a filer that the catalogue lacks) the entity's name is not checked."""

    company_id: str
    cik: int
    names: tuple[str, ...] = ()

    @classmethod
    def by_cik(cls, cik: int) -> "Filer":
        """The catalogue's company with this CIK, or else one named after it: `cik0000320193`."""
        company = companies.by_cik(cik)
        if company is None:
            return cls(f"cik{cik:010d}", cik)
        return cls(company.id, cik, (company.name, *(alias for names in company.aliases.values() for alias in names)))


@dataclass(frozen=True)
class Reading:
    """What one document gave: rows as columns, and a reason for everything that was left out."""

    filer: Filer
    entity_name: str | None
    columns: list[Columns]
    reasons: list[str]

    def facts(self) -> list[Fact]:
        """The rows as models (built without validation: every value has been checked or typed on the way)."""
        names = tuple(Fact.model_fields)
        return [Fact.model_construct(None, **dict(zip(names, values, strict=True))) for values in self.columns]


def filing_url(cik: int, accession: str) -> str:
    """The filing's index page at SEC: what a reader opens to see where a fact comes from."""
    return f"https://www.sec.gov/Archives/edgar/data/{cik}/{accession.replace('-', '')}/{accession}-index.htm"


def problem(stage: str, item: str, reason: str, company_id: str | None = None) -> Problem:
    """A refusal, as a row of the run's result."""
    return Problem(stage=stage, item=item, company_id=company_id, reason=reason, seen_at=datetime.now(UTC))


def collected(
    stage: str, item: str, filer: Filer | Callable[[int], Filer], read: Callable[[], Reading]
) -> tuple[list[Fact], list[Problem]]:
    """Rows and problems of a reading; one that is refused whole gives no rows and one problem."""
    try:
        reading = read()
    except document.Refused as error:
        return [], [problem(stage, item, str(error), filer.company_id if isinstance(filer, Filer) else None)]
    return reading.facts(), [problem(stage, item, reason, reading.filer.company_id) for reason in reading.reasons]


def reading(content: document.Document, filer: Filer | Callable[[int], Filer], raw_sha256: str) -> Reading:
    """Rows of a document's sound facts. Raises document.Refused when the document is another filer's."""
    filer = filer if isinstance(filer, Filer) else filer(content.cik)
    _check_identity(content, filer)
    reasons: list[str] = (
        [] if content.entity_name else ["no entity name in the document: only the CIK says whose facts these are"]
    )
    columns: list[Columns] = []
    seen: dict[tuple, Decimal] = {}
    for series in content.series:
        concept = concept_of(series.taxonomy, series.concept)
        if concept is not None:
            columns += _columns(_checked(series, concept, seen, reasons), series, concept, filer, raw_sha256)
    return Reading(filer, content.entity_name, columns, reasons)


@cache
def wanted() -> dict[tuple[str, str], Concept]:
    """The catalogue's standard concepts by (taxonomy, name)."""
    return {(concept.taxonomy, concept.concept): concept for concept in concepts.load()}


def concept_of(taxonomy: str, name: str) -> Concept | None:
    """What an element measures: by the catalogue's list, or by its rules for a filer's own taxonomy. None: none of ours."""
    return wanted().get((taxonomy, name)) if taxonomy in STANDARD else concepts.custom(name)


def _check_identity(content: document.Document, filer: Filer) -> None:
    if content.cik != filer.cik:
        raise document.Refused(f"wrong CIK: the document is of {content.cik} ({content.entity_name}), expected {filer.cik}")
    if filer.names and content.entity_name and not belongs(content.entity_name, filer.names):
        raise document.Refused(
            f"wrong CIK for the name: {content.cik} is {content.entity_name!r}, not {filer.names[0]}; "
            "correct the CIK in the catalogue, or add the name to the company's aliases"
        )


def _checked(
    series: document.Series, concept: Concept, seen: dict[tuple, Decimal], reasons: list[str]
) -> list[document.Observation]:
    """The series' sound rows, each fact once. What is left out is counted, with the first case as an example."""
    left_out: dict[str, list[str]] = {}
    if series.unreadable:
        left_out["unreadable row"] = series.unreadable
    good = []
    iso = currency(series.unit)
    for row in series.rows:
        fault = "unit is not an ISO 4217 currency" if iso is None else _fault(row, concept)
        if fault is None:
            key = (series.taxonomy, series.concept, iso, row.start, row.end, row.accn)
            if key not in seen:
                seen[key] = row.val
                good.append(row)
                continue
            if seen[key] == row.val:
                continue
            fault = f"second value for the same fact, {seen[key]:,} kept"
        left_out.setdefault(fault, []).append(
            f"{row.val:,} {series.unit} for {row.start} to {row.end}, {row.accn}, filed {row.filed}"
        )
    for fault, cases in left_out.items():
        reasons.append(f"{series.taxonomy}:{series.concept}: {len(cases)} left out, {fault} (first: {cases[0]})")
    return good


def _fault(row: document.Observation, concept: Concept) -> str | None:
    """Why a row cannot be a fact about money flowing over a period, or None."""
    if row.start is None:
        return "no start date, so no period"
    if row.end < row.start:
        return "period ends before it starts"
    if row.start < EARLIEST or row.filed > LATEST:
        return f"date outside {EARLIEST.year} to {LATEST.year}"
    if row.filed < row.end:
        return "filed before the period's end"
    if not row.val.is_finite() or not -_LARGEST < row.val < _LARGEST:
        return "value out of range"
    if row.val < 0 and concept.measure in concepts.unsigned():
        return "negative outflow"
    return None


def _columns(
    rows: Iterable[document.Observation], series: document.Series, concept: Concept, filer: Filer, raw_sha256: str
) -> Iterator[Columns]:
    iso = currency(series.unit)
    head = (filer.company_id, filer.cik, series.taxonomy, series.concept, concept.measure, concept.preference, iso)
    for row in rows:
        value = row.val.quantize(_CENT)
        source = row.source or "companyfacts"
        url = filing_url(filer.cik, row.accn)
        yield (*head, row.start, row.end, value, row.accn, row.form or "", row.filed, source, url, raw_sha256)
