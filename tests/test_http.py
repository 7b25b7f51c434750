"""The HTTP client against a real server on 127.0.0.1: politeness, patience, limits, and nothing twice."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from ingest.errors import CapexError
from ingest.http import FEED, JSON, PAGE, Http
from ingest.politeness import FetchError, Limits, RateLimiter
from ingest.settings import Settings
from ingest.store import RawMeta, RawStore
from tests.servers import site as faults
from tests.servers.site import Site

CONTACT = "Example Research research@example.com"
QUICK = Limits(attempts=4, connect_seconds=2, read_seconds=0.4, total_seconds=0.5, retry_after_seconds=300, max_bytes=2_000_000)


@pytest.fixture
def site():
    with Site().running() as running:
        yield running


@pytest.fixture
def store(tmp_path):
    with RawStore(tmp_path / "raw") as opened:
        yield opened


@pytest.fixture
def client(store, site, tmp_path):
    """A factory of clients on the test's server; sleeps are counted, not slept."""

    def make(rate=2000.0, contact=CONTACT, limits=QUICK, **options):
        settings = Settings(
            data_dir=tmp_path,
            contact=contact,
            edgar_data_url=f"{site.url}",
            edgar_www_url=f"{site.url}",
            requests_per_second=rate,
        )
        http = Http(store, settings, limits=limits, **{"sleep": slept.append, **options})
        opened.append(http)
        return http

    slept: list[float] = []
    opened: list[Http] = []
    make.slept = slept
    yield make
    for http in opened:
        http.__exit__(None, None, None)


def page(url, **known):
    return RawMeta(url=url, source="pages", kind="announcement", **known)


def test_a_page_lands_in_the_store_with_its_headers(site, store, client):
    url = site.add("/news/1", "<html>Capex rises to $5 billion</html>")
    fetched = client().fetch(page(url, company_id="acme"), PAGE)
    assert fetched.is_new
    obj = fetched.obj
    assert store.get(obj.sha256) == b"<html>Capex rises to $5 billion</html>"
    assert (obj.media_type, obj.status, obj.company_id, obj.source_url) == ("text/html", 200, "acme", url)
    assert obj.etag == site.pages["/news/1"].etag
    assert site.requests[0].headers["Accept-Encoding"].startswith("gzip")


def test_unchanged_content_is_a_304_and_no_download(site, store, client):
    url = site.add("/news/1", "first")
    http = client()
    first = http.fetch(page(url), PAGE)
    again = http.fetch(page(url), PAGE)
    assert (again.is_new, again.obj) == (False, first.obj)
    assert [seen.status for seen in site.requests] == [200, 304]
    site.add("/news/1", "second")
    changed = http.fetch(page(url), PAGE)
    assert changed.is_new
    assert store.get(changed.obj.sha256) == b"second"
    assert len(store.objects(every_version=True)) == 2


def test_without_validators_the_same_bytes_are_recognised(site, store, client):
    url = site.add("/news/1", "same", validators=False)
    http = client()
    assert [http.fetch(page(url), PAGE).is_new for _ in range(2)] == [True, False]
    assert len(store.objects(every_version=True)) == 1


def test_immutable_content_is_never_asked_for_again_unless_told(site, client):
    url = site.add("/Archives/edgar/data/1/2/a.htm", "filed")
    for _ in range(3):
        client().fetch(page(url), PAGE, immutable=True)
    assert len(site.requests) == 1
    assert not client(refetch=True).fetch(page(url), PAGE, immutable=True).is_new
    assert [seen.status for seen in site.requests] == [200, 200]


def test_lost_bytes_are_downloaded_again_in_full(site, store, client):
    url = site.add("/news/1", "text")
    obj = client().fetch(page(url), PAGE).obj
    next((store.raw_dir / "objects").rglob(f"{obj.sha256}*")).unlink()
    client().fetch(page(url), PAGE, immutable=True)
    assert store.get(obj.sha256) == b"text"
    assert [seen.status for seen in site.requests] == [200, 200]


def test_edgar_is_not_asked_without_a_contact(site, client):
    url = site.add("/submissions/CIK0000000001.json", "{}", "application/json")
    for contact in (None, "", "no address"):
        with pytest.raises(CapexError, match="set CAPEX_CONTACT="):
            client(contact=contact).fetch(page(url), JSON)
    assert site.requests == []


