"""Raw assets: what came in, kept by hash. Each source is off without what it needs, and says so.

Trap avoided: one source's outage stopping the day. Adapters list what failed; only a mistake of set-up fails the asset.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import dagster as dg

from dagster_project.defs.resources import RunOptions
from dagster_project.reporting import collected_metadata
from ingest.catalog import companies
from ingest.catalog.companies import Company
from ingest.http import Http
from ingest.settings import Settings
from ingest.sources import edgar, feeds, inbox, rates, sample
from ingest.sources.collected import Collected
from ingest.store import RawStore

GROUP = {"group_name": "raw", "tags": {"layer": "raw"}}
NETWORK = {"retry_policy": dg.RetryPolicy(max_retries=2, delay=30, backoff=dg.Backoff.EXPONENTIAL), "kinds": {"http"}}
OFF = dg.MaterializeResult(metadata={"status": "off: this run is not live", "dagster/row_count": 0})


def _chosen(options: RunOptions) -> list[Company]:
    """The catalogue's companies that this run is about. Raises KeyError naming an unknown slug."""
    return [companies.get(slug) for slug in options.companies] or list(companies.load().values())


def _since(settings: Settings) -> date:
    return datetime.now(UTC).date() - timedelta(days=settings.lookback_days)


def _live(options: RunOptions, collect: Callable[[Http, Settings], Collected]) -> dg.MaterializeResult:
    if not options.live:
        return OFF
    settings = Settings()
    with RawStore(settings.raw_dir) as store, Http(store, settings, refetch=options.refetch) as http:
        return dg.MaterializeResult(metadata=collected_metadata(collect(http, settings)))


@dg.asset(key=["raw", "sample"], kinds={"json", "markdown"}, **GROUP)
def raw_sample(options: RunOptions) -> dg.MaterializeResult:
    """The embedded sample: numbers of company facts, and announcements in this project's own wording with a source URL each."""
    with RawStore(Settings().raw_dir) as store:
        return dg.MaterializeResult(metadata=collected_metadata(sample.collect(store)))


@dg.asset(key=["raw", "edgar"], **GROUP, **NETWORK)
def raw_edgar(options: RunOptions) -> dg.MaterializeResult:
    """EDGAR, by company: company facts, reports, and the announcement exhibits of 8-K and 6-K. Needs CAPEX_CONTACT."""
    return _live(options, lambda http, settings: edgar.collect(http, _chosen(options), _since(settings)))


@dg.asset(key=["raw", "feeds"], **GROUP, **NETWORK)
def raw_feeds(options: RunOptions) -> dg.MaterializeResult:
    """Newsroom and investor-relations feeds of the catalogue, and the page of each new entry."""
    return _live(options, lambda http, settings: feeds.collect(http, _chosen(options), _since(settings)))


@dg.asset(key=["raw", "rates"], **GROUP, **NETWORK)
def raw_rates(options: RunOptions) -> dg.MaterializeResult:
    """Newer exchange rates than the packaged ones: the ECB's history and the Federal Reserve's H.10."""
    return _live(options, lambda http, settings: rates.collect(http))


@dg.asset(key=["raw", "inbox"], kinds={"file"}, **GROUP)
def raw_inbox(options: RunOptions) -> dg.MaterializeResult:
    """Documents dropped into `data/inbox/` (HTML, PDF, text, Markdown, mail); a bad one moves to `rejected/` with the reason."""
    settings = Settings()
    with RawStore(settings.raw_dir) as store:
        return dg.MaterializeResult(metadata=collected_metadata(inbox.collect(store, settings.inbox_dir)))
