"""`document`: one part per source, every announcement and report of the store as text, once per content.

Trap avoided: reading everything again because one file is new. A part keeps the rows of what it has read; a new version of the
reader reads all of it again from the raw store.
"""

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from ingest import lake
from ingest.errors import CapexError
from ingest.models import Document, Problem
from ingest.store import RawObject, RawStore, Source
from ingest.tables.refreshed import Refreshed, digest, drop_others, keep_part, store_part
from ingest.text import document

READER_VERSION = "1"
KINDS = ("announcement", "filing")
STATED_BY = {"edgar": "filed", "feeds": "metadata", "inbox": "given", "pages": "given"}
"""What a source's word on the day of publication is; the sample's documents state theirs themselves."""


def refresh(store: RawStore, lake_dir: Path) -> Refreshed:
    """Bring `document` up to date with the store. Work is proportional to the documents that are new."""
    refreshed = Refreshed(Document.table)
    by_source: dict[str, list[RawObject]] = defaultdict(list)
    for kind in KINDS:
        for obj in store.objects(kind=kind):
            by_source[obj.source].append(obj)
    for source in (source for source in get_args(Source) if by_source[source]):
        _refresh_part(store, lake_dir, refreshed, source, by_source[source])
    drop_others(lake_dir, Document, refreshed.rows)
    return refreshed


def _refresh_part(store: RawStore, lake_dir: Path, refreshed: Refreshed, source: str, objects: list[RawObject]) -> None:
    wanted = {obj.sha256: obj for obj in objects}
    contents = digest(*sorted((obj.sha256, str(obj.published_on)) for obj in wanted.values()))
    fingerprint = f"{READER_VERSION}:{contents}"
    previous = lake.fingerprint(lake_dir, Document, source)
    if previous == fingerprint:
        keep_part(lake_dir, refreshed, Document, source)
        return
    known: dict[str, Document] = {}
    if previous is not None and previous.startswith(f"{READER_VERSION}:"):
        known = {row.raw_sha256: row for row in lake.read(lake_dir, Document, parts=[source])}
    rows: list[Document] = []
    problems: list[Problem] = []
    for sha256, obj in wanted.items():
        row = known.get(sha256)
        if row is not None and obj.published_on in (None, row.published_on):
            rows.append(row)
            continue
        try:
            rows.append(read(store, obj))
        except CapexError as error:
            problems.append(
                Problem(stage="document", item=obj.url, company_id=obj.company_id, reason=str(error), seen_at=datetime.now(UTC))
            )
    store_part(lake_dir, refreshed, Document, source, rows, problems, fingerprint)


def read(store: RawStore, obj: RawObject) -> Document:
    """The row of one raw object. Raises CapexError with its name and the reason when it cannot be read."""
    parsed = document.read(
        store.get(obj.sha256),
        url=obj.source_url or (obj.url if obj.url.startswith("http") else None),
        media_type=obj.media_type,
        filename=obj.url.rsplit("/", 1)[-1],
        published=obj.published_on if obj.source in STATED_BY else None,
        published_basis=STATED_BY.get(obj.source, "unknown"),
        title=obj.title,
    )
    return parsed.row(obj.sha256, source=obj.source, retrieved_at=obj.fetched_at, accession=obj.accession)