def test_the_contact_goes_to_edgar_and_to_nobody_else(site, client):
    with Site().running() as newsroom:
        client().fetch(page(site.add("/submissions/x.json", "{}", "application/json")), JSON)
        client(contact=None).fetch(page(newsroom.add("/news", "text")), PAGE)
        assert site.requests[0].headers["User-Agent"].endswith(CONTACT)
        assert "@" not in newsroom.requests[0].headers["User-Agent"]


@pytest.mark.parametrize(
    "fault",
    [
        faults.status(403),
        faults.status(429),
        faults.status(500),
        faults.status(503),
        faults.cut(),
        faults.hang_up,
        faults.garbled_gzip,
        faults.silent(0.6),
        faults.status(200, b"", Content_Type="text/html"),
    ],
    ids=["403", "429", "500", "503", "cut", "hang up", "garbled gzip", "silent", "empty"],
)
def test_passing_faults_are_retried_with_growing_pauses(site, store, client, fault):
    url = site.add("/news/1", "there at last")
    site.faults["/news/1"] = [fault, fault]
    fetched = client(sleep=(slept := []).append, rate=1e9).fetch(page(url), PAGE)
    assert store.get(fetched.obj.sha256) == b"there at last"
    assert len(site.requests) == 3
    pauses = [pause for pause in slept if pause > 0.5]
    assert len(pauses) == 2
    assert 1 <= pauses[0] <= 2 <= pauses[1] <= 3


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (faults.status(404), "HTTP 404 Not Found"),
        (faults.status(410), "HTTP 410 Gone"),
        (faults.status(503), "HTTP 503 Service Unavailable, in 4 attempts"),
        (faults.status(429, Retry_After="3600"), "HTTP 429 Too Many Requests, and asks to wait 3600 s"),
        (faults.cut(), r"connection failed \(peer closed connection .*\), in 4 attempts"),
        (faults.silent(0.6), r"timed out \(ReadTimeout\), in 4 attempts"),
        (faults.wrong_type(), "answered image/png where text/html was expected"),
        (faults.endless(), "body larger than 2,000,000 bytes"),
        (faults.endless(b"x", pause=0.05), "body not complete after 0.5 s"),
        (faults.redirect("/news/1"), "redirected more than 5 times"),
        (faults.redirect("ftp://example.com/x"), "not a web address"),
        (faults.garbled_gzip, r"connection failed \(.*\), in 4 attempts"),
    ],
)
def test_lasting_faults_are_named_and_leave_no_trace(site, store, client, fault, reason):
    url = f"{site.url}/news/1"
    site.always["/news/1"] = fault
    with pytest.raises(FetchError, match=f"^{url}: {reason}"):
        client().fetch(page(url), PAGE)
    assert store.objects() == []


def test_retry_after_in_seconds_and_as_a_date_is_honoured(site, client):
    now = datetime(2026, 7, 30, 12, tzinfo=UTC)
    url = site.add("/news/1", "text")
    date = format_datetime(now + timedelta(seconds=90), usegmt=True)
    site.faults["/news/1"] = [faults.status(429, Retry_After="17"), faults.status(503, Retry_After=date)]
    clock = [0.0]

    def sleep(seconds):
        clock[0] += seconds
        client.slept.append(seconds)

    client(now=lambda: now, clock=lambda: clock[0], sleep=sleep).fetch(page(url), PAGE)
    assert [pause for pause in client.slept if pause > 10] == [17, 90]


def test_what_one_thread_is_told_holds_for_all(site, client):
    site.add("/submissions/2", "{}", "application/json")
    site.faults["/submissions/1"] = [faults.status(429, Retry_After="1")] * 4
    http = client(sleep=lambda seconds: time.sleep(min(seconds, 0.6)))
    with ThreadPoolExecutor() as pool:
        told = pool.submit(http.fetch, page(f"{site.url}/submissions/1"), JSON)
        while not site.requests:
            time.sleep(0.01)
        time.sleep(0.1)
        http.fetch(page(f"{site.url}/submissions/2"), JSON)
    assert "HTTP 429" in str(told.exception())
    arrived = {seen.path: seen.at for seen in reversed(site.requests)}
    assert arrived["/submissions/2"] - arrived["/submissions/1"] >= 0.6


