"""Parts of the lake: typed, atomic, known by what they were made from, and made again when their shape changes."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest import lake
from ingest.models import TABLES, Concept, Rate

RATE = Rate(currency="TWD", rate_on=date(2026, 6, 1), usd_per_unit=0.0312, basis="monthly_mean", source="test")


def test_every_table_exists_typed_and_empty(tmp_path: Path) -> None:
    lake.ensure(tmp_path)
    for model in TABLES:
        found = pq.read_table(tmp_path / model.table / f"{lake.EMPTY}.parquet")
        assert found.num_rows == 0
        assert found.schema.equals(lake.schema(model))


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    lake.write(tmp_path, Rate, [RATE], part="a", fingerprint="v1:abc")
    assert lake.read(tmp_path, Rate) == [RATE]
    assert lake.fingerprint(tmp_path, Rate, "a") == "v1:abc"
    assert lake.fingerprint(tmp_path, Rate, "b") is None
    assert lake.row_count(tmp_path, Rate, "a") == 1


def test_a_part_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    for part in ("a", "b"):
        lake.write(tmp_path, Rate, [RATE], part=part)
    lake.write(tmp_path, Rate, [], part="a")
    assert [lake.row_count(tmp_path, Rate, part) for part in ("a", "b")] == [0, 1]


def test_a_part_of_an_older_shape_is_removed(tmp_path: Path) -> None:
    path = lake.write(tmp_path, Concept, [], part="old")
    pq.write_table(pa.table({"taxonomy": ["us-gaap"]}), path)
    lake.write(tmp_path, Rate, [RATE], part="kept", fingerprint="v1:abc")
    lake.ensure(tmp_path)
    assert not path.exists()
    assert lake.read(tmp_path, Rate) == [RATE]
