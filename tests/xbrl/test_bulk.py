"""The bulk archive: streamed, in one or two processes, a damaged member costing only itself."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from ingest.xbrl import bulk
from ingest.xbrl.document import Refused
from tests.xbrl.filer import company_facts, row

PARENT, READ = os.getpid(), bulk._read
FACT = row("2023-10-01", "2024-09-28", 9447, "2024-11-01")


def archive(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return path


def filers(count: int) -> dict[str, bytes]:
    return {
        f"CIK{cik:010d}.json": company_facts([FACT | {"val": cik}], cik=cik, entityName=f"Filer {cik}")
        for cik in range(9_000_000, 9_000_000 + count)
    }


def read(path: Path, processes: int = 1) -> list[bulk.Chunk]:
    return list(bulk.chunks(path, bulk.members(path), raw_sha256="ab", processes=processes))


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_rows_come_in_the_archives_order(tmp_path, monkeypatch, processes, compression):
    monkeypatch.setattr(bulk, "CHUNK_BYTES", 2_000)
    chunks = read(archive(tmp_path / "companyfacts.zip", filers(40), compression), processes)
    assert len(chunks) > 5
    assert [value for chunk in chunks for value in chunk.table["cik"].to_pylist()] == list(range(9_000_000, 9_000_040))
    assert [float(value) for chunk in chunks for value in chunk.table["value"].to_pylist()] == list(range(9_000_000, 9_000_040))
    assert sum(chunk.filers for chunk in chunks) == 40


def dying(*task):
    """Reads in this process, dies in any other."""
    if os.getpid() != PARENT:
        os._exit(1)
    return READ(*task)


def test_a_killed_process_costs_no_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK_BYTES", 2_000)
    monkeypatch.setattr(bulk, "_read", dying)
    chunks = read(archive(tmp_path / "companyfacts.zip", filers(40)), processes=2)
    assert [value for chunk in chunks for value in chunk.table["cik"].to_pylist()] == list(range(9_000_000, 9_000_040))


def test_bad_members_cost_only_themselves(tmp_path):
    members = filers(3) | {
        "CIK0000000001.json": b'{"cik": 1, "entityName": "Cut O',
        "CIK0000000002.json": json.dumps({"cik": 2, "entityName": "Empty", "facts": {}}).encode(),
        "CIK0000000003.json": company_facts(
            [FACT, FACT | {"val": -1, "accn": "0000000003-24-000001"}], cik=3, entityName="Negative"
        ),
        "readme.txt": b"not a filer",
    }
    (chunk,) = read(archive(tmp_path / "companyfacts.zip", members))
    assert chunk.table.num_rows == 4
    assert (chunk.filers, chunk.without_facts) == (4, 1)
    assert [(member, reason[:14]) for member, reason in chunk.refused] == [("CIK0000000001.json", "truncated JSON")]
    assert [(member, "negative outflow" in reason) for member, reason in chunk.left_out] == [("CIK0000000003.json", True)]


def test_a_damaged_member_is_found_by_its_checksum(tmp_path):
    path = archive(tmp_path / "companyfacts.zip", filers(3), zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"Filer 9000001", b"Filer 9000007", 1))  # stays sound JSON
    (chunk,) = read(path)
    assert chunk.filers == 2
    assert chunk.refused == [("CIK0009000001.json", "damaged zip member: length or checksum differs")]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data: data[: len(data) // 2], "damaged or truncated zip"),
        (lambda data: b"PK\x03\x04" + b"\x00" * 100, "damaged or truncated zip"),
    ],
)
def test_an_archive_that_is_none_is_refused(tmp_path, damage, reason):
    path = archive(tmp_path / "companyfacts.zip", filers(3))
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(Refused, match=reason):
        bulk.members(path)


def test_an_archive_of_something_else_is_refused(tmp_path):
    with pytest.raises(Refused, match="expected SEC's companyfacts"):
        bulk.members(archive(tmp_path / "2009q3.zip", {"num.txt": b"adsh\ttag", "sub.txt": b"adsh"}))
