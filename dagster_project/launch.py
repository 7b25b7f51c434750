"""Run the main job from the terminal: one Dagster run, in this process, visible in the UI afterwards.

Trap avoided: a garbage collector that walks again and again over half a million objects of libraries that live as long as the
process.
"""

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Thread
from typing import Any
from uuid import uuid4

from dagster_project import instance
from ingest.publish.page import library
from ingest.settings import Settings

JOB_NAME = "capex"
LIVE_JOB_NAME = "capex_live"
CODE_LOCATION = "tech-capex"  # as in pyproject.toml


@dataclass(frozen=True)
class Outcome:
    """How a run ended: `failures` holds one message per failed step."""

    run_id: str
    success: bool
    failures: tuple[str, ...]


def run(
    settings: Settings, *, live: bool = False, companies: Sequence[str] = (), listener: Callable[[Any], None] | None = None
) -> Outcome:
    """Execute the job on the data folder of `settings`, `live` or without network.

    `listener` receives Dagster's events as they happen.
    """
    gc.set_threshold(1_000_000, 20, 100)
    Thread(target=library.javascript, args=[settings.build_path.parent], daemon=True).start()
    instance.home(settings)
    import dagster as dg

    from dagster_project.definitions import defs

    job = defs().resolve_job_def(LIVE_JOB_NAME if live else JOB_NAME)
    run_id = str(uuid4())
    with dg.DagsterInstance.get() as dagster_instance:
        if listener is not None:
            dagster_instance.add_event_listener(run_id, listener)
        result = job.execute_in_process(
            run_id=run_id,
            instance=dagster_instance,
            raise_on_error=False,
            run_config={
                "resources": {"options": {"config": {"live": live, "companies": list(companies)}}},
                "loggers": {"console": {"config": {"log_level": os.environ.get("CAPEX_LOG_LEVEL", "CRITICAL")}}},
            },
            # The code location is what the UI's timeline and the job's page look for.
            tags={"capex/launched_from": "terminal", ".dagster/repository": f"__repository__@{CODE_LOCATION}"},
        )
        failures = tuple(_message(event) for event in result.all_events if event.is_step_failure)
    return Outcome(run_id, result.success, failures)


def _message(event: Any) -> str:
    """Step and innermost reason of a failure event."""
    error = event.step_failure_data.error
    while error is not None and error.cause is not None:
        error = error.cause
    return f"{event.step_key}: {error.message.strip() if error else 'failed'}"
