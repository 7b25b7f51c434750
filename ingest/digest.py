"""What files hold, as one short text: to tell whether something was made from what is there now.

Trap avoided: times of files, which a fresh clone or a copy makes new though nothing changed.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def of_file(path: Path) -> str:
    """Hex digest (SHA-256) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_files(paths: Iterable[Path]) -> str:
    """Hex digest (SHA-256) over the names and bytes of files, in the order of their paths."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
