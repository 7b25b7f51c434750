"""HTTP for every live source: polite, patient, and never the same bytes twice.

Traps avoided: a rate limit that redirects and retries escape, so each request on the wire, from every thread, waits for its
turn and carries the contact; a timeout per read, which does not stop a body that drips for ever, so size and total time are
limited too; and bytes that fail their check never enter the store, where the next run would take them for the newest version.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from ingest.errors import CapexError
from ingest.politeness import FetchError, Limits, PassingError, RateLimiter, retry_after, retrying
from ingest.settings import Settings
from ingest.store import RawMeta, RawObject, RawStore

JSON = ("application/json",)
PAGE = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf")
FEED = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml", "text/html")

_AGENT = "tech-capex-warehouse/0.1"
_EDGAR_DOMAIN = "sec.gov"
_MAGIC = ((b"%PDF", "application/pdf"), (b"{", "application/json"), (b"<", "text/html"), (b"PK\x03\x04", "application/zip"))
_BREAKER = 20  # addresses that fail in a row, each in all attempts, after which a host is left alone for the rest of the run


@dataclass(frozen=True)
class Fetched:
    """An object of the store and whether this fetch brought new content."""

    obj: RawObject
    is_new: bool


class Http:
    """One client per run over the raw store. EDGAR's hosts share one rate limit; every other host has its own.

    `refetch` asks for everything again, whatever the store holds; `clock` and `sleep` count seconds, `now` is UTC.
    """

    def __init__(
        self,
        store: RawStore,
        settings: Settings,
        limits: Limits | None = None,
        refetch: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store, self.settings, self.limits, self.refetch = store, settings, limits or Limits(), refetch
        self._clock, self._sleep, self._now = clock, sleep, now
        self._edgar_hosts = {urlsplit(url).netloc for url in (settings.edgar_data_url, settings.edgar_www_url)}
        self._limiters: dict[str, RateLimiter] = {}
        self._failures: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._client = httpx.Client(
            follow_redirects=True,
            max_redirects=5,
            timeout=httpx.Timeout(self.limits.read_seconds, connect=self.limits.connect_seconds),
            event_hooks={"request": [self._before_request]},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def require_contact(self) -> str:
        """The contact for EDGAR's User-Agent. Raises CapexError when there is none."""
        contact = (self.settings.contact or "").strip()
        if "@" not in contact:
            raise CapexError(
                "SEC asks every client for a contact: set CAPEX_CONTACT='Your Name you@example.com' (name and e-mail address)"
            )
        return contact

    def fetch(
        self,
        meta: RawMeta,
        accept: tuple[str, ...],
        immutable: bool = False,
        check: Callable[[bytes], object] | None = None,
    ) -> Fetched:
        """Bring `meta.url` into the store, or find that it is there already.

        `accept`: media types that make sense. `immutable`: what is stored is never asked for again. `check` sees the bytes
        before they are stored and raises ValueError or CapexError for nonsense. Raises FetchError with the URL and the reason.
        """
        previous = self.store.latest(meta.url)
        if previous is not None and not self.store.has(previous.sha256):
            previous = None
        if previous is not None and immutable and not self.refetch:
            return Fetched(previous, is_new=False)
        answer = self._with_retries(meta.url, None if self.refetch else previous, accept, check)
        if answer is None and previous is not None:
            return Fetched(previous, is_new=False)
        if answer is None:
            raise FetchError(meta.url, "answered 'not modified' to a first request", 304)
        response, data, media_type = answer
        obj = self.store.put(
            data,
            meta.model_copy(
                update={
                    "media_type": media_type,
                    "source_url": meta.source_url or str(response.url),
                    "status": response.status_code,
                    "etag": response.headers.get("etag"),
                    "last_modified": response.headers.get("last-modified"),
                }
            ),
            fetched_at=self._now(),
        )
        return Fetched(obj, is_new=previous is None or previous.sha256 != obj.sha256)

    def _with_retries(
        self, url: str, previous: RawObject | None, accept: tuple[str, ...], check: Callable[[bytes], object] | None
    ) -> tuple[httpx.Response, bytes, str] | None:
        group = self._group(url)
        if self._failures[group] >= _BREAKER:
            raise FetchError(url, f"not asked: {group} failed {_BREAKER} times in a row, try again in an hour")
        try:
            answer = retrying(self.limits.attempts, self._sleep)(self._attempt, url, previous, accept, check)
        except PassingError as error:
            self._count_failure(group, failed=True)
            raise FetchError(url, f"{error.reason}, in {self.limits.attempts} attempts", error.status) from error
        except FetchError:  # an answer, if not a good one
            self._count_failure(group, failed=False)
            raise
        self._count_failure(group, failed=False)
        return answer

    def _attempt(
        self, url: str, previous: RawObject | None, accept: tuple[str, ...], check: Callable[[bytes], object] | None
    ) -> tuple[httpx.Response, bytes, str] | None:
        """One request: None when not modified, else response, body and media type."""
        headers = {"Accept": ", ".join((*accept, "*/*;q=0.1"))}
        if previous is not None and previous.etag:
            headers["If-None-Match"] = previous.etag
        if previous is not None and previous.last_modified:
            headers["If-Modified-Since"] = previous.last_modified
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                if response.status_code == 304:
                    return None
                if response.status_code != 200:
                    raise self._refusal(url, response)
                data = self._body(url, response)
        except httpx.TooManyRedirects:
            raise FetchError(url, "redirected more than 5 times") from None
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise FetchError(url, f"not a web address ({error})") from None
        except httpx.TimeoutException as error:
            raise PassingError(url, f"timed out ({type(error).__name__})") from None
        except httpx.HTTPError as error:
            raise PassingError(url, f"connection failed ({error or type(error).__name__})") from None
        media_type = _media_type(response, data)
        if not media_type.startswith(accept):
            raise FetchError(url, f"answered {media_type} where {accept[0]} was expected", response.status_code)
        if check is not None:
            try:
                check(data)
            except (ValueError, CapexError) as error:
                raise FetchError(url, f"unusable content ({error})", response.status_code) from None
        return response, data, media_type

    def _body(self, url: str, response: httpx.Response) -> bytes:
        """The decompressed body, within the limits of size and total time."""
        deadline = self._clock() + self.limits.total_seconds
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self.limits.max_bytes:
                raise FetchError(url, f"body larger than {self.limits.max_bytes:,} bytes", response.status_code)
            if self._clock() > deadline:
                raise FetchError(url, f"body not complete after {self.limits.total_seconds:g} s", response.status_code)
        if not body:
            raise PassingError(url, "empty body", response.status_code)
        return bytes(body)

    def _refusal(self, url: str, response: httpx.Response) -> FetchError:
        """What a status other than 200 and 304 means: worth another attempt (403, 408, 425, 429, 5xx) or final."""
        status = response.status_code
        reason = f"HTTP {status} {response.reason_phrase}".rstrip()
        if status == 403 and self._group(url) == "edgar":
            reason += " (EDGAR refuses clients that are too fast or whose CAPEX_CONTACT is not a real contact)"
        if status not in (403, 408, 425, 429) and status < 500:
            return FetchError(url, reason, status)
        pause = retry_after(response, self._now())
        if pause is not None and pause > self.limits.retry_after_seconds:
            return FetchError(url, f"{reason}, and asks to wait {pause:.0f} s", status)
        if pause is not None:
            self._limiter(self._group(url)).hold(pause)
        return PassingError(url, reason, status, pause)

    def _before_request(self, request: httpx.Request) -> None:
        """Wait for the turn and say who asks; httpx calls this for each redirect hop as well."""
        group = self._group(str(request.url))
        request.headers["User-Agent"] = f"{_AGENT} {self.require_contact()}" if group == "edgar" else _AGENT
        self._limiter(group).wait()

    def _limiter(self, group: str) -> RateLimiter:
        with self._lock:
            return self._limiters.setdefault(group, RateLimiter(self.settings.requests_per_second, self._clock, self._sleep))

    def _group(self, url: str) -> str:
        """Who must be spared: 'edgar' for all of SEC's hosts, else the host itself."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_edgar = parts.netloc in self._edgar_hosts or host == _EDGAR_DOMAIN or host.endswith(f".{_EDGAR_DOMAIN}")
        return "edgar" if is_edgar else parts.netloc

    def _count_failure(self, group: str, failed: bool) -> None:
        with self._lock:
            self._failures[group] = self._failures[group] + 1 if failed else 0


def _media_type(response: httpx.Response, data: bytes) -> str:
    """The declared media type; guessed from the first bytes when the server does not commit itself."""
    declared = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared not in ("", "application/octet-stream", "binary/octet-stream"):
        return declared
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((kind for magic, kind in _MAGIC if start.startswith(magic)), "application/octet-stream")
