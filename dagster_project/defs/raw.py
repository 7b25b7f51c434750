"""Raw assets: what came in, kept by hash. Each source is off by default without what it needs, and says so."""

import dagster as dg

from dagster_project.defs.resources import RunOptions
from dagster_project.reporting import collected_metadata
from ingest.settings import Settings
from ingest.sources import sample
from ingest.store import RawStore

GROUP = {"group_name": "raw", "tags": {"layer": "raw"}}


@dg.asset(key=["raw", "sample"], kinds={"json", "markdown"}, **GROUP)
def raw_sample(options: RunOptions) -> dg.MaterializeResult:
    """The embedded sample: numbers of company facts, and announcements in this project's own wording with a source URL each."""
    with RawStore(Settings().raw_dir) as store:
        return dg.MaterializeResult(metadata=collected_metadata(sample.collect(store)))
