"""EDGAR: company facts, periodic reports, and the announcements inside 8-K and 6-K filings, of companies with a CIK.

Traps avoided: company facts of a large filer are megabytes a day for nothing, so without a validator they are asked for only
while they lack the newest XBRL report; and a CIK taken from some list may be a stranger's, so the filer's name must be one of
the company's.

A filing never changes: what the store holds of it is not asked for again, which is also how an interrupted run resumes.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar

import msgspec

from ingest.catalog.companies import Company
from ingest.errors import CapexError
from ingest.http import JSON, PAGE, Http
from ingest.politeness import FetchError
from ingest.sources import edgar_filings as listed
from ingest.sources.collected import Collected
from ingest.sources.edgar_filings import Filing
from ingest.store import Kind, RawMeta, RawObject
from ingest.xbrl.identity import belongs

Listing = TypeVar("Listing", listed.Submissions, listed.FilingColumns)

_LICENCE = "SEC EDGAR filing; text is the filer's"
_WORKERS = 4  # enough to keep the rate limit busy while answers are on their way


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


class _StrangerError(CapexError):
    """The CIK belongs to somebody else: nothing of this filer is wanted."""


class _Filer:
    """What EDGAR has on one company. Trap avoided: results of many threads in one list; each filer has its own outcome."""

    def __init__(self, http: Http, company: Company) -> None:
        self.http, self.company, self.cik = http, company, company.cik or 0
        self.collected = Collected("edgar")

    def collect(self, since: date) -> Collected:
        filings: list[Filing] = []
        try:
            filings = self._filings(since)
        except CapexError as error:
            self.collected.refuse("submissions", str(error), self.company.id)
            if isinstance(error, _StrangerError):
                return self.collected
        with self.collected.guard("company facts", self.company.id):
            self._company_facts(filings)
        for filing in sorted(filings, key=lambda filing: filing.filed_on, reverse=True):
            if filing.is_wanted and filing.filed_on >= since:
                with self.collected.guard(f"{filing.form} {filing.accession}", self.company.id):
                    self._filing(filing)
        return self.collected

    def _filings(self, since: date) -> list[Filing]:
        """The filing list, with older pages only when they reach into the wanted time."""
        submissions = self._list(f"CIK{self.cik:010d}.json", listed.Submissions)
        entity_names = [submissions.name, *(former.name for former in submissions.formerNames or [] if former.name)]
        names = [self.company.name, *(alias for aliases in self.company.aliases.values() for alias in aliases)]
        if str(submissions.cik).lstrip("0") != str(self.cik) or not any(belongs(name, names) for name in entity_names):
            raise _StrangerError(f"CIK {self.cik} is {submissions.name!r}, not {self.company.name!r}: correct the catalogue")
        filings = list(listed.filing_list(submissions.filings.recent))
        for page in submissions.filings.files:
            if page.filingTo >= since.isoformat():
                with self.collected.guard(page.name, self.company.id):
                    filings += listed.filing_list(self._list(page.name, listed.FilingColumns))
        return filings

    def _list(self, name: str, shape: type[Listing]) -> Listing:
        """A JSON list of the submissions folder."""
        obj = self._fetch(f"{self._data_url}/submissions/{name}", "submissions", JSON, shape=shape)
        return msgspec.json.decode(self.http.store.get(obj.sha256), type=shape)

    def _company_facts(self, filings: list[Filing]) -> None:
        """All XBRL facts; nothing to ask for where no filing has any."""
        reports = [filing for filing in filings if filing.is_xbrl and (filing.is_periodic or filing.base_form == "6-K")]
        if not (reports or self.company.filer):
            return
        url = f"{self._data_url}/api/xbrl/companyfacts/CIK{self.cik:010d}.json"
        stored = self.http.store.latest(url)
        if stored and reports and not (self.http.refetch or stored.etag or stored.last_modified):
            newest = max(reports, key=lambda filing: filing.filed_on)
            if self.http.store.has(stored.sha256) and f'"{newest.accession}"'.encode() in self.http.store.get(stored.sha256):
                self.collected.add(stored, is_new=False)
                return
        self._fetch(url, "company_facts", JSON, shape=dict[str, msgspec.Raw])

    def _filing(self, filing: Filing) -> None:
        """Each document of the filing that is worth reading; one that fails costs no other."""
        for exhibit, name in listed.chosen(filing, self._documents(filing)):
            with self.collected.guard(f"{filing.form} {filing.accession} {name}", self.company.id):
                kind = "filing" if filing.is_periodic else "announcement"
                self._fetch(f"{self._folder(filing)}/{name}", kind, PAGE, filing, exhibit)

    def _documents(self, filing: Filing) -> list[tuple[str, str]]:
        """What the filing contains; not asked where only the main document counts."""
        if not filing.has_exhibits:
            return []
        folder = self._folder(filing)
        try:
            obj = self._fetch(f"{folder}/{filing.accession}-index-headers.html", "filing_index", ("text/",), filing)
        except FetchError as error:
            if error.status not in (403, 404):
                raise
            obj = self._fetch(f"{folder}/index.json", "filing_index", JSON, filing, shape=listed.FilingIndex)
            return listed.documents_of_index(self.http.store.get(obj.sha256))
        return listed.documents_of_headers(self.http.store.get(obj.sha256))

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
