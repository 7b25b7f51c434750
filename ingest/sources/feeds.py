"""Newsroom and investor-relations feeds: each new entry's page into the raw store.

Traps avoided: feedparser opens strings as URLs or files, so it only ever gets a stream of bytes; a day shifted by converting a
stated local time to UTC (an evening release in California is not tomorrow's); and a broken feed that hides its good entries:
what can be read is read, the rest is named.
"""

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin

import feedparser

from ingest.catalog.companies import Company
from ingest.errors import CapexError
from ingest.http import FEED, Fetched, Http
from ingest.sources import pages
from ingest.sources.collected import Collected
from ingest.store import RawMeta

_WORKERS = 4
_LICENCE = "publisher's feed"


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; `url` is absolute or None, `published_on` the day as the feed states it or None."""

    title: str | None
    url: str | None
    published_on: date | None


def entries(data: bytes, base_url: str, today: date) -> list[Entry]:
    """The entries of an RSS or Atom document. Days after tomorrow are not believed. Raises ValueError when it is no feed."""
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    if not feed.version and not feed.entries:
        raise ValueError(f"neither RSS nor Atom ({feed.get('bozo_exception') or 'no feed element'})")
    found = []
    for entry in feed.entries:
        link = (entry.get("link") or "").strip()
        day = _day(entry)
        found.append(
            Entry(
                title=(entry.get("title") or "").strip() or None,
                url=urldefrag(urljoin(base_url, link)).url if link else None,
                published_on=day if day is None or day <= today + timedelta(days=1) else None,
            )
        )
    return found


def collect(http: Http, companies: Iterable[Company], since: date, today: date | None = None) -> Collected:
    """Fetch the feeds of the given companies and the page of every entry published since a day (or undated)."""
    today = today or datetime.now(UTC).date()
    collected = Collected("feeds")
    feeds = [(company, url) for company in companies for url in company.feeds]
    with ThreadPoolExecutor(_WORKERS) as pool:
        for part in pool.map(lambda feed: _collect_feed(http, *feed, since, today), feeds):
            collected.extend(part)
    return collected


def unseen(http: Http, company: Company, feed_url: str, since: date) -> list[Entry]:
    """Entries of one feed, published since a day (or undated), whose pages are not in the store. Raises FetchError."""
    _, wanted = _ask(http, company, feed_url, since, datetime.now(UTC).date())
    return [entry for entry in wanted if entry.url and http.store.latest(entry.url) is None]


def _collect_feed(http: Http, company: Company, feed_url: str, since: date, today: date) -> Collected:
    collected = Collected("feeds")
    with collected.guard(feed_url, company.id):
        feed, wanted = _ask(http, company, feed_url, since, today)
        collected.add(feed.obj, feed.is_new)
        for entry in wanted:
            with collected.guard(entry.url or f"{feed_url} {entry.title!r}", company.id):
                if entry.url is None:
                    raise CapexError(f"{feed_url}: entry {entry.title!r} has no link")
                page = pages.fetch(http, entry.url, company.id, entry.published_on, entry.title)
                collected.add(page.obj, page.is_new)
    return collected


def _ask(http: Http, company: Company, feed_url: str, since: date, today: date) -> tuple[Fetched, list[Entry]]:
    """The feed as it is now, and its entries published since a day or undated."""
    meta = RawMeta(url=feed_url, source="feeds", kind="feed", company_id=company.id, licence=_LICENCE)
    feed = http.fetch(meta, FEED, check=lambda data: entries(data, feed_url, today))
    found = entries(http.store.get(feed.obj.sha256), feed.obj.source_url or feed_url, today)
    return feed, [entry for entry in found if entry.published_on is None or entry.published_on >= since]


def _day(entry: feedparser.FeedParserDict) -> date | None:
    """The stated day: by the stated clock where it can be read, by feedparser's UTC reading of odd formats otherwise."""
    for name in [name for name in ("published", "updated", "created") if name in entry]:
        stated = (entry[name] or "").strip()
        for read in (parsedate_to_datetime, datetime.fromisoformat):
            try:
                return read(stated).date()
            except ValueError:
                continue
        parsed = entry.get(f"{name}_parsed")
        if parsed:
            return date(*parsed[:3])
    return None
