"""Raw assets: what came in, kept by hash. Each source is off without what it needs, and says so.

Trap avoided: one source's outage stopping the day. Adapters list what failed, and the run goes on with what there is; only when
nothing at all could be had is the step tried again, and only a mistake of set-up fails it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import dagster as dg

from dagster_project.defs.resources import RunOptions
from dagster_project.reporting import OWNERS, collected_metadata, refusal_check, refusal_check_spec
from ingest import lake
from ingest.catalog import companies
from ingest.catalog.companies import Company
from ingest.errors import CapexError
from ingest.http import Http
from ingest.models import Problem
from ingest.settings import Settings
from ingest.sources import edgar, feeds, inbox, rates, sample
from ingest.sources.collected import Collected
from ingest.store import RawStore, Source

ATTEMPTS = 3
"""How often a network step is tried, with a pause that doubles."""


def freshness() -> dg.FreshnessPolicy | None:
    """Made anew by 2:00 after each weekday on which the schedule starts at 22:30; without a contact it starts nothing."""
    if not Settings().contact:
        return None
    return dg.FreshnessPolicy.cron("0 2 * * 2-6", lower_bound_delta=timedelta(hours=5), timezone="America/New_York")


def _raw(source: str, *kinds: str) -> dict[str, Any]:
    return {
        "key": ["raw", source],
        "group_name": "raw",
        "owners": OWNERS,
        "tags": {"layer": "raw"},
        "kinds": set(kinds),
        "check_specs": [refusal_check_spec(["raw", source])],
    }


def _network(source: str) -> dict[str, Any]:
    pause = Settings().retry_pause_seconds
    return {
        **_raw(source, "http"),
        "retry_policy": dg.RetryPolicy(max_retries=ATTEMPTS - 1, delay=pause, backoff=dg.Backoff.EXPONENTIAL),
        "freshness_policy": freshness(),
    }


def _chosen(options: RunOptions) -> list[Company]:
    """The catalogue's companies that this run is about."""
    return [companies.get(slug) for slug in options.companies] or list(companies.load().values())


def _since(settings: Settings) -> date:
    return datetime.now(UTC).date() - timedelta(days=settings.lookback_days)


def _result(collected: Collected) -> dg.MaterializeResult:
    """Status in the asset's page; what was refused also among the lake's problems, for `capex run` and queries."""
    lake.write(Settings().lake_dir, Problem, collected.problems, part=f"raw-{collected.source}")
    return dg.MaterializeResult(metadata=collected_metadata(collected), check_results=[refusal_check(collected.problems)])


def _not_asked(store: RawStore, source: Source) -> dg.MaterializeResult:
    """What the store holds of a source already."""
    held = Collected(source, unchanged=store.objects(source=source))
    status = {"status": "not asked: this run is not live"}
    return dg.MaterializeResult(metadata={**status, **collected_metadata(held)}, check_results=[refusal_check([])])


def _live(
    context: dg.AssetExecutionContext, options: RunOptions, source: Source, collect: Callable[[Http, Settings], Collected]
) -> dg.MaterializeResult:
    settings = Settings()
    with RawStore(settings.raw_dir) as store, Http(store, settings, refetch=options.refetch) as http:
        if not options.live:
            return _not_asked(store, source)
        try:
            collected = collect(http, settings)
        except CapexError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
    if collected.problems and not collected.objects and context.retry_number < ATTEMPTS - 1:
        first = collected.problems[0]
        raise ConnectionError(f"nothing could be had, {len(collected.problems)} failed; first: {first.item}: {first.reason}")
    return _result(collected)


@dg.asset(**_raw("sample", "json", "markdown"))
def raw_sample(options: RunOptions) -> dg.MaterializeResult:
    """The embedded sample: numbers of company facts, and announcements in this project's own wording with a source URL each."""
    with RawStore(Settings().raw_dir) as store:
        return _result(sample.collect(store))


@dg.asset(**_network("edgar"))
def raw_edgar(context: dg.AssetExecutionContext, options: RunOptions) -> dg.MaterializeResult:
    """EDGAR, by company: company facts, reports, and the announcement exhibits of 8-K and 6-K. Needs CAPEX_CONTACT."""
    return _live(context, options, "edgar", lambda http, settings: edgar.collect(http, _chosen(options), _since(settings)))


@dg.asset(**_network("feeds"))
def raw_feeds(context: dg.AssetExecutionContext, options: RunOptions) -> dg.MaterializeResult:
    """Newsroom and investor-relations feeds of the catalogue, and the page of each new entry."""
    return _live(context, options, "feeds", lambda http, settings: feeds.collect(http, _chosen(options), _since(settings)))


@dg.asset(**_network("rates"))
def raw_rates(context: dg.AssetExecutionContext, options: RunOptions) -> dg.MaterializeResult:
    """Newer exchange rates than the packaged ones: the ECB's history and the Federal Reserve's H.10."""
    return _live(context, options, "fx", lambda http, settings: rates.collect(http))


@dg.asset(**_raw("inbox", "file"))
def raw_inbox(options: RunOptions) -> dg.MaterializeResult:
    """Documents dropped into `data/inbox/` (HTML, PDF, text, Markdown, mail); a bad one moves to `rejected/` with the reason."""
    settings = Settings()
    with RawStore(settings.raw_dir) as store:
        return _result(inbox.collect(store, settings.inbox_dir))
