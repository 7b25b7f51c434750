"""EDGAR in small: filers with submissions, company facts, filing indexes and documents, laid out on a `Site` as SEC does.

Trap avoided: a mock in the shape of our own assumptions. Columns, padding, `text.gif` in index.json, escaped SGML in the
index headers and overflow pages follow what EDGAR serves.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tests.servers.site import Site

_COLUMNS = (
    "accessionNumber",
    "filingDate",
    "reportDate",
    "acceptanceDateTime",
    "act",
    "form",
    "fileNumber",
    "filmNumber",
    "items",
    "core_type",
    "size",
    "isXBRL",
    "isInlineXBRL",
    "primaryDocument",
    "primaryDocDescription",
)
RELEASE = """<html><head><title>{name} results</title></head><body><h1>{name} reports second quarter results</h1>
<p>{name} spent $4.1 billion on capital expenditures in the quarter. For fiscal 2026 it expects capital expenditures
of $18 billion to $20 billion, up from $15 billion, mostly for data centers.</p></body></html>"""


@dataclass
class Filer:
    """One filer on a site. `file` adds a filing and publishes everything anew."""

    site: Site
    cik: int
    name: str
    former_names: tuple[str, ...] = ()
    rows: list[dict] = field(default_factory=list)
    older: list[dict] = field(default_factory=list)
    facts: dict = field(default_factory=dict)
    counts: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.publish()

    @property
    def submissions_path(self) -> str:
        return f"/submissions/CIK{self.cik:010d}.json"

    @property
    def facts_path(self) -> str:
        return f"/api/xbrl/companyfacts/CIK{self.cik:010d}.json"

    def folder(self, accession: str) -> str:
        """Where a filing's documents are."""
        return f"/Archives/edgar/data/{self.cik}/{accession.replace('-', '')}"

    def file(
        self,
        form: str,
        filed: str,
        documents: dict[str, tuple[str, str]],
        items: str = "",
        is_xbrl: bool = False,
        older: bool = False,
        headers: bool = True,
    ) -> str:
        """Add a filing of documents {name: (type, body)}, the first being the primary one. Returns the accession."""
        self.counts[filed[:4]] += 1
        accession = f"{self.cik:010d}-{filed[2:4]}-{self.counts[filed[:4]]:06d}"
        row = dict.fromkeys(_COLUMNS, "") | {
            "accessionNumber": accession,
            "filingDate": filed,
            "reportDate": filed,
            "form": form,
            "items": items,
            "isXBRL": int(is_xbrl),
            "primaryDocument": next(iter(documents)),
        }
        (self.older if older else self.rows).insert(0, row)
        folder = self.folder(accession)
        for name, (_, body) in documents.items():
            self.site.add(f"{folder}/{name}", body, "application/pdf" if name.endswith(".pdf") else "text/html")
        listed = [f"{accession}-index-headers.html", f"{accession}-index.html", f"{accession}.txt", *documents]
        items_json = [{"last-modified": f"{filed} 16:05:00", "name": n, "type": "text.gif", "size": ""} for n in listed]
        directory = {"item": items_json, "name": folder, "parent-dir": folder.rpartition("/")[0] + "/"}
        self.site.add(f"{folder}/index.json", json.dumps({"directory": directory}), "application/json")
        if headers:
            self.site.add(f"{folder}/{accession}-index-headers.html", self._headers(accession, documents), "text/html")
        if is_xbrl:
            self.add_fact(accession, form, filed)
        self.publish()
        return accession

    def add_fact(self, accession: str, form: str, filed: str) -> None:
        """Company facts learn of a filing."""
        units = self.facts.setdefault("us-gaap", {}).setdefault(
            "PaymentsToAcquirePropertyPlantAndEquipment", {"label": "Payments", "description": None, "units": {"USD": []}}
        )
        year = date.fromisoformat(filed).year
        units["units"]["USD"].append(
            {"start": f"{year}-01-01", "end": f"{year}-03-31", "val": 4_100_000_000, "accn": accession}
            | {"fy": year, "fp": "Q1", "form": form, "filed": filed}
        )

    def publish(self) -> None:
        """Put submissions, overflow page and company facts as they now are on the site."""
        overflow = f"CIK{self.cik:010d}-submissions-001.json"
        files = [{"name": overflow, "filingCount": len(self.older)} | self._span()] if self.older else []
        listing = {
            "cik": f"{self.cik:010d}",
            "entityType": "operating",
            "name": self.name,
            "tickers": [],
            "formerNames": [{"name": name, "from": None, "to": None} for name in self.former_names],
            "filings": {"recent": _columns(self.rows), "files": files},
        }
        self.site.add(self.submissions_path, json.dumps(listing), "application/json")
        if self.older:
            self.site.add(f"/submissions/{overflow}", json.dumps(_columns(self.older)), "application/json")
        facts = {"cik": self.cik, "entityName": self.name, "facts": self.facts}
        self.site.add(self.facts_path, json.dumps(facts), "application/json")

    def _span(self) -> dict[str, str]:
        days = [row["filingDate"] for row in self.older]
        return {"filingFrom": min(days), "filingTo": max(days)}

    def _headers(self, accession: str, documents: dict[str, tuple[str, str]]) -> str:
        blocks = "".join(
            f"&lt;DOCUMENT&gt;\n&lt;TYPE&gt;{kind}\n&lt;SEQUENCE&gt;{number}\n&lt;FILENAME&gt;{name}\n"
            f"&lt;DESCRIPTION&gt;{kind}\n&lt;TEXT&gt;\n&lt;/DOCUMENT&gt;\n"
            for number, (name, (kind, _)) in enumerate(documents.items(), 1)
        )
        return f"<html><head><title>{accession}</title></head><body><pre>\n{blocks}</pre></body></html>"


def _columns(rows: list[dict]) -> dict[str, list]:
    return {column: [row[column] for row in rows] for column in _COLUMNS}
