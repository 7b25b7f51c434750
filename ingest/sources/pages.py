"""Single web pages and files by URL: what a feed points at, or what a user names.

Trap avoided: a page fetched again on every run because its server says no ETag. What came through a feed is news of a day and
is not asked for again; only a page that a user names is.
"""

from datetime import date

from ingest.http import PAGE, Fetched, Http
from ingest.store import RawMeta, Source

_LICENCE = "publisher's; quoted with its source"


def fetch(
    http: Http,
    url: str,
    source: Source = "pages",
    company_id: str | None = None,
    published_on: date | None = None,
    title: str | None = None,
) -> Fetched:
    """Bring an announcement (HTML, PDF or text) into the store. Raises FetchError with the URL and the reason."""
    meta = RawMeta(
        url=url,
        source=source,
        kind="announcement",
        company_id=company_id,
        published_on=published_on,
        title=title,
        licence=_LICENCE,
    )
    return http.fetch(meta, PAGE, immutable=source == "feeds")
