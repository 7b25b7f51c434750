"""The lake: typed Parquet, one folder per table, one file per part.

Trap avoided: two writers on one file. Each asset owns its parts (`fact/microsoft.parquet`, `document/inbox.parquet`), so
refreshing one company rewrites one file; and a table nobody has filled yet still exists, typed and empty, for dbt to read.
"""

import types
import typing
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.models import TABLES, Row

FINGERPRINT = b"fingerprint"
EMPTY = "_empty"
AMOUNT = pa.decimal128(24, 2)
_SCALARS: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    Decimal: AMOUNT,
}


def _arrow_type(annotation: object) -> tuple[pa.DataType, bool]:
    """(Arrow type, nullable) of a model field's annotation."""
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return _arrow_type(inner[0])[0], True
    if get_origin(annotation) is Literal:
        return pa.string(), False
    return _SCALARS[annotation], False


def schema(model: type[Row]) -> pa.Schema:
    """Arrow schema of a lake table, from its row model."""
    hints = typing.get_type_hints(model)
    fields = []
    for name in model.model_fields:
        arrow_type, nullable = _arrow_type(hints[name])
        fields.append(pa.field(name, arrow_type, nullable=nullable))
    return pa.schema(fields)


def write(lake_dir: Path, model: type[Row], rows: Iterable[Row] | pa.Table, part: str = "all", fingerprint: str = "") -> Path:
    """Replace one part of a table, atomically. Returns the file written (also when there are no rows).

    Many rows may come as columns: a table of the model's schema. `fingerprint` names what the rows were made from; a writer
    that finds its own fingerprint need not write again.
    """
    path = lake_dir / model.table / f"{part}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    table = rows if isinstance(rows, pa.Table) else _table(model, rows)
    table = table.cast(schema(model).with_metadata({FINGERPRINT: fingerprint}))
    temporary = path.with_suffix(".tmp")
    pq.write_table(table, temporary, compression="zstd")
    temporary.replace(path)
    return path


def _table(model: type[Row], rows: Iterable[Row]) -> pa.Table:
    columns: dict[str, list[object]] = {name: [] for name in model.model_fields}
    for row in rows:
        for name, values in columns.items():
            values.append(getattr(row, name))
    return pa.table(columns, schema=schema(model))


def fingerprint(lake_dir: Path, model: type[Row], part: str = "all") -> str | None:
    """What a part was made from, or None when it does not exist."""
    path = lake_dir / model.table / f"{part}.parquet"
    return (pq.read_schema(path).metadata or {}).get(FINGERPRINT, b"").decode() if path.exists() else None


def row_count(lake_dir: Path, model: type[Row], part: str = "all") -> int:
    """Rows of a part, from its footer."""
    return pq.read_metadata(lake_dir / model.table / f"{part}.parquet").num_rows


def newest(lake_dir: Path, model: type[Row], column: str) -> date | datetime | None:
    """The largest value of a date column over all parts, from their footers."""
    index = schema(model).get_field_index(column)
    found = []
    for path in (lake_dir / model.table).glob("*.parquet"):
        footer = pq.read_metadata(path)
        groups = [footer.row_group(i).column(index).statistics for i in range(footer.num_row_groups)]
        found += [statistics.max for statistics in groups if statistics is not None and statistics.has_min_max]
    return max(found, default=None)


def read(lake_dir: Path, model: type[Row], parts: Sequence[str] | None = None) -> list[Row]:
    """Rows of a table (all parts, or the named ones that exist), as models."""
    folder = lake_dir / model.table
    paths = sorted(folder.glob("*.parquet")) if parts is None else [folder / f"{p}.parquet" for p in parts]
    rows: list[Row] = []
    for path in paths:
        if path.exists():
            rows.extend(model.model_construct(**record) for record in pq.read_table(path).to_pylist())
    return rows


def ensure(lake_dir: Path) -> None:
    """Give every table its typed, empty part, so that readers never meet a missing table.

    Parts in the shape of an older version of the models are removed: the lake is a function of the raw store, and they are
    made again.
    """
    for model in TABLES:
        shape = schema(model)
        for path in (lake_dir / model.table).glob("*.parquet"):
            if not pq.read_schema(path).equals(shape):
                path.unlink()
        if not (lake_dir / model.table / f"{EMPTY}.parquet").exists():
            write(lake_dir, model, [], part=EMPTY)
