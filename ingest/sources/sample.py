"""The embedded sample, put into the raw store through the same door as live data.

Trap avoided: a second code path for demos. After this module nothing downstream can tell a packaged file from a download,
except by `source = 'sample'`. Files that left the package are retired, so an upgrade does not keep their figures.
"""

import gzip
import re
import zlib
from importlib.resources import files
from pathlib import Path

import frontmatter
import yaml

from ingest.catalog import companies
from ingest.errors import CapexError
from ingest.sources.collected import Collected
from ingest.store import RawMeta, RawObject, RawStore

SAMPLE_DIR = Path(str(files("ingest") / "sample"))
_CIK = re.compile(rb'"cik"\s*:\s*"?0*(\d+)')
_FACTS_LICENCE = "SEC EDGAR company facts, public domain"
_TEXT_LICENCE = "written for this project, Apache-2.0; figures as published at source_url"


def collect(store: RawStore, sample_dir: Path = SAMPLE_DIR) -> Collected:
    """Put every embedded file into the store: company facts (JSON, decompressed) and announcements (Markdown)."""
    collected = Collected("sample")
    before = {obj.url: obj for obj in store.objects(source="sample")}
    paths = [*sorted((sample_dir / "facts").glob("*.json.gz")), *sorted((sample_dir / "announcements").rglob("*.md"))]
    for path in paths:
        url = f"sample:{path.relative_to(sample_dir).as_posix()}"
        previous = before.pop(url, None)
        with collected.guard(url):
            obj = _put_facts(store, path, url) if path.suffix == ".gz" else _put_announcement(store, path, url)
            collected.add(obj, is_new=obj != previous)
    for url in before:
        store.retire(url)
    return collected


def _put_facts(store: RawStore, path: Path, url: str) -> RawObject:
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise CapexError(f"{path}: not a readable gzip file ({error})") from None
    found = _CIK.search(data)
    if found is None:
        raise CapexError(f"{path}: company facts without a CIK")
    cik = int(found.group(1))
    company = companies.by_cik(cik)
    meta = RawMeta(
        url=url,
        source="sample",
        kind="company_facts",
        media_type="application/json",
        source_url=f"https://data.sec.gov/api/xbrl/companyfacts/CIK{cik:010d}.json",
        company_id=company.id if company else None,
        licence=_FACTS_LICENCE,
    )
    return store.put(data, meta)


def _put_announcement(store: RawStore, path: Path, url: str) -> RawObject:
    data = path.read_bytes()
    try:
        stated = frontmatter.loads(data.decode("utf-8")).metadata
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CapexError(f"{path}: unreadable front matter ({error})") from None
    meta = RawMeta(
        url=url,
        source="sample",
        kind="announcement",
        media_type="text/markdown",
        source_url=stated.get("url"),
        company_id=path.parent.name,
        licence=_TEXT_LICENCE,
    )
    return store.put(data, meta)
