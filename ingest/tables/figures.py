"""`figure`: what the extractor finds in each document, once per content and extractor version.

Trap avoided: a document without figures being read again for ever, because no row says that it was read. The fingerprint of a
part names the documents it stands for.
"""

from pathlib import Path

from ingest import lake
from ingest.figures.rows import rows_of
from ingest.figures.version import extractor_version
from ingest.models import Document, Figure
from ingest.tables.refreshed import Refreshed, drop_others, keep_part, store_part


def refresh(lake_dir: Path) -> Refreshed:
    """Bring `figure` up to date with `document`, part by part. Work is proportional to the documents that are new."""
    refreshed = Refreshed(Figure.table)
    parts = sorted(path.stem for path in (lake_dir / Document.table).glob("*.parquet") if path.stem != lake.EMPTY)
    for part in parts:
        documents = lake.read(lake_dir, Document, parts=[part])
        fingerprint = _fingerprint(documents)
        previous = lake.fingerprint(lake_dir, Figure, part)
        if previous == fingerprint:
            keep_part(lake_dir, refreshed, Figure, part)
            continue
        version, _, read_before = (previous or "").partition(":")
        done = set(read_before.split()) if version == extractor_version() else set()
        kept: dict[str, list[Figure]] = {}
        for row in lake.read(lake_dir, Figure, parts=[part]) if done else []:
            kept.setdefault(row.document_id, []).append(row)
        rows = [
            row
            for document in documents
            for row in (kept.get(document.document_id, []) if _key(document) in done else rows_of(document))
        ]
        store_part(lake_dir, refreshed, Figure, part, rows, [], fingerprint)
    drop_others(lake_dir, Figure, parts)
    return refreshed


def _fingerprint(documents: list[Document]) -> str:
    return f"{extractor_version()}:" + " ".join(sorted(map(_key, documents)))


def _key(document: Document) -> str:
    """A document as the extractor sees it: its content and the day its relative periods count from."""
    return f"{document.document_id[:16]}@{document.published_on or ''}"
