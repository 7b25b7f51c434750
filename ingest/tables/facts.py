"""`fact`: one part per company, from its company facts downloads and the inline XBRL of its reports.

Trap avoided: one company's broken file costing the others, and a download of one company costing the reading of all.
"""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from ingest import lake
from ingest.catalog import companies, concepts
from ingest.models import Fact, Problem
from ingest.store import RawObject, RawStore
from ingest.tables.refreshed import Refreshed, digest, drop_others, keep_part, store_part
from ingest.xbrl import companyfacts, inline
from ingest.xbrl.compact import united
from ingest.xbrl.rows import Filer

READER_VERSION = 1
FilerRule = Filer | Callable[[int], Filer]
UNKNOWN = "unknown"


def refresh(store: RawStore, lake_dir: Path) -> Refreshed:
    """Bring `fact` up to date with the store. Work is proportional to the companies whose downloads changed."""
    refreshed = Refreshed(Fact.table)
    by_company: dict[str, list[RawObject]] = defaultdict(list)
    for obj in [*store.objects(kind="company_facts", every_version=True), *store.objects(kind="filing")]:
        by_company[obj.company_id or UNKNOWN].append(obj)
    concept_rules = digest(READER_VERSION, concepts.PATH.read_text(encoding="utf-8"))
    for company_id, objects in sorted(by_company.items()):
        filer = _filer(company_id)
        fingerprint = digest(concept_rules, getattr(filer, "names", ""), *sorted(obj.sha256 for obj in objects))
        if lake.fingerprint(lake_dir, Fact, company_id) == fingerprint:
            keep_part(lake_dir, refreshed, Fact, company_id)
            continue
        facts: list[Fact] = []
        problems: list[Problem] = []
        for obj in objects:
            found, refused = _read(store, obj, filer)
            facts += found
            problems += refused
        store_part(lake_dir, refreshed, Fact, company_id, united(facts), problems, fingerprint)
    drop_others(lake_dir, Fact, by_company)
    return refreshed


def _read(store: RawStore, obj: RawObject, filer: FilerRule) -> tuple[list[Fact], list[Problem]]:
    """Rows of one raw object. A report without XBRL (an older one, a PDF) has none, which is no problem."""
    data = store.get(obj.sha256)
    if obj.kind == "company_facts":
        return companyfacts.facts(data, filer=filer, item=obj.url, raw_sha256=obj.sha256)
    if obj.accession is None or obj.form is None or obj.published_on is None or not inline.is_xbrl(data):
        return [], []
    filing = inline.Filing(obj.accession, obj.form, obj.published_on)
    return inline.facts(data, filing=filing, filer=filer, item=obj.url, raw_sha256=obj.sha256)


def _filer(company_id: str) -> FilerRule:
    """Whose facts a download must hold; a download of no known company is read by the CIK inside it."""
    company = companies.load().get(company_id)
    if company is None or company.cik is None:
        return Filer.by_cik
    return Filer.by_cik(company.cik)
