"""What refreshing a lake table did.

Trap avoided: a problem that is reported once and forgotten, because its input is not read again when nothing changed. Problems
are kept per part, as long as the part that caused them stays as it is.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from ingest import lake
from ingest.models import Problem, Row


@dataclass
class Refreshed:
    """Outcome of one table: rows per part, which parts were made anew, and what was refused (all of it, not only the new)."""

    table: str
    rows: dict[str, int] = field(default_factory=dict)
    renewed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())


def digest(*inputs: object) -> str:
    """A short name for a set of inputs, in their order."""
    return hashlib.sha256("\n".join(map(str, inputs)).encode()).hexdigest()[:32]


def store_part(
    lake_dir: Path,
    refreshed: Refreshed,
    model: type[Row],
    part: str,
    rows: list[Row] | pa.Table,
    problems: Iterable[Problem],
    fingerprint: str,
) -> None:
    """Write a part and its problems, and note both."""
    problems = list(problems)
    lake.write(lake_dir, Problem, problems, part=f"{model.table}-{part}")
    lake.write(lake_dir, model, rows, part=part, fingerprint=fingerprint)
    refreshed.rows[part] = len(rows)
    refreshed.renewed.add(part)
    refreshed.problems += problems


def keep_part(lake_dir: Path, refreshed: Refreshed, model: type[Row], part: str) -> None:
    """Note a part that is up to date, with the problems it was made with."""
    refreshed.rows[part] = lake.row_count(lake_dir, model, part)
    refreshed.problems += lake.read(lake_dir, Problem, parts=[f"{model.table}-{part}"])


def drop_others(lake_dir: Path, model: type[Row], parts: Iterable[str]) -> None:
    """Remove the parts (and their problems) of inputs that are gone."""
    kept = set(parts)
    for path in (lake_dir / model.table).glob("*.parquet"):
        if path.stem not in kept and path.stem != lake.EMPTY:
            path.unlink()
            (lake_dir / Problem.table / f"{model.table}-{path.stem}.parquet").unlink(missing_ok=True)
