"""What a version said, kept for the next one to tell what changed.

Trap avoided: comparing with the file that is about to be replaced while the build is under way. The state is written after a
version was published, to the lake, where the next build reads it like any other input.
"""

from pathlib import Path

import duckdb

from ingest import lake
from ingest.models import PublishedState


def keep_state(published_path: Path, lake_dir: Path) -> int:
    """Write the published version's state to the lake. Returns how many things it states."""
    columns = ", ".join(PublishedState.model_fields)
    with duckdb.connect(published_path, read_only=True) as connection:
        state = connection.sql(f"select {columns} from intermediate.int_version_stated order by all").to_arrow_table()
    lake.write(lake_dir, PublishedState, state.cast(lake.schema(PublishedState)))
    return state.num_rows
