"""Lake assets: typed Parquet, a function of the raw store and the catalogue alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project.defs.raw import raw_edgar, raw_feeds, raw_inbox, raw_rates, raw_sample
from dagster_project.defs.resources import RunOptions
from dagster_project.reporting import OWNERS, refreshed_metadata, refusal_check, refusal_check_spec
from ingest import lake
from ingest.catalog import companies, concepts
from ingest.events import link
from ingest.models import Company, Concept, Document, Event, EventFigure, EventRelation, Fact, Figure, Rate, Row
from ingest.settings import Settings
from ingest.store import RawStore
from ingest.tables import documents, facts, figures, rates
from ingest.tables.refreshed import Refreshed

GROUP = {"group_name": "lake", "owners": OWNERS, "kinds": {"parquet"}, "tags": {"layer": "lake"}}
NEWEST = {Fact: "filed_on", Rate: "rate_on", Document: "published_on", Figure: "published_on"}
"""The column that says how new the rows of a table are."""


def _refreshable(model: type[Row]) -> dict[str, Any]:
    key = ["lake", model.table]
    return {"key": key, **GROUP, "check_specs": [refusal_check_spec(key)]}


def _catalogue(model: type[Row], rows: list[Row]) -> dg.MaterializeResult:
    path = lake.write(Settings().lake_dir, model, rows)
    return dg.MaterializeResult(metadata={"dagster/row_count": len(rows), "path": dg.MetadataValue.path(path)})


def _refreshed(model: type[Row], refresh: Callable[[RawStore, Path], Refreshed]) -> dg.MaterializeResult:
    settings = Settings()
    with RawStore(settings.raw_dir) as store:
        refreshed = refresh(store, settings.lake_dir)
    newest = lake.newest(settings.lake_dir, model, NEWEST[model])
    shown = {f"newest {NEWEST[model]}": str(newest or "none"), "path": dg.MetadataValue.path(settings.lake_dir / model.table)}
    return dg.MaterializeResult(
        metadata={**refreshed_metadata(refreshed), **shown}, check_results=[refusal_check(refreshed.problems)]
    )


@dg.asset(key=["lake", "company"], **GROUP)
def lake_company(options: RunOptions) -> dg.MaterializeResult:
    """The catalogue's companies."""
    return _catalogue(Company, companies.rows())


@dg.asset(key=["lake", "concept"], **GROUP)
def lake_concept(options: RunOptions) -> dg.MaterializeResult:
    """The XBRL concepts of each measure, in order of preference."""
    return _catalogue(Concept, list(concepts.load()))


@dg.asset(deps=[raw_sample, raw_edgar], **_refreshable(Fact))
def lake_fact(options: RunOptions) -> dg.MaterializeResult:
    """Facts of filings, every vintage kept; one part per company."""
    return _refreshed(Fact, facts.refresh)


@dg.asset(deps=[raw_rates], **_refreshable(Rate))
def lake_rate(options: RunOptions) -> dg.MaterializeResult:
    """USD per unit of each currency: daily reference rates, and monthly means where no daily ones exist."""
    return _refreshed(Rate, rates.refresh)


@dg.asset(deps=[raw_sample, raw_edgar, raw_feeds, raw_inbox], **_refreshable(Document))
def lake_document(options: RunOptions) -> dg.MaterializeResult:
    """Announcements and reports as text, once per content; one part per source."""
    return _refreshed(Document, documents.refresh)


@dg.asset(deps=[lake_document], **_refreshable(Figure))
def lake_figure(options: RunOptions) -> dg.MaterializeResult:
    """Investment figures of every document, each with the words that prove it; once per content and extractor version."""
    return _refreshed(Figure, lambda _, lake_dir: figures.refresh(lake_dir))


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


lake_published_state = dg.AssetSpec(
    ["lake", "published_state"],
    description="What the version last published said, so that the next one can tell what changed. Written on publishing.",
    **GROUP,
)
