"""Which extractor made a figure: a hash of its rules and its words.

Trap avoided: a number in the code that nobody raises. Adding a company or a cue word changes what is found, so it is another
version, and documents are read again from the raw store.
"""

import hashlib
from functools import cache
from pathlib import Path

_FIGURES = Path(__file__).parent
_SOURCES = (
    (_FIGURES, "*.py"),
    (_FIGURES.parent / "text", "segments.py"),
    (_FIGURES.parent / "catalog", "**/*.yaml"),
)


@cache
def extractor_version() -> str:
    """Twelve hex digits over the extractor's code, the catalogue and the vocabulary."""
    digest = hashlib.sha256()
    for folder, pattern in _SOURCES:
        for path in sorted(folder.glob(pattern)):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
