"""`fact`: one part per company, from every company facts download the store has.

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
from ingest.xbrl import companyfacts
from ingest.xbrl.compact import united

READER_VERSION = 1
UNKNOWN = "unknown"


def refresh(store: RawStore, lake_dir: Path) -> Refreshed:
    """Bring `fact` up to date with the store. Work is proportional to the companies whose downloads changed."""
    refreshed = Refreshed(Fact.table)
    by_company: dict[str, list[RawObject]] = defaultdict(list)
    for obj in store.objects(kind="company_facts", every_version=True):
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
            found, refused = companyfacts.facts(
                store.get(obj.sha256),
                filer=filer,
                item=obj.url,
                raw_sha256=obj.sha256,
            )
            facts += found
            problems += refused
        store_part(lake_dir, refreshed, Fact, company_id, united(facts), problems, fingerprint)
    drop_others(lake_dir, Fact, by_company)
    return refreshed


def _filer(company_id: str) -> companyfacts.Filer | Callable[[int], companyfacts.Filer]:
    """Whose facts a download must hold; a download of no known company is read by the CIK inside it."""
    company = companies.load().get(company_id)
    if company is None or company.cik is None:
        return companyfacts.Filer.by_cik
    return companyfacts.Filer.by_cik(company.cik)
