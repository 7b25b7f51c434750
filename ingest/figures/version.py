"""Which extractor made a figure: a hash of its rules and its words.

Trap avoided: a number in the code that nobody raises. Adding a company or a cue word changes what is found, so it is another
version, and documents are read again from the raw store.
"""

from functools import cache
from pathlib import Path

from ingest import digest

_FIGURES = Path(__file__).parent
_SOURCES = (
    (_FIGURES, "*.py"),
    (_FIGURES.parent / "text", "segments.py"),
    (_FIGURES.parent / "catalog", "**/*.yaml"),
)


@cache
def extractor_version() -> str:
    """Twelve hex digits over the extractor's code, the catalogue and the vocabulary."""
    return digest.of_files(path for folder, pattern in _SOURCES for path in folder.glob(pattern))[:12]
