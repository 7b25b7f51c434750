"""A bad day at full size: 40 filers, 200 documents, one answer in ten faulty. Every good one lands, every bad one is named."""

import gzip
import random
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.http import Http
from ingest.sources import edgar, feeds, sample
from ingest.sources.collected import Collected
from tests.servers import site as faults
from tests.servers.edgar import RELEASE, Filer
from tests.servers.site import Site
from tests.sources.conftest import LIMITS

SHARED = Path(__file__).parents[2] / "../shared/data"
FILERS, FILINGS, NEWS = 40, 4, 1  # 160 exhibits of filings and 40 pages of newsrooms
RATE = 120.0
SINCE, TODAY = date(2026, 1, 1), date(2026, 8, 1)
PASSING = [
    faults.status(403),
    faults.status(429, Retry_After="1"),
    faults.status(503),
    faults.cut(),
    faults.hang_up,
    faults.garbled_gzip,
]
LASTING = {
    "HTTP 404": faults.status(404),
    "HTTP 500": faults.status(500),
    "image/png": faults.wrong_type(),
    "connection failed": faults.cut(),
    "body larger than": faults.endless(),
    "body not complete": faults.endless(b"x", pause=0.05),
    "timed out": faults.silent(0.7),
    "more than 5 times": faults.redirect("/loop"),
}


def real_bodies():
    """Company facts and releases of real size, from ../shared/data where it is, else from the embedded sample."""
    facts = [gzip.decompress(path.read_bytes()) for path in sorted((sample.SAMPLE_DIR / "facts").glob("*.json.gz"))]
    releases = sorted((SHARED / "filings").rglob("EX-99*.gz"))
    return facts, [gzip.decompress(path.read_bytes()) for path in releases] or [RELEASE.format(name="Example").encode()]


@pytest.fixture
def newsroom():
    with Site().running() as running:
        running.always["/loop"] = faults.redirect("/loop")
        yield running


@pytest.fixture
def filers(site, newsroom, filer_company):
    """40 companies with facts and filings on `site`, and a feed each on `newsroom`."""
    facts, releases = real_bodies()
    site.always["/loop"] = faults.redirect("/loop")
    made = []
    for number in range(FILERS):
        filer = Filer(site, 5000 + number, f"EXAMPLE FILER {number} INC")
        for month in range(1, 1 + FILINGS):
            documents = {"cover.htm": ("8-K", "cover"), f"release-{month}.htm": ("EX-99.1", "to be replaced")}
            accession = filer.file("8-K", f"2026-0{month}-15", documents, items="2.02,9.01")
            body = releases[(number + month) % len(releases)] + f"<!-- {number} {month} -->".encode()
            site.add(f"{filer.folder(accession)}/release-{month}.htm", body)
        site.add(filer.facts_path, facts[number % len(facts)], "application/json")
        items = "".join(f"<item><title>n</title><link>/news/{number}-{n}</link></item>" for n in range(NEWS))
        newsroom.add(f"/feed/{number}", f'<rss version="2.0"><channel>{items}</channel></rss>', "text/xml")
        for n in range(NEWS):
            newsroom.add(f"/news/{number}-{n}", RELEASE.format(name=f"Example {number}"))
        feed = f"{newsroom.url}/feed/{number}"
        made.append((filer, filer_company(5000 + number, f"Example Filer {number}", f"filer_{number}", feeds=(feed,))))
    return made


def harm(sites, seed):
    """Make one address in ten faulty, half of them for good. Returns {url: reason expected} of the lasting ones."""
    dice = random.Random(seed)
    lasting = {}
    for site in sites:
        for path in sorted(path for path in site.pages if not path.endswith(("index.json", "cover.htm"))):
            throw = dice.random()
            if throw < 0.05:
                site.faults[path] = [dice.choice(PASSING) for _ in range(dice.randint(1, 2))]
            elif throw < 0.1:
                reason = dice.choice(sorted(LASTING))
                if path.endswith("-index-headers.html") and reason == "HTTP 404":
                    reason = "HTTP 500"  # without it the adapter would, rightly, read index.json
                site.always[path] = LASTING[reason]
                lasting[site.url + path] = reason
    return lasting


def run(store, settings, companies):
    """One run over both sources, with real waits for the rate limit and short ones for retries."""
    limits = replace(LIMITS, max_bytes=5_000_000)
    with Http(store, settings, limits, sleep=lambda seconds: time.sleep(seconds if seconds < 0.5 else 0.02)) as http:
        result = Collected("load")
        result.extend(edgar.collect(http, companies, SINCE))
        result.extend(feeds.collect(http, companies, SINCE, TODAY))
    return result


def within_reach(site, newsroom, filers, lasting):
    """Every address that a run can reach: behind a submissions list, index or feed that never comes, nothing is."""
    reach = set()
    for filer, company in filers:
        feed = company.feeds[0]
        reach |= {site.url + filer.submissions_path, site.url + filer.facts_path, feed}
        if feed not in lasting:
            reach |= {f"{newsroom.url}/news/{feed.rpartition('/')[2]}-{n}" for n in range(NEWS)}
        for row in filer.rows if site.url + filer.submissions_path not in lasting else []:
            folder = site.url + filer.folder(row["accessionNumber"])
            index = f"{folder}/{row['accessionNumber']}-index-headers.html"
            reach |= {index} | ({f"{folder}/release-{row['filingDate'][6]}.htm"} if index not in lasting else set())
    return reach


def test_all_good_ones_land_each_bad_one_is_named_and_the_rate_holds(site, newsroom, filers, store, settings):
    settings = settings.model_copy(update={"requests_per_second": RATE})
    companies = [company for _, company in filers]
    lasting = harm([site, newsroom], seed=7)
    reach = within_reach(site, newsroom, filers, lasting)
    bad, good = reach & lasting.keys(), reach - lasting.keys()
    assert len(bad) >= 20

    result = run(store, settings, companies)
    assert {obj.url for obj in result.fetched} == {obj.url for obj in store.objects()} == good
    assert sum(obj.kind == "announcement" for obj in result.fetched) > 150
    assert sum(obj.kind == "company_facts" for obj in result.fetched) > 30
    reasons = {url: [problem.reason for problem in result.problems if problem.reason.startswith(f"{url}: ")] for url in bad}
    assert len(result.problems) == len(bad)
    assert all(len(reasons[url]) == 1 and lasting[url] in reasons[url][0] for url in bad)
    assert all(problem.company_id for problem in result.problems)
    assert site.most_in_a_second() <= RATE
    assert newsroom.most_in_a_second() <= RATE

    asked = {server: len(server.requests) for server in (site, newsroom)}
    for server in asked:
        server.always.clear()
    assert run(store, settings, companies).problems == []
    assert len(store.objects(kind="announcement")) == FILERS * (FILINGS + NEWS)
    assert len(store.objects(kind="company_facts")) == FILERS
    again = {server.url + seen.path for server in asked for seen in server.requests[asked[server] :] if seen.status == 200}
    assert again.isdisjoint(good)
