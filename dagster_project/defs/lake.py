"""Lake assets: typed Parquet, a function of the raw store and the catalogue alone."""

from collections.abc import Callable
from pathlib import Path

import dagster as dg

from dagster_project.defs.raw import raw_edgar, raw_feeds, raw_inbox, raw_rates, raw_sample
from dagster_project.defs.resources import RunOptions
from dagster_project.reporting import refreshed_metadata
from ingest import lake
from ingest.catalog import companies, concepts
from ingest.models import Company, Concept, Row
from ingest.settings import Settings
from ingest.store import RawStore
from ingest.tables import documents, facts, rates
from ingest.tables.refreshed import Refreshed

GROUP = {"group_name": "lake", "kinds": {"parquet"}, "tags": {"layer": "lake"}}


def _catalogue(model: type[Row], rows: list[Row]) -> dg.MaterializeResult:
    path = lake.write(Settings().lake_dir, model, rows)
    return dg.MaterializeResult(metadata={"dagster/row_count": len(rows), "path": dg.MetadataValue.path(path)})


def _refresh(refresh: Callable[[RawStore, Path], Refreshed]) -> dg.MaterializeResult:
    settings = Settings()
    with RawStore(settings.raw_dir) as store:
        return dg.MaterializeResult(metadata=refreshed_metadata(refresh(store, settings.lake_dir)))


@dg.asset(key=["lake", "company"], **GROUP)
def lake_company(options: RunOptions) -> dg.MaterializeResult:
    """The catalogue's companies."""
    return _catalogue(Company, companies.rows())


@dg.asset(key=["lake", "concept"], **GROUP)
def lake_concept(options: RunOptions) -> dg.MaterializeResult:
    """The XBRL concepts of each measure, in order of preference."""
    return _catalogue(Concept, list(concepts.load()))


@dg.asset(key=["lake", "fact"], deps=[raw_sample, raw_edgar], **GROUP)
def lake_fact(options: RunOptions) -> dg.MaterializeResult:
    """Facts of filings, every vintage kept; one part per company."""
    return _refresh(facts.refresh)


@dg.asset(key=["lake", "rate"], deps=[raw_rates], **GROUP)
def lake_rate(options: RunOptions) -> dg.MaterializeResult:
    """USD per unit of each currency: daily reference rates, and monthly means where no daily ones exist."""
    return _refresh(rates.refresh)


@dg.asset(key=["lake", "document"], deps=[raw_sample, raw_edgar, raw_feeds, raw_inbox], **GROUP)
def lake_document(options: RunOptions) -> dg.MaterializeResult:
    """Announcements and reports as text, once per content; one part per source."""
    return _refresh(documents.refresh)
