"""Single web pages and files by URL: what a feed points at, or what a user names.

Traps avoided: a page fetched again on every run because its server says no ETag (what came through a feed is news of a day and
is not asked for again; only a page that a user names is), and what the user states being lost because the page is unchanged.
"""

from datetime import date

from ingest.http import PAGE, Fetched, Http
from ingest.sources.sidecar import Stated
from ingest.store import RawMeta, RawObject
from ingest.text import document

_LICENCE = "publisher's; quoted with its source"


def fetch(http: Http, url: str, company_id: str, published_on: date | None, title: str | None) -> Fetched:
    """Bring the page of a feed's entry into the store, once. Raises FetchError with the URL and the reason."""
    meta = RawMeta(
        url=url,
        source="feeds",
        kind="announcement",
        company_id=company_id,
        published_on=published_on,
        title=title,
        licence=_LICENCE,
    )
    return http.fetch(meta, PAGE, immutable=True)


def add(http: Http, url: str, stated: Stated) -> tuple[RawObject, bool]:
    """Bring a page that a user names into the store if it can be read: (raw object, whether it or what is stated is new)."""
    before = http.store.latest(url)
    meta = RawMeta(url=url, source="pages", kind="announcement", licence=_LICENCE)
    fetched = http.fetch(meta, PAGE, check=lambda data: document.read(data, url=url))
    known = RawMeta.model_validate(fetched.obj.model_dump(include=set(RawMeta.model_fields)))
    obj = http.store.put(http.store.get(fetched.obj.sha256), stated.apply(known), fetched.obj.fetched_at)
    return obj, obj != before
