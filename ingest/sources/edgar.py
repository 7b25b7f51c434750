"""EDGAR: company facts, periodic reports, and the announcements inside 8-K and 6-K filings.

Traps avoided: `index.json` calls every file's type `text.gif` (an icon), so the types of a filing's documents come from its
`-index-headers.html`; company facts of a large filer are megabytes a day for nothing, so they are asked for only while they
lack the newest XBRL report that the submissions list; and a CIK taken from some list may be a stranger's, so the filer's name
must be one of the company's.

A filing never changes: what the store holds of it is not asked for again, which is also how an interrupted run resumes.
"""

import html
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import PurePosixPath

import msgspec

from ingest.catalog.companies import Company
from ingest.errors import CapexError
from ingest.http import JSON, PAGE, FetchError, Http
from ingest.sources.collected import Collected
from ingest.store import Kind, RawMeta, RawObject
from ingest.xbrl.identity import belongs

PERIODIC_FORMS = frozenset({"10-K", "10-KT", "10-Q", "10-QT", "20-F", "40-F"})
ANNOUNCING_ITEMS = frozenset({"2.02", "7.01", "8.01"})  # results, Regulation FD disclosure, other events

_LICENCE = "SEC EDGAR filing; text is the filer's"
_READABLE = {".htm", ".html", ".txt", ".pdf"}
_WORKERS = 4  # enough to keep the rate limit busy while answers are on their way
_HEADER = re.compile(r"<TYPE>([^<\r\n]+)(?:(?!<TYPE>)[\s\S])*?<FILENAME>(?:<a [^>]*>)?([^<\r\n]+)", re.IGNORECASE)
_EXHIBIT_NAME = re.compile(r"(?:ex|exhibit)[-_. ]?(\d{1,2})", re.IGNORECASE)


class _Columns(msgspec.Struct):
    """A filing list as EDGAR serves it: parallel columns."""

    accessionNumber: list[str]
    filingDate: list[str]
    form: list[str]
    reportDate: list[str] = []
    items: list[str] = []
    primaryDocument: list[str] = []
    isXBRL: list[int | None] = []


class _Page(msgspec.Struct):
    name: str
    filingTo: str


class _Filings(msgspec.Struct):
    recent: _Columns
    files: list[_Page] = []


class _FormerName(msgspec.Struct):
    name: str | None = None


class _Submissions(msgspec.Struct):
    cik: str | int
    name: str
    filings: _Filings
    formerNames: list[_FormerName] | None = None


class _Item(msgspec.Struct):
    name: str
    type: str = ""


class _Directory(msgspec.Struct):
    item: list[_Item] = []


class _Index(msgspec.Struct):
    directory: _Directory


@dataclass(frozen=True)
class Filing:
    """One line of a filer's submissions."""

    accession: str
    form: str
    filed_on: date
    period_end: date | None
    items: frozenset[str]
    primary_document: str
    is_xbrl: bool

    @property
    def base_form(self) -> str:
        """The form without the mark of an amendment."""
        return self.form.removesuffix("/A")

    @property
    def is_periodic(self) -> bool:
        return self.base_form in PERIODIC_FORMS

    @property
    def is_wanted(self) -> bool:
        """Periodic reports, every 6-K, and 8-Ks with an announcing item."""
        announces = self.base_form == "6-K" or (self.base_form == "8-K" and bool(self.items & ANNOUNCING_ITEMS))
        return self.is_periodic or announces


def filing_list(columns: _Columns) -> Iterator[Filing]:
    """Rows of EDGAR's parallel columns; columns of older pages may be shorter or missing. Rows without a date are left out."""
    rows = zip_longest(
        columns.accessionNumber,
        columns.filingDate,
        columns.form,
        columns.reportDate,
        columns.items,
        columns.primaryDocument,
        columns.isXBRL,
    )
    for accession, filed, form, report, items, primary, is_xbrl in rows:
        filed_on = _day(filed)
        if accession and form and filed_on:
            parts = frozenset(part.strip() for part in (items or "").split(",") if part.strip())
            yield Filing(accession, form, filed_on, _day(report), parts, primary or f"{accession}.txt", bool(is_xbrl))


