"""A web server on 127.0.0.1 with pages and faults: what EDGAR and newsrooms do to a client on a bad day.

It answers conditional requests with 304, compresses when asked to, refuses EDGAR requests without a contact, and counts every
request with its time of arrival, so that a test can say how fast the client really was.
"""

import gzip
import hashlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Page:
    """What an address serves. `validators`: whether it says ETag and Last-Modified (not every server does)."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    validators: bool = True

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha1(self.body).hexdigest()}"'


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    at: float
    path: str
    headers: dict[str, str]
    status: int


Fault = Callable[["Handler"], None]


@dataclass(eq=False)
class Site:
    """Pages and faults by path. Faults are used up one per request; `always` ones never are."""

    pages: dict[str, Page] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    always: dict[str, Fault] = field(default_factory=dict)
    requests: list[Seen] = field(default_factory=list)
    needs_contact: tuple[str, ...] = ("/submissions/", "/api/xbrl/", "/Archives/")
    requests_per_second: float | None = None
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, path: str, body: bytes | str, media_type: str = "text/html; charset=utf-8", validators: bool = True) -> str:
        """Serve a body; returns its URL."""
        self.pages[path] = Page(body.encode() if isinstance(body, str) else body, media_type, validators)
        return self.url + path

    def paths(self, status: int | None = None) -> list[str]:
        """Paths asked for, in order, optionally only those answered with a status."""
        return [seen.path for seen in self.requests if status in (None, seen.status)]

    def most_in_a_second(self) -> int:
        """The largest number of requests that arrived within any one second."""
        times = sorted(seen.at for seen in self.requests)
        return max((sum(start <= t < start + 1 for t in times) for start in times), default=0)

    @contextmanager
    def running(self) -> Iterator["Site"]:
        """Serve on a free port until the block ends."""
        server = _Server(("127.0.0.1", 0), type("BoundHandler", (Handler,), {"site": self}))
        self.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class _Server(ThreadingHTTPServer):
    """Trap avoided: a client that hangs up, as ours does on endless bodies, filling the test's output with tracebacks."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers from the site; HTTP/1.1 with kept connections, as real servers do."""

    site: Site
    number: int
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        arrived = time.monotonic()
        path = urlsplit(self.path).path
        with self.site.lock:
            queue = self.site.faults.get(path)
            fault = queue.pop(0) if queue else self.site.always.get(path)
            recent = sum(seen.at > arrived - 1 for seen in self.site.requests)
        limit = self.site.requests_per_second
        is_edgar = path.startswith(self.site.needs_contact)
        if is_edgar and "@" not in self.headers.get("User-Agent", ""):
            fault = status(403, b"Your Request Originates from an Undeclared Automated Tool")
        elif limit is not None and recent >= limit:
            fault = status(403, b"Request Rate Threshold Exceeded")
        with self.site.lock:
            self.site.requests.append(Seen(arrived, path, dict(self.headers), 0))
            self.number = len(self.site.requests) - 1
        with suppress(BrokenPipeError, ConnectionResetError):
            if fault is None:
                self._serve(path)
            else:
                fault(self)

    def send_response(self, code: int, message: str | None = None) -> None:
        """Note the status before the client can see it."""
        with self.site.lock:
            self.site.requests[self.number] = replace(self.site.requests[self.number], status=code)
        super().send_response(code, message)

    def _serve(self, path: str) -> None:
        page = self.site.pages.get(path)
        if page is None:
            self.answer(404, b"not here")
            return
        if page.validators and self.headers.get("If-None-Match") == page.etag:
            self.answer(304, b"", {"ETag": page.etag})
            return
        headers = {"Content-Type": page.media_type}
        if page.validators:
            headers |= {"ETag": page.etag, "Last-Modified": formatdate(0, usegmt=True)}
        body = page.body
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
        self.answer(200, body, headers)

    def answer(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Status, headers, Content-Length and body in one go."""
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if code != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def status(code: int, body: bytes = b"no", **headers: str) -> Fault:
    """Answer with a status; headers by keyword, `_` for `-` (Retry_After='2')."""

    def fault(handler: Handler) -> None:
        handler.answer(code, body, {name.replace("_", "-"): value for name, value in headers.items()})

    return fault


def redirect(target: str, code: int = 302) -> Fault:
    """Point elsewhere."""
    return status(code, b"", Location=target)


def wrong_type(media_type: str = "image/png", body: bytes = b"\x89PNG\r\n") -> Fault:
    """Answer 200 with something else than what was asked for."""
    return status(200, body, Content_Type=media_type)


def cut(promised: int = 100_000, sent: bytes = b"<html>half a sen") -> Fault:
    """Promise a body, send its start, hang up."""

    def fault(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(promised))
        handler.end_headers()
        handler.wfile.write(sent)
        handler.close_connection = True

    return fault


def hang_up(handler: Handler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


def garbled_gzip(handler: Handler) -> None:
    """A body that says it is gzip, and is not."""
    handler.answer(200, b"\x00\x01 not gzip", {"Content-Type": "text/html", "Content-Encoding": "gzip"})


def endless(chunk: bytes = b"<p>more</p>" * 1000, pause: float = 0.0) -> Fault:
    """A body without an end: fast (`pause` 0) or dripping."""

    def fault(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.close_connection = True
        while True:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            time.sleep(pause)

    return fault


def silent(seconds: float) -> Fault:
    """Accept the request, then say nothing for a while."""

    def fault(handler: Handler) -> None:
        time.sleep(seconds)
        hang_up(handler)

    return fault
