"""SEC company facts (us-gaap and ifrs-full) to lake rows: every vintage of the catalogue's concepts.

Trap avoided: `fy`, `fp` and `frame` taken for the period. They describe the filing or move between downloads and are not read.
"""

from collections.abc import Callable

from ingest.models import Fact, Problem
from ingest.xbrl import document, rows
from ingest.xbrl.rows import Filer, Reading

UNUSUAL_BYTES = 25_000_000
"""No filer is known to have as much; read, but noted, since it is likely several documents in one or the wrong file."""


def facts(
    data: bytes, *, filer: Filer | Callable[[int], Filer] = Filer.by_cik, item: str, raw_sha256: str
) -> tuple[list[Fact], list[Problem]]:
    """Rows of one document (JSON, plain or gzip) and what was refused.

    `filer` is the company that the document must belong to, or finds it by CIK; `item` names the document in problems.
    Never raises on content: a refused document gives no rows and one problem.
    """
    return rows.collected("company_facts", item, filer, lambda: read(data, filer=filer, raw_sha256=raw_sha256))


def read(data: bytes, *, filer: Filer | Callable[[int], Filer] = Filer.by_cik, raw_sha256: str) -> Reading:
    """As `facts`, in columns and plain reasons (for bulk work). Raises document.Refused when the whole document is."""
    data = document.decompressed(data)
    reading = rows.reading(document.read(data, tuple(rows.wanted())), filer, raw_sha256)
    if len(data) > UNUSUAL_BYTES:
        reading.reasons.append(f"unusually large: {len(data) / 1e6:.1f} MB; read all the same")
    return reading