def documents_of_headers(page: bytes) -> list[tuple[str, str]]:
    """(type, file name) of each document, in filing order, from a filing's `-index-headers.html` (escaped SGML)."""
    text = html.unescape(page.decode("utf-8", "replace"))
    return [(kind.strip().upper(), name.strip()) for kind, name in _HEADER.findall(text)]


def documents_of_index(page: bytes) -> list[tuple[str, str]]:
    """The same from `index.json`, with the type read off the file name where the listing has only an icon's name."""
    listed = []
    for item in msgspec.json.decode(page, type=_Index).directory.item:
        named = _EXHIBIT_NAME.search(item.name)
        guess = f"EX-{named[1]}" if named else ""
        listed.append((item.type.upper() if item.type.upper().startswith("EX-") else guess, item.name))
    return listed


def chosen(filing: Filing, documents: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(type, file name) of the documents worth reading: what announces (EX-99.*), what a report keeps in exhibits
    (annual report EX-13, a 40-F's statements EX-99.*), and the main document of periodic reports or where there is no exhibit.

    One type in two formats counts once, as HTML before text before PDF.
    """
    prefix = {"10-K": "EX-13", "10-KT": "EX-13", "10-Q": None, "10-QT": None, "20-F": None}.get(filing.base_form, "EX-99")
    found: dict[str, list[str]] = {}
    for kind, name in documents:
        if prefix and kind.startswith(prefix) and PurePosixPath(name).suffix.lower() in _READABLE:
            found.setdefault(kind, []).append(name)
    exhibits = []
    for kind, names in found.items():
        formats = {PurePosixPath(name).suffix.lower()[:4] for name in names}
        best = next(suffix for suffix in (".htm", ".txt", ".pdf") if suffix in formats)
        exhibits += [(kind, name) for name in names if PurePosixPath(name).suffix.lower().startswith(best)]
    main = [(filing.form, filing.primary_document)]
    return main + exhibits if filing.is_periodic else exhibits or main


def collect(http: Http, companies: Iterable[Company], since: date) -> Collected:
    """Bring everything new of the given companies into the store: facts, reports and announcements filed since a day.

    Raises CapexError without a contact. Whatever else fails is a problem of one document or company in the result.
    """
    http.require_contact()
    collected = Collected("edgar")
    with ThreadPoolExecutor(_WORKERS) as pool:
        for part in pool.map(lambda company: _Filer(http, company).collect(since), [c for c in companies if c.cik is not None]):
            collected.extend(part)
    return collected


class _Filer:
    """What EDGAR has on one company. Trap avoided: results of many threads in one list; each filer has its own outcome."""

    def __init__(self, http: Http, company: Company) -> None:
        self.http, self.company, self.cik = http, company, company.cik or 0
        self.collected = Collected("edgar")

    def collect(self, since: date) -> Collected:
        filings: list[Filing] = []
        with self.collected.guard("submissions", self.company.id):
            filings = self._filings(since)
        with self.collected.guard("company facts", self.company.id):
            self._company_facts(filings)
        for filing in sorted(filings, key=lambda filing: filing.filed_on, reverse=True):
            if filing.is_wanted and filing.filed_on >= since:
                with self.collected.guard(f"{filing.form} {filing.accession}", self.company.id):
                    self._filing(filing)
        return self.collected

    def _filings(self, since: date) -> list[Filing]:
        """The filing list, with older pages only when they reach into the wanted time."""
        obj = self._fetch(f"{self._data_url}/submissions/CIK{self.cik:010d}.json", "submissions", JSON, shape=_Submissions)
        submissions = msgspec.json.decode(self.http.store.get(obj.sha256), type=_Submissions)
        entity_names = [submissions.name, *(former.name for former in submissions.formerNames or [] if former.name)]
        names = [self.company.name, *(alias for aliases in self.company.aliases.values() for alias in aliases)]
        if int(submissions.cik) != self.cik or not any(belongs(name, names) for name in entity_names):
            raise CapexError(f"CIK {self.cik} is {submissions.name!r}, not {self.company.name!r}: correct the catalogue")
        filings = list(filing_list(submissions.filings.recent))
        for page in submissions.filings.files:
            if (_day(page.filingTo) or date.min) >= since:
                with self.collected.guard(page.name, self.company.id):
                    obj = self._fetch(f"{self._data_url}/submissions/{page.name}", "submissions", JSON, shape=_Columns)
                    filings += filing_list(msgspec.json.decode(self.http.store.get(obj.sha256), type=_Columns))
        return filings

    def _company_facts(self, filings: list[Filing]) -> None:
        reports = [filing for filing in filings if filing.is_xbrl and (filing.is_periodic or filing.base_form == "6-K")]
        if not (reports or self.company.filer):
            return
        url = f"{self._data_url}/api/xbrl/companyfacts/CIK{self.cik:010d}.json"
        stored = self.http.store.latest(url)
        if stored and reports and not self.http.refetch and self.http.store.has(stored.sha256):
            newest = max(reports, key=lambda filing: filing.filed_on)
            if f'"{newest.accession}"'.encode() in self.http.store.get(stored.sha256):
                self.collected.add(stored, is_new=False)
                return
        self._fetch(url, "company_facts", JSON, shape=dict[str, msgspec.Raw])

    def _filing(self, filing: Filing) -> None:
        """Each document of the filing that is worth reading; one that fails costs no other."""
        for exhibit, name in chosen(filing, self._documents(filing)):
            with self.collected.guard(f"{filing.form} {filing.accession} {name}", self.company.id):
                kind = "filing" if filing.is_periodic else "announcement"
                self._fetch(f"{self._folder(filing)}/{name}", kind, PAGE, filing, exhibit)

    def _documents(self, filing: Filing) -> list[tuple[str, str]]:
        """What the filing contains; not asked where only the main document counts."""
        if filing.base_form in {"10-Q", "10-QT", "20-F"}:
            return []
        folder = self._folder(filing)
        try:
            obj = self._fetch(f"{folder}/{filing.accession}-index-headers.html", "filing_index", ("text/",), filing)
        except FetchError as error:
            if error.status != 404:
                raise
            obj = self._fetch(f"{folder}/index.json", "filing_index", JSON, filing, shape=_Index)
            return documents_of_index(self.http.store.get(obj.sha256))
        return documents_of_headers(self.http.store.get(obj.sha256))

    def _fetch(
        self,
        url: str,
        kind: Kind,
        accept: tuple[str, ...],
        filing: Filing | None = None,
        exhibit: str | None = None,
        shape: object = None,
    ) -> RawObject:
        """One address into the store and the outcome; documents of a filing are immutable, JSON must have its shape."""
        meta = RawMeta(
            url=url,
            source="edgar",
            kind=kind,
            company_id=self.company.id,
            accession=filing.accession if filing else None,
            form=filing.form if filing else None,
            exhibit=exhibit,
            published_on=filing.filed_on if filing else None,
            period_end=filing.period_end if filing else None,
            licence=_LICENCE,
        )
        check = (lambda data: msgspec.json.decode(data, type=shape)) if shape else None
        fetched = self.http.fetch(meta, accept, immutable=filing is not None, check=check)
        self.collected.add(fetched.obj, fetched.is_new)
        return fetched.obj

    @property
    def _data_url(self) -> str:
        return self.http.settings.edgar_data_url.rstrip("/")

    def _folder(self, filing: Filing) -> str:
        base = self.http.settings.edgar_www_url.rstrip("/")
        return f"{base}/Archives/edgar/data/{self.cik}/{filing.accession.replace('-', '')}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
