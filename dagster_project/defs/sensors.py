"""What starts a run by itself: files in the inbox, new entries in the feeds."""

import hashlib
import time
from datetime import UTC, datetime, timedelta

import dagster as dg

from dagster_project.defs.jobs import ALL, capex_job, live_job
from dagster_project.defs.raw import raw_edgar, raw_rates
from ingest.catalog import companies
from ingest.errors import CapexError
from ingest.http import Http
from ingest.politeness import Limits
from ingest.settings import Settings
from ingest.sources import feeds, inbox
from ingest.store import RawStore

INBOX_SECONDS = 10
FEED_SECONDS = 600
TICK_SECONDS = 20.0
"""How long a look at the feeds may take: Dagster gives a sensor a minute, and the next tick goes on where this one stopped."""
LOOK = Limits(attempts=1, connect_seconds=5, read_seconds=5, total_seconds=10)


@dg.sensor(
    job=capex_job,
    minimum_interval_seconds=INBOX_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a run when a document lies in data/inbox.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One run per set of waiting files; a file that is still being written changes the set."""
    settings = Settings()
    waiting = inbox.waiting(settings.inbox_dir)
    if not waiting:
        return dg.SkipReason(f"nothing lies in {settings.inbox_dir}")
    seen = "\n".join(f"{path.name}:{path.stat().st_size}:{path.stat().st_ctime_ns}" for path in waiting)
    return dg.RunRequest(
        run_key="inbox-" + hashlib.sha256(seen.encode()).hexdigest()[:16],
        tags={"capex/launched_from": "inbox", "capex/files": ", ".join(path.name for path in waiting)[:200]},
    )


@dg.sensor(
    job=live_job,
    minimum_interval_seconds=FEED_SECONDS,
    # Who has named a contact wants live sources. Others switch it on here: feeds need none.
    default_status=dg.DefaultSensorStatus.RUNNING if Settings().contact else dg.DefaultSensorStatus.STOPPED,
    description="Asks the newsroom feeds for new entries (conditional requests) and starts a run for those companies.",
)
def feed_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """Asks as many feeds as fit into a tick; their pages are the run's business."""
    settings = Settings()
    wanted = [(company, url) for company in companies.load().values() for url in company.feeds]
    start = int(context.cursor or 0)
    since = datetime.now(UTC).date() - timedelta(days=settings.lookback_days)
    deadline = time.monotonic() + TICK_SECONDS
    news: dict[str, str] = {}
    failed: list[str] = []
    asked = 0
    with RawStore(settings.raw_dir) as store, Http(store, settings, limits=LOOK) as http:
        while asked < len(wanted) and time.monotonic() < deadline:
            company, url = wanted[(start + asked) % len(wanted)]
            asked += 1
            try:
                news |= {entry.url: company.id for entry in feeds.unseen(http, company, url, since) if entry.url}
            except CapexError as error:
                failed.append(str(error))
    cursor = str((start + asked) % len(wanted)) if wanted else None
    if not news:
        text = f"no new entry in {asked} of {len(wanted)} feeds" + (
            f"; {len(failed)} failed: {'; '.join(failed)}" if failed else ""
        )
        return dg.SensorResult(skip_reason=text, cursor=cursor)
    options = {"live": True, "companies": sorted(set(news.values()))}
    others = dg.AssetSelection.assets(raw_edgar, raw_rates)
    request = dg.RunRequest(
        run_key="feeds-" + hashlib.sha256("\n".join(sorted(news)).encode()).hexdigest()[:16],
        run_config={"resources": {"options": {"config": options}}},
        asset_selection=list((ALL - others).resolve(context.repository_def.asset_graph)),
        tags={"capex/launched_from": "feeds", "capex/new_entries": str(len(news))},
    )
    return dg.SensorResult([request], cursor=cursor)
