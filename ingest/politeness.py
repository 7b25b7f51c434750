"""How long to wait: for one's turn, before another attempt, and when to give up.

Trap avoided: EDGAR blocks a client for ten minutes that exceeds its rate, and a client that comes back at once, or in step with
all others, keeps an overloaded server overloaded.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from ingest.errors import CapexError


@dataclass(frozen=True)
class Limits:
    """How long and how much: seconds, attempts, bytes after decompression."""

    attempts: int = 5
    connect_seconds: float = 10
    read_seconds: float = 30
    total_seconds: float = 180
    retry_after_seconds: float = 300
    max_bytes: int = 100_000_000


class FetchError(CapexError):
    """A download that failed for good. The message is `URL: reason`; `status` is the HTTP status, if there was one."""

    def __init__(self, url: str, reason: str, status: int | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.url, self.reason, self.status = url, reason, status


class PassingError(FetchError):
    """A failure worth another attempt, after `retry_after` seconds if the server named them."""

    def __init__(self, url: str, reason: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(url, reason, status)
        self.retry_after = retry_after


class RateLimiter:
    """Hands out turns, evenly spaced over all threads.

    No bursts, and 10 % wider apart than the limit allows: requests that bunch up on the way still keep the limit on arrival.
    """

    def __init__(
        self, per_second: float, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._spacing = 1.1 / per_second
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._next = float("-inf")

    def wait(self) -> None:
        """Return when it is the caller's turn."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            self._next = turn + self._spacing
        if turn > now:
            self._sleep(turn - now)

    def hold(self, seconds: float) -> None:
        """No turn for anybody before this time has passed: one thread was told to wait, and all of them ask the same server."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)


def retrying(attempts: int, sleep: Callable[[float], None]) -> Retrying:
    """Tenacity's loop over passing errors; the last one is raised."""
    return Retrying(
        retry=retry_if_exception_type(PassingError),
        stop=stop_after_attempt(attempts),
        wait=_pause,
        sleep=sleep,
        reraise=True,
    )


_backoff = wait_exponential_jitter(initial=1, max=60, jitter=1)


def _pause(state: RetryCallState) -> float:
    """Seconds before the next attempt: exponential with jitter, or what the server asked for if that is longer."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, PassingError) else None
    return max(asked or 0, _backoff(state))


def retry_after(response: httpx.Response, now: datetime) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or an HTTP date; None when absent or unreadable."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds())
