"""What the build file was made from, and what dbt said of each table and test while making it.

Traps avoided: tables built again, for most of a run's time, from inputs that are the same byte for byte; and a file left half
built by a run that failed taken for a whole one: its record is removed before the first table changes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.settings import Settings


@dataclass(frozen=True)
class BuildRecord:
    """`inputs` as `ingest.publish.inputs` gives them; `events` of dbt's finished nodes, in their order."""

    run_id: str
    inputs: Mapping[str, str]
    events: Sequence[Mapping[str, Any]]


def _path(settings: Settings) -> Path:
    return settings.build_path.with_name("built.json")


def read(settings: Settings) -> BuildRecord | None:
    """The record of the build file as it is, or None when it was not built whole."""
    path = _path(settings)
    if not path.exists() or not settings.build_path.exists():
        return None
    return BuildRecord(**json.loads(path.read_text(encoding="utf-8")))


def write(settings: Settings, record: BuildRecord) -> None:
    """Keep the record of a build that succeeded."""
    temporary = _path(settings).with_suffix(".tmp")
    temporary.write_text(json.dumps(asdict(record)), encoding="utf-8")
    temporary.replace(_path(settings))


def remove(settings: Settings) -> None:
    """Before the build file changes."""
    _path(settings).unlink(missing_ok=True)