@pytest.mark.parametrize("value", ["soon", "", "Wed, 99 Foo 2026"])
def test_unreadable_retry_after_falls_back_to_the_usual_pause(site, client, value):
    url = site.add("/news/1", "text")
    site.faults["/news/1"] = [faults.status(429, Retry_After=value)]
    assert client().fetch(page(url), PAGE).is_new


def test_refused_connection_is_named(client):
    with Site().running() as gone:
        url = f"{gone.url}/news"
    with pytest.raises(FetchError, match=f"^{url}: connection failed .*, in 4 attempts"):
        client().fetch(page(url), PAGE)


def test_redirects_are_followed_and_the_final_address_is_cited(site, client):
    target = site.add("/news/2026/capex.html", "text")
    site.always["/n/1"] = faults.redirect("/news/2026/capex.html", 301)
    obj = client().fetch(page(f"{site.url}/n/1"), PAGE).obj
    assert (obj.url, obj.source_url) == (f"{site.url}/n/1", target)


def test_content_that_fails_its_check_never_becomes_the_newest_version(site, store, client):
    url = site.add("/submissions/x.json", '{"cik": "1"}', "application/json")

    def check(data):
        if not data.endswith(b"}"):
            raise ValueError("truncated JSON")

    good = client().fetch(page(url), JSON, check=check).obj
    site.add("/submissions/x.json", '{"cik": "1', "application/json")
    with pytest.raises(FetchError, match=r"unusable content \(truncated JSON\)"):
        client().fetch(page(url), JSON, check=check)
    assert store.latest(url) == good


@pytest.mark.parametrize(
    ("body", "accept", "media_type"),
    [(b"%PDF-1.7 x", PAGE, "application/pdf"), (b" {}", JSON, "application/json"), (b"\xef\xbb\xbf<rss/>", FEED, "text/html")],
)
def test_servers_that_name_no_type_are_judged_by_the_first_bytes(site, client, body, accept, media_type):
    url = site.add("/download", body, "application/octet-stream")
    assert client().fetch(page(url), accept).obj.media_type == media_type


def test_a_host_that_keeps_failing_is_left_alone_and_others_are_not(site, client):
    with Site().running() as other:
        site.always |= {f"/news/{number}": faults.status(429) for number in range(22)}
        http = client(limits=Limits(attempts=2))
        reasons = []
        for number in range(22):
            with pytest.raises(FetchError) as caught:
                http.fetch(page(f"{site.url}/news/{number}"), PAGE)
            reasons.append(caught.value.reason)
        assert len(site.requests) == 40
        assert reasons[19] == "HTTP 429 Too Many Requests, in 2 attempts"
        assert "failed 20 times in a row" in reasons[20]
        assert http.fetch(page(other.add("/fine", "text")), PAGE).is_new


def test_one_good_answer_in_between_keeps_a_host_asked(site, client):
    site.always |= {f"/news/{number}": faults.status(503) for number in range(30)}
    url = site.add("/fine", "text")
    http = client(limits=Limits(attempts=1))
    for number in range(30):
        if number == 15:
            http.fetch(page(url), PAGE)
        with pytest.raises(FetchError, match="HTTP 503"):
            http.fetch(page(f"{site.url}/news/{number}"), PAGE)


def test_limiter_spaces_turns_evenly_from_the_first():
    slept, clock = [], [100.0]
    limiter = RateLimiter(5, clock=lambda: clock[0], sleep=slept.append)
    for _ in range(4):
        limiter.wait()
    assert slept == pytest.approx([0.22, 0.44, 0.66])
    clock[0] = 200.0
    limiter.wait()
    assert len(slept) == 3


def test_the_rate_holds_at_the_server_over_threads_redirects_and_retries(site, client):
    rate = 40
    http = client(rate=rate, sleep=time.sleep, limits=Limits(attempts=5))
    for number in range(60):
        site.add(f"/submissions/{number}", "{}", "application/json")
        if number % 6 == 0:
            site.always[f"/Archives/{number}"] = faults.redirect(f"/submissions/{number}")
    urls = [f"{site.url}/{'Archives' if n % 6 == 0 else 'submissions'}/{n}" for n in range(60)]

    def work(part):
        for url in part:
            http.fetch(page(url), JSON)

    threads = [threading.Thread(target=work, args=(urls[start::6],)) for start in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.requests) == 70
    assert site.most_in_a_second() <= rate
    elapsed = site.requests[-1].at - site.requests[0].at
    assert 69 / elapsed > 0.6 * rate
