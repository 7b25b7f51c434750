"""What EDGAR's lists say: a filer's filings, the documents of a filing, and which of them are worth reading. Pure parsing.

Traps avoided: `index.json` calls every file's type `text.gif` (an icon), so the types of a filing's documents come from its
`-index-headers.html`; and a 6-K or 8-K may hold its news in exhibits or, having none, in its own body.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import PurePosixPath

import msgspec

PERIODIC_FORMS = frozenset({"10-K", "10-KT", "10-Q", "10-QT", "20-F", "40-F"})
ANNOUNCING_ITEMS = frozenset({"2.02", "7.01", "8.01"})  # results, Regulation FD disclosure, other events

_EXHIBITS = {"10-K": "EX-13", "10-KT": "EX-13", "40-F": "EX-99", "8-K": "EX-99", "6-K": "EX-99"}
"""Exhibits that carry statements or announcements, by form: annual reports to shareholders, press releases."""
_FORMATS = (".htm", ".txt", ".pdf")
_HEADER = re.compile(r"<TYPE>([^<\r\n]+)(?:(?!<TYPE>)[\s\S])*?<FILENAME>(?:<a [^>]*>)?([^<\r\n]+)", re.IGNORECASE)
_EXHIBIT_NAME = re.compile(r"(?:ex|exhibit)[-_. ]?(\d{1,2})", re.IGNORECASE)


class FilingColumns(msgspec.Struct):
    """A filing list as EDGAR serves it: parallel columns."""

    accessionNumber: list[str | None]
    filingDate: list[str | None]
    form: list[str | None]
    reportDate: list[str | None] = []
    items: list[str | None] = []
    primaryDocument: list[str | None] = []
    isXBRL: list[int | None] = []


class _Page(msgspec.Struct):
    name: str
    filingTo: str


class _FilingPages(msgspec.Struct):
    recent: FilingColumns
    files: list[_Page] = []


class _FormerName(msgspec.Struct):
    name: str | None = None


class Submissions(msgspec.Struct):
    """A filer's submissions: who it is, its newest filings, and the pages with older ones."""

    cik: str | int
    name: str
    filings: _FilingPages
    formerNames: list[_FormerName] | None = None


class _Item(msgspec.Struct):
    name: str
    type: str = ""


class _Directory(msgspec.Struct):
    item: list[_Item] = []


class FilingIndex(msgspec.Struct):
    """A filing's `index.json`."""

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
    def has_exhibits(self) -> bool:
        """Whether what matters may lie in exhibits, so that the filing's index is needed."""
        return self.base_form in _EXHIBITS

    @property
    def is_wanted(self) -> bool:
        """Periodic reports, every 6-K, and 8-Ks with an announcing item."""
        announces = self.base_form == "6-K" or (self.base_form == "8-K" and bool(self.items & ANNOUNCING_ITEMS))
        return self.is_periodic or announces


def filing_list(columns: FilingColumns) -> Iterator[Filing]:
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
    for item in msgspec.json.decode(page, type=FilingIndex).directory.item:
        named = _EXHIBIT_NAME.search(item.name)
        guess = f"EX-{named[1]}" if named else ""
        listed.append((item.type.upper() if item.type.upper().startswith("EX-") else guess, item.name))
    return listed


def chosen(filing: Filing, documents: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(type, file name) of the documents worth reading, of those a filing has.

    Periodic reports: the main document and exhibits with statements. Others: what announces, or the main document when there
    is no exhibit. One exhibit in two formats counts once, as HTML before text before PDF.
    """
    prefix = _EXHIBITS.get(filing.base_form)
    formats: dict[str, dict[str, list[str]]] = {}
    for kind, name in documents:
        suffix = PurePosixPath(name).suffix.lower()[:4]
        if prefix and kind.startswith(prefix) and suffix in _FORMATS:
            formats.setdefault(kind, {}).setdefault(suffix, []).append(name)
    exhibits = [(kind, name) for kind, names in formats.items() for name in names[min(names, key=_FORMATS.index)]]
    main = [(filing.form, filing.primary_document)]
    return main + exhibits if filing.is_periodic else exhibits or main


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
