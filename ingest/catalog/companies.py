"""The catalogue of companies: who they are and what texts call them.

Traps avoided: a company name in code (everything is an entry of `companies/<group>.yaml`; adding a company is adding its
entry), YAML's own ideas of a value (country `NO` is Norway, `06-30` is a string: every scalar is read as text), and a name
that is also a common word (`Arm`, `Meta`, `Oracle`): such a name carries a guard that says when it is the company.

A fiscal year end is a nominal day: 52/53-week years end within a week of it (last Saturday of September is `09-30`).
"""

import calendar
import functools
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, TypeAdapter, model_validator

from ingest import models
from ingest.catalog import plain
from ingest.catalog.guard import Guard, needs_boundary
from ingest.errors import CapexError

FOLDER = Path(__file__).parent / "companies"
EPITHETS = Path(__file__).parent / "epithets.yaml"

Group = Literal[
    "us_platform",
    "china_platform",
    "other_platform",
    "neocloud",
    "data_center",
    "semiconductor",
    "hardware",
    "ai_lab",
    "software",
    "telecom_or_it",
    "infrastructure_investor",
    "utility",
    "industrial",
]
Language = Literal["any", "en", "de", "zh", "zh-Hant", "ja", "ko", "fr", "es", "it", "pt", "nl"]

HeadlineMeasure = Literal["cash_ppe_gross", "cash_ppe_net", "incl_finance_leases", "accrual_additions"]

_LANGUAGES = frozenset({"en", "de", "zh", "zh-Hant", "ja", "ko", "fr", "es", "it", "pt", "nl"})


def _day_of_year(value: str) -> str:
    month, day = (int(part) for part in value.split("-"))
    date(2024, month, day)
    return value


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
MonthDay = Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$"), AfterValidator(_day_of_year)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Company(_Frozen):
    """An entry of the catalogue.

    `filer`: files XBRL company facts with the SEC under `cik`. `fiscal_year_label`: whether fiscal year N ends (`end`) or
    starts (`start`, Japanese usage) in calendar year N. `aliases`: names by language, `any` where spelled alike everywhere,
    including subsidiaries and brands that spend for the company. `lease_basis`: what the company adds to cash capex when it
    states capex including finance leases (principal repaid, or leases at commencement). `headline_measure`: what it means
    by "capex" where a text does not say. `people`: who speaks for it alone and is known by name. `products`, `home`: what
    epithets are made of ("the ChatGPT maker", "Konzern aus Redmond"). `ambiguous`: guards of names that are also common words.
    """

    id: Slug
    name: str
    group: Group
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    ticker: str | None = None
    cik: int | None = None
    filer: bool = False
    fiscal_year_end: MonthDay = "12-31"
    fiscal_year_label: Literal["end", "start"] = "end"
    lease_basis: Literal["principal", "commencement"] | None = None
    headline_measure: HeadlineMeasure | None = None
    aliases: dict[Language, tuple[str, ...]] = {}
    epithets: dict[Language, tuple[str, ...]] = {}
    people: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    home: str | None = None
    ambiguous: dict[str, Guard] = {}
    feeds: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> "Company":
        if self.filer and self.cik is None:
            raise ValueError(f"{self.id}: a filer needs its cik")
        if unknown := set(self.ambiguous) - {self.name, *(a for names in self.aliases.values() for a in names)}:
            raise ValueError(f"{self.id}: guards for names that are no aliases: {sorted(unknown)}")
        return self

    def year_end(self, year: int) -> date:
        """Nominal end of the fiscal year that ends in calendar year `year`."""
        month, day = (int(part) for part in self.fiscal_year_end.split("-"))
        return date(year, month, min(day, calendar.monthrange(year, month)[1]))

    def fiscal_year(self, label: int) -> tuple[date, date]:
        """Nominal first and last day of the fiscal year that the company calls `label`."""
        year = label + (self.fiscal_year_label == "start" and self.fiscal_year_end != "12-31")
        return self.year_end(year - 1) + timedelta(days=1), self.year_end(year)


class Name(NamedTuple):
    """A string by which texts of one language mean a company. Names are matched case-sensitively; the longest wins."""

    text: str
    company_id: str
    kind: Literal["name", "epithet"]
    guard: Guard | None


