"""What a published version was made from: run, time, inputs by hash, rows by table, files by hash.

Trap avoided: two files called capex.duckdb of which nobody can say which inputs they hold.
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from ingest.publish.database import row_counts


def write_manifest(
    path: Path, *, run_id: str, published_at: datetime, lake_dir: Path, published_path: Path, files: list[Path]
) -> dict[str, Any]:
    """Write `manifest.json` (atomically) beside the published file and return it."""
    with duckdb.connect(published_path, read_only=True) as connection:
        counts = row_counts(connection, published_path.stem)
    made = {
        "run_id": run_id,
        "published_at": published_at.isoformat(timespec="seconds"),
        "inputs": {str(p.relative_to(lake_dir)): sha256(p) for p in sorted(lake_dir.rglob("*.parquet"))},
        "row_counts": counts,
        "files": {str(p.relative_to(path.parent)): sha256(p) for p in sorted([published_path, *files])},
    }
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)
    return made


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
