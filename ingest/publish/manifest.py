"""What a published version was made from: run, time, inputs by hash, rows by table, files by hash.

Traps avoided: two files called capex.duckdb of which nobody can say which inputs they hold, and a version made again, under
another name, from the same inputs.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from ingest import digest
from ingest.publish.database import row_counts

NAME = "manifest.json"


def write_manifest(
    folder: Path, *, run_id: str, published_at: datetime, inputs: Mapping[str, str], published_path: Path, files: Sequence[Path]
) -> dict[str, Any]:
    """Write `manifest.json` (atomically) to the data folder and return it."""
    with duckdb.connect(published_path, read_only=True) as connection:
        counts = row_counts(connection, published_path.stem)
    made = {
        "run_id": run_id,
        "published_at": published_at.isoformat(timespec="seconds"),
        "inputs": dict(inputs),
        "row_counts": counts,
        "files": {str(p.relative_to(folder)): digest.of_file(p) for p in sorted([published_path, *files])},
    }
    _write(folder, made)
    return made


def read(folder: Path) -> dict[str, Any] | None:
    """The manifest of the version last published, or None before the first."""
    path = folder / NAME
    if not path.exists():
        return None
    made = json.loads(path.read_text(encoding="utf-8"))
    return {"confirmed_by": made["run_id"], "confirmed_at": made["published_at"], **made}


def standing(folder: Path, inputs: Mapping[str, str]) -> dict[str, Any] | None:
    """The manifest when its version was made from these inputs (known ones) and every file of it is as it was written."""
    made = read(folder)
    if made is None or not inputs or made["inputs"] != inputs:
        return None
    files = ((folder / name, written) for name, written in made["files"].items())
    return made if all(path.exists() and digest.of_file(path) == written for path, written in files) else None


def confirm(folder: Path, made: Mapping[str, Any], *, run_id: str, confirmed_at: datetime) -> dict[str, Any]:
    """Note that a later run found nothing new. The version stays the one it is."""
    confirmed = {**made, "confirmed_by": run_id, "confirmed_at": confirmed_at.isoformat(timespec="seconds")}
    _write(folder, confirmed)
    return confirmed


def _write(folder: Path, made: Mapping[str, Any]) -> None:
    path = folder / NAME
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)
