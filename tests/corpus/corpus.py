"""The labelled corpus: what a reader finds in an announcement, in three independent parts.

Trap avoided: a score on the texts that the rules were written on. Every document belongs to a half by the hash of its id;
rules are developed on `develop`, `held` is only ever looked at as a score. `wild.jsonl` was written apart from the other
two, in the styles of real pages (bylines, boilerplate, tables, teasers of other stories), about other companies.

Format of a line: `id, lang, published, title, url, text, figures`, optionally `ignore` and `accept`, as the scorer reads them.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PARTS = ("announcements", "notes", "wild")
Document = dict[str, Any]


def documents(part: str) -> list[Document]:
    """Labelled documents of one part, in file order."""
    lines = (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def half(document: Document) -> str:
    """`develop` or `held`, by the id alone, so that a document never changes sides."""
    return "develop" if hashlib.sha256(document["id"].encode()).digest()[0] % 2 == 0 else "held"


def splits() -> Iterator[tuple[str, list[Document]]]:
    """The splits that are reported: both halves of the two older parts, and the wild texts."""
    older = [document for part in PARTS[:2] for document in documents(part)]
    for name in ("develop", "held"):
        yield name, [document for document in older if half(document) == name]
    yield "wild", documents("wild")
