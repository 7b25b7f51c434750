"""What a run can be told in the launchpad, and how steps are executed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

import dagster as dg
from filelock import FileLock, Timeout
from pydantic import Field

from ingest import lake
from ingest.settings import Settings


class RunOptions(dg.ConfigurableResource):
    """Options of one run, the same for all its assets; and the run's right to write.

    Trap avoided: a run from the terminal and one from the UI writing the same files. Whoever comes second waits.
    """

    live: bool = Field(
        default=False, description="Ask EDGAR, newsroom feeds and rate providers for what is new. EDGAR needs CAPEX_CONTACT."
    )
    companies: list[str] = Field(
        default=[],
        description="Slugs of the companies to ask for (e.g. [microsoft, sap]); empty means all. Others stay as they are.",
    )
    refetch: bool = Field(
        default=False, description="Download again what the raw store has, even where nothing seems to have changed."
    )

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:
        """Hold the data folder's lock while the run executes."""
        settings = Settings()
        settings.data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(settings.data / ".writer.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            if context.log is not None:
                context.log.info("another run is writing; this one goes on when it has ended")
            lock.acquire()
        try:
            lake.ensure(settings.lake_dir)
            yield self
        finally:
            lock.release()


@dg.definitions
def resources() -> dg.Definitions:
    """In-process executor: the assets share one machine and one writer, and start-up would cost more than it brings."""
    return dg.Definitions(resources={"options": RunOptions()}, executor=dg.in_process_executor)
