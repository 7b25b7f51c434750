"""Reading company facts, in MB of JSON a second, beside what else one would use; all in one run, so that ratios hold anywhere."""

import gzip
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import orjson
import pyarrow.parquet as pq
import pytest
from isal import isal_zlib

from ingest import lake
from ingest.models import Fact
from ingest.xbrl import bulk, companyfacts, rows

FACTS = Path(__file__).parents[2] / "../shared/data/companyfacts"

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="full company facts (../shared/data/companyfacts) are not here")


def fastest(function: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of some runs."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        function()
        taken.append(time.perf_counter() - began)
    return min(taken)


def filtered(document: dict) -> list[dict]:
    """What a reader of plain dictionaries does: pick the rows of the wanted concepts."""
    found = []
    for taxonomy, concept in rows.wanted():
        for unit_rows in document["facts"].get(taxonomy, {}).get(concept, {}).get("units", {}).values():
            found += unit_rows
    return found


def test_one_document(capsys):
    from edgar.entity.parser import EntityFactsParser

    data = gzip.decompress((FACTS / "CIK0000320193.json.gz").read_bytes())
    size = len(data) / 1e6
    ours = companyfacts.read(data, raw_sha256="ab")
    assert sorted(values[9] for values in ours.columns) == sorted(row["val"] for row in filtered(json.loads(data)))

    seconds = {
        "this project, to checked columns": fastest(lambda: companyfacts.read(data, raw_sha256="ab")),
        "this project, to row models": fastest(lambda: companyfacts.facts(data, item="x", raw_sha256="ab")),
        "orjson and a filter": fastest(lambda: filtered(orjson.loads(data))),
        "json and a filter": fastest(lambda: filtered(json.loads(data))),
        "edgartools' parser": fastest(lambda: EntityFactsParser.parse_company_facts(json.loads(data)), times=2),
    }
    base = seconds["this project, to checked columns"]
    with capsys.disabled():
        print(f"\none document of {size:.1f} MB, {len(ours.columns)} wanted facts")
        for name, taken in seconds.items():
            print(f"  {name:34} {size / taken:7.0f} MB/s   {taken / base:5.1f} x")
    assert seconds["orjson and a filter"] > 2 * base
    assert seconds["json and a filter"] > 4 * base
    assert seconds["edgartools' parser"] > 15 * base


def test_the_bulk_archive(tmp_path, capsys):
    documents = [gzip.decompress(path.read_bytes()) for path in sorted(FACTS.glob("*.json.gz"))]
    path = tmp_path / "companyfacts.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for i, data in enumerate(documents * 16):
            archive.writestr(f"CIK{i:010d}.json", data)
    size = sum(map(len, documents)) * 16 / 1e6

    def whole_way(processes: int) -> int:
        count = 0
        with pq.ParquetWriter(tmp_path / f"{processes}.parquet", lake.schema(Fact), compression="zstd") as writer:
            for chunk in bulk.chunks(path, bulk.members(path), raw_sha256="ab", processes=processes):
                writer.write_table(chunk.table)
                count += chunk.table.num_rows
        return count

    def inflated() -> None:
        with path.open("rb") as stream:
            for info in bulk.members(path):
                stream.seek(info.header_offset + 30 + len(info.filename))
                isal_zlib.decompress(stream.read(info.compress_size), -15, info.file_size)

    counts: list[int] = []
    seconds = {
        "inflate alone (the limit)": fastest(inflated, times=2),
        "zip to Parquet, one process": fastest(lambda: counts.append(whole_way(1)), times=2),
        "zip to Parquet, two processes": fastest(lambda: counts.append(whole_way(2)), times=2),
        "zipfile, json and a filter": fastest(lambda: zipped_json(path), times=1),
    }
    with capsys.disabled():
        print(f"\nbulk archive: {size:.0f} MB of JSON, {counts[0]:,} facts")
        for name, taken in seconds.items():
            print(f"  {name:34} {size / taken:7.0f} MB/s")
    assert len(set(counts)) == 1
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()
    assert seconds["zipfile, json and a filter"] > 2 * seconds["zip to Parquet, one process"]


def zipped_json(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(len(filtered(json.loads(archive.read(name)))) for name in archive.namelist())