def _read(path: Path) -> dict[str, dict]:
    return plain.load(path.read_bytes()) or {}


@functools.cache
def load(folder: Path = FOLDER) -> dict[str, Company]:
    """All entries by slug, in file order. The file's name is the group.

    Raises ValueError for a bad entry, a slug in two files, or a name that two companies share.
    """
    entries: dict[str, dict] = {}
    for path in sorted(folder.glob("*.yaml")):
        for slug, body in _read(path).items():
            if slug in entries:
                raise ValueError(f"{path.name}: {slug} stands in two files")
            entries[slug] = {"id": slug, "group": path.stem, **body}
    companies = TypeAdapter(dict[str, Company]).validate_python(entries)
    owners: dict[str, str] = {}
    for company in companies.values():
        for name in {company.name, *(a for names in company.aliases.values() for a in names)}:
            if owners.setdefault(name.casefold(), company.id) != company.id:
                raise ValueError(f"{name!r} names both {owners[name.casefold()]} and {company.id}")
    return companies


def get(company_id: str) -> Company:
    """The entry of a slug. Raises CapexError for an unknown one, naming those that look like it."""
    company = load().get(company_id)
    if company is None:
        near = get_close_matches(company_id, load())
        raise CapexError(f"no company '{company_id}' in the catalogue" + (f"; did you mean {', '.join(near)}?" if near else ""))
    return company


def by_cik(cik: int) -> Company | None:
    """The company that has this CIK, or None."""
    return _ciks().get(cik)


@functools.cache
def _ciks() -> dict[int, Company]:
    return {company.cik: company for company in load().values() if company.cik is not None}


@functools.cache
def names(language: str | None = None) -> tuple[Name, ...]:
    """Everything texts of a language call the companies: names and epithets. None or an unknown language: all languages.

    Both Chinese scripts count as one language here. A company's own name is among its names in every language. An epithet
    that would fit two companies fits none.
    """
    wanted = _LANGUAGES & ({"zh", "zh-Hant"} if language in ("zh", "zh-Hant") else {language}) or _LANGUAGES
    found = {name.text: name for company in load().values() for name in _proper_names(company, wanted)}
    epithets: dict[str, set[str]] = defaultdict(set)
    for company in load().values():
        for text in _epithets(company, wanted):
            epithets[text].add(company.id)
    for text, owners in epithets.items():
        if text not in found and len(owners) == 1:
            found[text] = Name(text, min(owners), "epithet", None)
    return tuple(found.values())


def _proper_names(company: Company, languages: frozenset[str]) -> Iterator[Name]:
    for text in dict.fromkeys((company.name, *(a for key in ("any", *sorted(languages)) for a in company.aliases.get(key, ())))):
        guard = company.ambiguous.get(text) or (Guard() if needs_boundary(text) else None)
        if guard is None or not languages <= set(guard.not_in):
            yield Name(text, company.id, "name", guard)


@functools.cache
def _patterns() -> dict[str, dict[str, list[str]]]:
    return _read(EPITHETS)


def _epithets(company: Company, languages: frozenset[str]) -> Iterator[str]:
    yield from company.people
    for language in sorted(languages):
        yield from company.epithets.get(language, ())
        patterns = _patterns().get(language, {})
        for kind, words in (("product", company.products), ("home", (company.home,) if company.home else ())):
            for word in words:
                yield from (pattern.replace("{}", word) for pattern in patterns.get(kind, ()))


def rows() -> list[models.Company]:
    """The catalogue as rows of the lake table `company`."""
    return [
        models.Company(
            company_id=company.id,
            name=company.name,
            ticker=company.ticker,
            cik=company.cik,
            country=company.country,
            company_group=company.group,
            reporting_currency=company.currency,
            fiscal_year_end_month=int(company.fiscal_year_end[:2]),
            fiscal_year_end_day=int(company.fiscal_year_end[3:]),
            is_filer=company.filer,
            fiscal_year_label=company.fiscal_year_label,
            lease_basis=company.lease_basis,
            headline_measure=company.headline_measure,
        )
        for company in load().values()
    ]
