"""SEC's bulk archive of company facts (`companyfacts.zip`, one JSON per filer), streamed.

Trap avoided: eighteen gigabytes in memory, or on disk. Members are inflated (ISA-L), read and turned into Arrow batches one
chunk at a time, in two processes when there is enough to do. A damaged member costs only itself, a killed process only time.
"""

import zipfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from
from typing import BinaryIO

import pyarrow as pa
from isal import isal_zlib

from ingest import lake
from ingest.models import Fact
from ingest.xbrl import companyfacts, document
from ingest.xbrl.rows import Columns

CHUNK_BYTES = 64_000_000
_LOCAL_HEADER = 30

Task = tuple[Path, Sequence[zipfile.ZipInfo], str]
"""Archive, members to read, hash of the archive."""


@dataclass(frozen=True)
class Chunk:
    """What some members gave: typed rows, members refused and facts left out as (member, reason), filers without any fact."""

    table: pa.Table
    refused: list[tuple[str, str]]
    left_out: list[tuple[str, str]]
    filers: int
    without_facts: int
    size: int


def table(columns: Sequence[Columns]) -> pa.Table:
    """Values of facts, in the order of their fields, as an Arrow table of the lake's `fact` schema (also when there are none)."""
    schema = lake.schema(Fact)
    by_field = list(zip(*columns, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(values, field.type) for values, field in zip(by_field, schema, strict=True)], schema=schema)


def members(path: Path) -> list[zipfile.ZipInfo]:
    """The archive's JSON members. Raises document.Refused when it is no sound zip or has none."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [info for info in archive.infolist() if info.filename.lower().endswith(".json")]
    except zipfile.BadZipFile as error:
        raise document.Refused(f"damaged or truncated zip ({error})") from None
    if not found:
        raise document.Refused("the zip holds no JSON: expected SEC's companyfacts.zip with CIK##########.json members")
    return found


def chunks(
    path: Path,
    found: Sequence[zipfile.ZipInfo],
    *,
    raw_sha256: str,
    processes: int,
) -> Iterator[Chunk]:
    """Read members chunk by chunk, in order; `raw_sha256` is the archive's."""
    work = [(path, part, raw_sha256) for part in _parts(found)]
    done = 0
    if processes > 1 and len(work) > 1:
        with ProcessPoolExecutor(processes) as pool, suppress(BrokenProcessPool):
            for chunk in _ahead(pool, work, 2 * processes):
                yield chunk
                done += 1
    yield from (_read(*task) for task in work[done:])  # all of it, or what a killed process left over


def _ahead(pool: ProcessPoolExecutor, work: Sequence[Task], limit: int) -> Iterator[Chunk]:
    """Results in order, with no more than `limit` tasks running or waiting to be taken."""
    running: deque[Future[Chunk]] = deque()
    try:
        for task in work:
            running.append(pool.submit(_read, *task))
            if len(running) >= limit:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        for future in running:
            future.cancel()


def _parts(found: Sequence[zipfile.ZipInfo]) -> Iterator[list[zipfile.ZipInfo]]:
    part: list[zipfile.ZipInfo] = []
    size = 0
    for info in found:
        part.append(info)
        size += info.file_size
        if size >= CHUNK_BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part


def _read(
    path: Path,
    part: Sequence[zipfile.ZipInfo],
    raw_sha256: str,
) -> Chunk:
    columns: list[Columns] = []
    refused: list[tuple[str, str]] = []
    left_out: list[tuple[str, str]] = []
    filers = without = 0
    with path.open("rb") as stream:
        for info in part:
            try:
                reading = companyfacts.read(_content(stream, info), raw_sha256=raw_sha256)
            except document.NoFacts:
                without += 1
            except document.Refused as error:
                refused.append((info.filename, str(error)))
            else:
                filers += 1
                columns += reading.columns
                left_out += [(info.filename, reason) for reason in reading.reasons]
    return Chunk(table(columns), refused, left_out, filers, without, sum(info.file_size for info in part))


def _content(stream: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    """Bytes of one member: `zipfile` finds it, ISA-L inflates it (three times as fast as zlib)."""
    stream.seek(info.header_offset)
    header = stream.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise document.Refused("damaged zip: no member where the directory says")
    stream.seek(sum(unpack_from("<HH", header, 26)), 1)
    data = stream.read(info.compress_size)
    if info.file_size > document.MAX_BYTES:
        raise document.Refused(f"larger than {document.MAX_BYTES // 1_000_000} MB: not one filer's company facts")
    if info.compress_type == zipfile.ZIP_DEFLATED:
        try:
            data = isal_zlib.decompressobj(wbits=-15).decompress(data, document.MAX_BYTES)
        except isal_zlib.error as error:
            raise document.Refused(f"damaged zip member ({error})") from None
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise document.Refused(f"zip compression method {info.compress_type} is not supported")
    if len(data) != info.file_size or isal_zlib.crc32(data) != info.CRC:
        raise document.Refused("damaged zip member: length or checksum differs")
    return data
