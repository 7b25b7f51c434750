"""What starts a run by itself: files in the inbox, new entries in the feeds."""

import hashlib
from datetime import UTC, datetime, timedelta

import dagster as dg

from dagster_project.defs.jobs import capex_job
from dagster_project.defs.raw import raw_feeds, raw_inbox
from dagster_project.defs.schedules import LIVE
from ingest.catalog import companies
from ingest.http import Http
from ingest.settings import Settings
from ingest.sources import feeds, inbox
from ingest.store import RawStore

INBOX_SECONDS = 10
FEED_SECONDS = 1800


def _from(asset: dg.AssetsDefinition) -> dg.AssetSelection:
    """An asset and all that is made from it: a run need not ask the other sources."""
    return dg.AssetSelection.assets(asset).downstream()


@dg.sensor(
    job=capex_job,
    minimum_interval_seconds=INBOX_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a run when a document lies in data/inbox.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One run per set of waiting files; a file that is still being written changes the set."""
    waiting = inbox.waiting(Settings().inbox_dir)
    if not waiting:
        return dg.SkipReason("the inbox is empty")
    seen = "\n".join(f"{path.name}:{path.stat().st_size}:{path.stat().st_ctime_ns}" for path in waiting)
    return dg.RunRequest(
        run_key="inbox-" + hashlib.sha256(seen.encode()).hexdigest()[:16],
        asset_selection=list(_from(raw_inbox).resolve(context.repository_def.asset_graph)),
        tags={"capex/launched_from": "inbox", "capex/files": str(len(waiting))},
    )


@dg.sensor(
    job=capex_job,
    minimum_interval_seconds=FEED_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks the newsroom feeds for new entries (conditional requests) and starts a run when there are some.",
)
def feed_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """The pages of new entries go into the raw store here; the run turns them into figures."""
    settings = Settings()
    if not settings.contact:
        return dg.SkipReason("live sources need CAPEX_CONTACT='Your Name you@example.org'")
    since = datetime.now(UTC).date() - timedelta(days=settings.lookback_days)
    with RawStore(settings.raw_dir) as store, Http(store, settings) as http:
        collected = feeds.collect(http, companies.load().values(), since)
    new = [obj for obj in collected.fetched if obj.kind == "announcement"]
    if not new:
        return dg.SkipReason(f"no new entry in {len(collected.unchanged)} known ones; {len(collected.problems)} failed")
    return dg.RunRequest(
        run_key="feeds-" + hashlib.sha256("".join(sorted(obj.sha256 for obj in new)).encode()).hexdigest()[:16],
        run_config=LIVE,
        asset_selection=list(_from(raw_feeds).resolve(context.repository_def.asset_graph)),
        tags={"capex/launched_from": "feeds"},
    )
