"""When the warehouse looks for filings by itself."""

import dagster as dg

from dagster_project.defs.jobs import LIVE, live_job
from ingest.settings import Settings


@dg.schedule(
    job=live_job,
    cron_schedule="30 22 * * 1-5",
    execution_timezone="America/New_York",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Weekdays, half an hour after EDGAR's filing window closes at 22:00 in New York.",
)
def after_filing_window(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """A live run of everything, or a reason why there is none."""
    if not Settings().contact:
        return dg.SkipReason("EDGAR asks who is there: set CAPEX_CONTACT='Your Name you@example.org' and start again")
    return dg.RunRequest(run_config=LIVE, tags={"capex/launched_from": "schedule"})
