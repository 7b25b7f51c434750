"""`rate`: the packaged reference rates, or newer downloads of them where the store has some."""

from datetime import UTC, datetime
from pathlib import Path

from ingest import lake
from ingest.errors import CapexError
from ingest.models import Problem, Rate
from ingest.settings import Settings
from ingest.sources import fx
from ingest.store import RawStore
from ingest.tables.refreshed import Refreshed, digest, keep_part, store_part

READER_VERSION = 1
PART = "all"


def refresh(store: RawStore, lake_dir: Path) -> Refreshed:
    """Bring `rate` up to date. A damaged download is refused, and what is packaged stands in for it."""
    refreshed = Refreshed(Rate.table)
    downloads = {source: store.latest(url) for source, url in fx.urls(Settings()).items()}
    packaged = fx.packaged_ecb()
    months = [path.read_text(encoding="utf-8") for path in sorted(fx.MONTHLY_DIR.iterdir())]
    fingerprint = digest(READER_VERSION, len(packaged), *months, *(obj.sha256 if obj else "" for obj in downloads.values()))
    if lake.fingerprint(lake_dir, Rate, PART) == fingerprint:
        keep_part(lake_dir, refreshed, Rate, PART)
        return refreshed
    data = {source: store.get(obj.sha256) if obj else None for source, obj in downloads.items()}
    problems = []
    try:
        rates = fx.table(ecb=data[fx.ECB], h10=data[fx.H10])
    except CapexError as error:
        rates = fx.table()
        problems.append(Problem(stage="rates", item="download", company_id=None, reason=str(error), seen_at=datetime.now(UTC)))
    store_part(lake_dir, refreshed, Rate, PART, rates, problems, fingerprint)
    return refreshed
