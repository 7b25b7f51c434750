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
from ingest.text import document, stories

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
    parts = {source: _Part(store, lake_dir, source, by_source[source]) for source in get_args(Source) if by_source[source]}
    if any(part.is_stale for part in parts.values()):
        _renew(lake_dir, refreshed, parts)
    else:
        for source in parts:
            keep_part(lake_dir, refreshed, Document, source)
    drop_others(lake_dir, Document, parts)
    return refreshed


class _Part:
    """The documents of one source: what they are made from, and which of them have been read before."""

    def __init__(self, store: RawStore, lake_dir: Path, source: str, objects: list[RawObject]) -> None:
        self.store, self.lake_dir, self.source = store, lake_dir, source
        self.wanted = {obj.sha256: obj for obj in objects}
        contents = digest(*sorted((obj.sha256, str(obj.published_on)) for obj in self.wanted.values()))
        self.fingerprint = f"{READER_VERSION}:{contents}"
        self.previous = lake.fingerprint(lake_dir, Document, source)

    @property
    def is_stale(self) -> bool:
        return self.previous != self.fingerprint

    def read(self) -> tuple[list[Document], list[Problem]]:
        """All documents of the part, the new ones from the raw store."""
        known: dict[str, Document] = {}
        if self.previous is not None and self.previous.startswith(f"{READER_VERSION}:"):
            known = {row.raw_sha256: row for row in lake.read(self.lake_dir, Document, parts=[self.source])}
        rows: list[Document] = []
        problems: list[Problem] = []
        for sha256, obj in self.wanted.items():
            row = known.get(sha256)
            if row is not None and obj.published_on in (None, row.published_on):
                rows.append(row)
                continue
            try:
                rows.append(read(self.store, obj))
            except CapexError as error:
                reason, now = str(error), datetime.now(UTC)
                problems.append(Problem(stage="document", item=obj.url, company_id=obj.company_id, reason=reason, seen_at=now))
        return rows, problems


def _renew(lake_dir: Path, refreshed: Refreshed, parts: dict[str, _Part]) -> None:
    """Write all parts again: one new document may be the earliest of a story that others tell."""
    read = {source: part.read() for source, part in parts.items()}
    # The same bytes from a second source are the same document: the first source keeps it.
    documents = {row.document_id: (row, source) for source in reversed(read) for row in read[source][0]}
    story_of = stories.assign(stories.Story(row.document_id, row.text, row.published_on) for row, _ in documents.values())
    for source, (rows, problems) in read.items():
        told = [
            row.model_copy(update={"story_id": story_of[row.document_id]})
            for row in rows
            if documents[row.document_id][1] == source
        ]
        store_part(lake_dir, refreshed, Document, source, told, problems, parts[source].fingerprint)


def read(store: RawStore, obj: RawObject) -> Document:
    """The document of a raw object. Raises CapexError naming what cannot be read."""
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
