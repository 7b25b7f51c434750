"""The raw store: every byte that came in, kept by hash, with where, when and under which terms it came.

Trap avoided: an index that knows bytes the disk does not have. Bytes are written first, to a temporary name, and renamed;
only then does one SQLite transaction record the fetch. A process killed at any moment leaves a store that opens and misses
at most the fetch under way. The index is append-only: "newest" is a question asked of it, never an overwritten row.

Trap avoided: identity by public URL. Dozens of embedded documents cite one page; `url` says where the *bytes* came from
(`https:`, `sample:`, `inbox:`), `source_url` where a reader finds the publication.
"""

import hashlib
import os
import sqlite3
import threading
import zlib
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from ingest.errors import CapexError

Source = Literal["sample", "edgar", "feeds", "inbox", "fx", "pages"]
Kind = Literal["company_facts", "submissions", "filing_index", "filing", "announcement", "feed", "rates"]

_SCHEMA = """
create table if not exists fetch (
    fetch_id integer primary key autoincrement,
    url text not null,
    sha256 text,
    source text not null,
    kind text not null,
    company_id text,
    accession text,
    record text not null
);
create index if not exists fetch_by_url on fetch (url, fetch_id);
create index if not exists fetch_by_sha256 on fetch (sha256);
"""


class RawMeta(BaseModel):
    """What a source knows about bytes besides the bytes. `published_on` is the source's word, if it gave one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    source: Source
    kind: Kind
    media_type: str = "application/octet-stream"
    source_url: str | None = None
    company_id: str | None = None
    accession: str | None = None
    form: str | None = None
    exhibit: str | None = None
    title: str | None = None
    published_on: date | None = None
    period_end: date | None = None
    licence: str | None = None
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None


class RawObject(RawMeta):
    """One recorded fetch. Grain: url, sha256, fetched_at. `size` counts the bytes as received, before our compression."""

    sha256: str
    size: int
    fetched_at: datetime


class RawStore:
    """Immutable bytes by SHA-256 plus the append-only index of fetches. Safe for many threads and processes at once."""

    def __init__(self, raw_dir: Path) -> None:
        self.raw_dir = raw_dir
        raw_dir.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._index = sqlite3.connect(raw_dir / "index.sqlite", timeout=60, check_same_thread=False)
        self._index.execute("pragma journal_mode = wal")
        self._index.execute("pragma synchronous = normal")
        self._index.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index; what was put is already safe."""
        self._index.close()

    def put(self, data: bytes, meta: RawMeta, fetched_at: datetime | None = None) -> RawObject:
        """Keep bytes and record the fetch. The same bytes are stored once; an identical fetch adds no row."""
        obj = RawObject(
            **meta.model_dump(),
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            fetched_at=fetched_at or datetime.now(UTC),
        )
        if not self.has(obj.sha256):
            self._write(obj.sha256, data)
        previous = self.latest(obj.url)
        if previous is not None and previous.model_copy(update={"fetched_at": obj.fetched_at}) == obj:
            return previous
        self._record(obj.url, obj.sha256, obj, obj.model_dump_json(exclude_defaults=True))
        return obj

    def retire(self, url: str) -> None:
        """Record that a source no longer offers this address: `latest` and `objects` leave it out, its bytes stay."""
        obj = self.latest(url)
        if obj is not None:
            self._record(url, None, obj, "{}")

    def get(self, sha256: str) -> bytes:
        """The bytes of an object, checked against their name. Raises CapexError when they are missing or damaged."""
        plain, packed = self._paths(sha256)
        try:
            data = plain.read_bytes() if plain.exists() else zlib.decompress(packed.read_bytes(), wbits=31)
        except FileNotFoundError:
            raise CapexError(f"raw object {sha256} is not in {self.raw_dir}") from None
        except zlib.error as error:
            raise CapexError(f"raw object {packed} is damaged ({error}): delete it and fetch again") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CapexError(f"raw object {plain if plain.exists() else packed} is damaged: delete it and fetch again")
        return data

    def has(self, sha256: str) -> bool:
        """Whether the bytes are on disk."""
        return any(path.exists() for path in self._paths(sha256))

    def latest(self, url: str) -> RawObject | None:
        """The newest fetch from an address, or None when there was none or it was retired."""
        found = self._query("select sha256, record from fetch where url = ? order by fetch_id desc limit 1", url)
        return RawObject.model_validate_json(found[0][1]) if found and found[0][0] else None

    def objects(
        self,
        source: Source | None = None,
        company: str | None = None,
        kind: Kind | None = None,
        accession: str | None = None,
        every_version: bool = False,
    ) -> list[RawObject]:
        """Fetches in the order they came, the newest per address (or every version), filtered by what is given."""
        filters = {"source": source, "company_id": company, "kind": kind, "accession": accession}
        given = {column: value for column, value in filters.items() if value is not None}
        conditions = ["sha256 is not null", *(f"{column} = ?" for column in given)]
        if not every_version:
            conditions.append("fetch_id in (select max(fetch_id) from fetch group by url)")
        statement = f"select sha256, record from fetch where {' and '.join(conditions)} order by fetch_id"
        return [RawObject.model_validate_json(record) for _, record in self._query(statement, *given.values())]

    def _query(self, statement: str, *values: str) -> list[tuple[str | None, str]]:
        with self._lock:
            return self._index.execute(statement, values).fetchall()

    def _record(self, url: str, sha256: str | None, meta: RawMeta, record: str) -> None:
        row = (url, sha256, meta.source, meta.kind, meta.company_id, meta.accession, record)
        with self._lock, self._index:
            self._index.execute(
                "insert into fetch (url, sha256, source, kind, company_id, accession, record) values (?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def _paths(self, sha256: str) -> tuple[Path, Path]:
        """Where bytes lie as they are, and where they lie compressed."""
        plain = self.raw_dir / "objects" / sha256[:2] / sha256
        return plain, plain.with_name(f"{sha256}.gz")

    def _write(self, sha256: str, data: bytes) -> None:
        """Write to a temporary name, flush to disk, rename: a reader sees all of the bytes or none."""
        plain, packed = self._paths(sha256)
        squeezed = zlib.compress(data, level=6, wbits=31)
        path, content = (packed, squeezed) if len(squeezed) < 0.9 * len(data) else (plain, data)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
