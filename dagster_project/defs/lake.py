"""Lake assets: typed Parquet, a function of the raw store and the catalogue alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg

from dagster_project.defs.raw import raw_edgar, raw_feeds, raw_inbox, raw_rates, raw_sample
from dagster_project.defs.resources import RunOptions
from dagster_project.reporting import refreshed_metadata
from ingest import lake
from ingest.catalog import companies, concepts
from ingest.events import link
from ingest.models import Company, Concept, Event, EventFigure, EventRelation, Row
from ingest.settings import Settings
from ingest.store import RawStore
from ingest.tables import documents, facts, figures, rates
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


@dg.asset(key=["lake", "figure"], deps=[lake_document], **GROUP)
def lake_figure(options: RunOptions) -> dg.MaterializeResult:
    """Investment figures of every document, each with the words that prove it; once per content and extractor version."""
    return dg.MaterializeResult(metadata=refreshed_metadata(figures.refresh(Settings().lake_dir)))


EVENT_TABLES = {
    Event: "Guidance vintages, commitments and financings, however many documents speak of them.",
    EventFigure: "Which event a figure speaks of, and why we think so.",
    EventRelation: "How commitments overlap: one supersedes, is a component of, or sums up others.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(["lake", model.table], description=text, deps=[lake_figure, lake_company, lake_rate], **GROUP)
        for model, text in EVENT_TABLES.items()
    ]
)
def lake_events(options: RunOptions) -> Iterator[dg.MaterializeResult]:
    """Figures merged into events, with a reason per link."""
    linked = link.build(Settings().lake_dir)
    for model, rows in zip(EVENT_TABLES, (linked.events, linked.figures, linked.relations), strict=True):
        yield dg.MaterializeResult(asset_key=["lake", model.table], metadata={"dagster/row_count": len(rows)})
