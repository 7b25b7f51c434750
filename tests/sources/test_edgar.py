"""The EDGAR adapter against a server that answers as EDGAR does, faults included."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import msgspec
import pytest

from ingest.catalog import companies
from ingest.errors import CapexError
from ingest.http import Http
from ingest.politeness import Limits
from ingest.sources import edgar, edgar_filings
from ingest.store import RawStore
from ingest.xbrl.identity import belongs
from tests.servers import site as faults
from tests.servers.edgar import RELEASE, Filer

SHARED = Path(__file__).parents[2] / "../shared/data"
SINCE = date(2026, 1, 1)
NAME = "Example Semiconductor"
RELEASE_8K = {
    "ex-20260730.htm": ("8-K", "<html>cover</html>"),
    "exq2release.htm": ("EX-99.1", RELEASE.format(name=NAME)),
    "exq2remarks.htm": ("EX-99.2", "<html>remarks of the chief financial officer</html>"),
    "logo.jpg": ("GRAPHIC", "jpeg"),
    "ex-20260730.xsd": ("EX-101.SCH", "<schema/>"),
}


@pytest.fixture
def filer(site):
    return Filer(site, 1234, "EXAMPLE SEMICONDUCTOR CORP")


def names(objects, filer):
    """File names of the documents among raw objects."""
    return [obj.url.rpartition("/")[2] for obj in objects if obj.kind in ("filing", "announcement")]


def test_facts_reports_and_announcing_exhibits_land_with_what_is_known_of_them(http, store, filer, filer_company):
    accession = filer.file("8-K", "2026-07-30", RELEASE_8K, items="2.02,9.01")
    filer.file("10-Q", "2026-07-31", {"ex-20260630.htm": ("10-Q", "<html>report</html>")}, is_xbrl=True)
    filer.file("8-K", "2026-06-02", {"dir.htm": ("8-K", "<html>director leaves</html>")}, items="5.02")
    filer.file("4", "2026-06-01", {"form4.xml": ("4", "<xml/>")})
    result = edgar.collect(http, [filer_company()], SINCE)
    assert result.problems == []
    assert names(result.fetched, filer) == ["ex-20260630.htm", "exq2release.htm", "exq2remarks.htm"]
    release = next(obj for obj in result.fetched if obj.exhibit == "EX-99.1")
    assert store.get(release.sha256).decode() == RELEASE.format(name=NAME)
    assert release.model_dump(include={"accession", "form", "company_id", "published_on", "kind", "media_type", "source"}) == {
        "accession": accession,
        "form": "8-K",
        "company_id": "example_semiconductor",
        "published_on": date(2026, 7, 30),
        "kind": "announcement",
        "media_type": "text/html",
        "source": "edgar",
    }
    facts = store.objects(kind="company_facts")
    assert json.loads(store.get(facts[0].sha256))["entityName"] == "EXAMPLE SEMICONDUCTOR CORP"
    assert result.by_company() == {"example_semiconductor": {"fetched": 6, "unchanged": 0, "failed": 0}}


def test_a_second_run_asks_only_whether_lists_changed(http, site, filer, filer_company):
    filer.file("10-Q", "2026-07-31", {"q2.htm": ("10-Q", "<html>report</html>")}, is_xbrl=True)
    filer.file("8-K", "2026-07-30", RELEASE_8K, items="2.02")
    first = edgar.collect(http, [filer_company()], SINCE)
    asked = len(site.requests)
    second = edgar.collect(http, [filer_company()], SINCE)
    assert [(seen.path, seen.status) for seen in site.requests[asked:]] == [
        (filer.submissions_path, 304),
        (filer.facts_path, 304),
    ]
    assert second.fetched == []
    assert second.unchanged == first.fetched


def test_without_validators_facts_are_asked_for_until_they_have_the_newest_report(http, site, filer, filer_company):
    def asked_for_facts():
        site.pages[filer.facts_path].validators = False
        before = len(site.requests)
        edgar.collect(http, [filer_company()], SINCE)
        return site.paths()[before:].count(filer.facts_path)

    filer.file("10-Q", "2026-04-30", {"q1.htm": ("10-Q", "<html>1</html>")}, is_xbrl=True)
    first, before_q2 = asked_for_facts(), site.pages[filer.facts_path]
    accession = filer.file("10-Q", "2026-07-31", {"q2.htm": ("10-Q", "<html>2</html>")}, is_xbrl=True)
    with_q2 = site.pages[filer.facts_path]
    site.pages[filer.facts_path] = before_q2
    while_late = [asked_for_facts(), asked_for_facts()]
    site.pages[filer.facts_path] = with_q2
    assert (first, while_late, [asked_for_facts(), asked_for_facts()]) == (1, [1, 1], [1, 0])
    assert site.paths().count(f"{filer.folder(accession)}/q2.htm") == 1


def test_6k_gives_its_exhibits_or_else_its_only_document(http, filer, filer_company):
    exhibits = {"cover.htm": ("6-K", "cover"), "results.htm": ("EX-99.1", "a"), "consent.htm": ("EX-23.1", "b")}
    filer.file("6-K", "2026-05-01", exhibits)
    filer.file("6-K", "2026-05-02", {"board-resolution.htm": ("6-K", "c")})
    result = edgar.collect(http, [filer_company()], SINCE)
    assert names(result.fetched, filer) == ["board-resolution.htm", "results.htm"]


def test_an_8k_without_exhibit_says_it_in_its_body(http, filer, filer_company):
    filer.file("8-K", "2026-05-01", {"notes-offering.htm": ("8-K", "notes")}, items="8.01")
    assert names(edgar.collect(http, [filer_company()], SINCE).fetched, filer) == ["notes-offering.htm"]


def test_statements_kept_in_exhibits_of_annual_reports_are_read_too(http, filer, filer_company):
    annual = {"10k.htm": ("10-K", "a"), "ex13.htm": ("EX-13", "b"), "ex21.htm": ("EX-21", "c"), "cert.htm": ("EX-31.1", "d")}
    filer.file("10-K", "2026-02-20", annual)
    canadian = {"40f.htm": ("40-F", "e"), "aif.htm": ("EX-99.1", "f"), "statements.htm": ("EX-99.2", "g")}
    filer.file("40-F/A", "2026-03-20", canadian)
    result = edgar.collect(http, [filer_company()], SINCE)
    assert names(result.fetched, filer) == ["40f.htm", "aif.htm", "statements.htm", "10k.htm", "ex13.htm"]
    assert {obj.kind for obj in result.fetched if obj.accession} == {"filing", "filing_index"}


def test_the_same_exhibit_in_two_formats_counts_once(http, site, filer, filer_company):
    both = {"c.htm": ("8-K", "c"), "r.pdf": ("EX-99.1", "%PDF-1.4"), "r.htm": ("EX-99.1", "r"), "s.pdf": ("EX-99.2", "%PDF-1.4")}
    filer.file("8-K", "2026-05-01", both, items="7.01")
    assert names(edgar.collect(http, [filer_company()], SINCE).fetched, filer) == ["r.htm", "s.pdf"]


def test_without_index_headers_names_in_the_listing_must_do(http, site, filer, filer_company):
    documents = {"a8-k.htm": ("8-K", "c"), "a8-kex991.htm": ("EX-99.1", "r"), "exhibit10-1.htm": ("EX-10.1", "s")}
    filer.file("8-K", "2026-05-01", documents, items="2.02", headers=False)
    result = edgar.collect(http, [filer_company()], SINCE)
    assert names(result.fetched, filer) == ["a8-kex991.htm"]
    assert result.problems == []


def test_since_limits_filings_and_older_pages_are_read_only_when_they_reach_into_it(http, site, filer, filer_company):
    filer.file("6-K", "2024-03-01", {"old.htm": ("6-K", "old")}, older=True)
    filer.file("6-K", "2025-12-31", {"before.htm": ("6-K", "before")})
    filer.file("6-K", "2026-01-01", {"first-day.htm": ("6-K", "new")})
    assert names(edgar.collect(http, [filer_company()], SINCE).fetched, filer) == ["first-day.htm"]
    assert not any("submissions-001" in path for path in site.paths())
    again = edgar.collect(http, [filer_company()], date(2024, 1, 1))
    assert names(again.fetched, filer) == ["before.htm", "old.htm"]
    assert sum("submissions-001" in path for path in site.paths()) == 1


def test_a_strangers_cik_is_refused_by_name(http, store, site, filer_company):
    stranger = Filer(site, 77, "EXAMPLE FINANCIAL GROUP INC")
    stranger.file("6-K", "2026-05-01", {"x.htm": ("6-K", "x")})
    result = edgar.collect(http, [filer_company(cik=77)], SINCE)
    assert [problem.reason for problem in result.problems] == [
        "CIK 77 is 'EXAMPLE FINANCIAL GROUP INC', not 'Example Semiconductor': correct the catalogue"
    ]
    assert result.objects == result.fetched[:1] == store.objects(kind="submissions")


def test_a_renamed_filer_is_known_by_its_former_name(http, site, filer_company):
    renamed = Filer(site, 78, "NEW EXAMPLE HOLDINGS INC", former_names=("EXAMPLE SEMICONDUCTOR CORP",))
    renamed.file("6-K", "2026-05-01", {"x.htm": ("6-K", "x")})
    result = edgar.collect(http, [filer_company(cik=78)], SINCE)
    assert (names(result.fetched, renamed), result.problems) == (["x.htm"], [])


def test_one_failure_costs_no_other(http, site, filer, filer_company):
    accession = filer.file("8-K", "2026-07-30", RELEASE_8K, items="2.02")
    broken = filer.file("8-K", "2026-06-30", {"c.htm": ("8-K", "c"), "d.htm": ("EX-99.1", "d")}, items="2.02")
    site.always[f"{filer.folder(accession)}/exq2release.htm"] = faults.status(500)
    site.always[f"{filer.folder(broken)}/{broken}-index-headers.html"] = faults.wrong_type("image/png")
    site.always[filer.facts_path] = faults.wrong_type("application/json", b'{"cik": 1234, "facts"')
    Filer(site, 99, "OTHER EXAMPLE INC").file("6-K", "2026-05-01", {"fine.htm": ("6-K", "fine")})
    companies = [filer_company(), filer_company(99, "Other Example", "other_example"), filer_company(404, "Absent", "absent")]
    result = edgar.collect(http, companies, SINCE)
    assert sorted(names(result.fetched, filer)) == ["exq2remarks.htm", "fine.htm"]
    said = {(problem.company_id, problem.item): problem.reason for problem in result.problems}
    assert len(said) == 5
    assert "unusable content" in said["example_semiconductor", "company facts"]
    assert "HTTP 500" in said["example_semiconductor", f"8-K {accession} exq2release.htm"]
    assert "image/png" in said["example_semiconductor", f"8-K {broken}"]
    assert "HTTP 404" in said["absent", "submissions"]
    assert "HTTP 404" in said["absent", "company facts"]


def test_only_the_selected_company_is_asked_for(http, site, filer, filer_company):
    Filer(site, 99, "OTHER EXAMPLE INC")
    edgar.collect(http, [filer_company()], SINCE)
    assert all("0000001234" in path for path in site.paths())


def test_companies_without_cik_cost_nothing(http, site, filer_company):
    assert edgar.collect(http, [filer_company(cik=None, filer=False)], SINCE).objects == []
    assert site.requests == []


def test_without_contact_nothing_is_asked(store, settings, site, filer_company):
    with (
        Http(store, settings.model_copy(update={"contact": None})) as http,
        pytest.raises(CapexError, match="set CAPEX_CONTACT="),
    ):
        edgar.collect(http, [filer_company()], SINCE)
    assert site.requests == []


def test_foreign_private_issuers_without_xbrl_are_not_asked_for_facts(http, site, filer_company):
    Filer(site, 55, "Example Holding AG").file("6-K", "2026-05-01", {"x.htm": ("6-K", "x")})
    result = edgar.collect(http, [filer_company(55, "Example Holding", filer=False)], SINCE)
    assert result.problems == []
    assert "/api/xbrl/companyfacts/CIK0000000055.json" not in site.paths()


def test_linked_file_names_in_index_headers_are_read():
    page = b"<pre>&lt;DOCUMENT&gt;\n&lt;TYPE&gt;EX-99.1\n&lt;SEQUENCE&gt;2\n&lt;FILENAME&gt;<a href='a.htm'>a.htm</a>\n</pre>"
    assert edgar_filings.documents_of_headers(page) == [("EX-99.1", "a.htm")]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent")
def test_real_submissions_are_read():
    found = {}
    for path in sorted((SHARED / "submissions").glob("*.json.gz")):
        data = gzip.decompress(path.read_bytes())
        if "-submissions-" in path.name:
            columns = msgspec.json.decode(data, type=edgar_filings.FilingColumns)
        else:
            columns = msgspec.json.decode(data, type=edgar_filings.Submissions).filings.recent
        filings = list(edgar_filings.filing_list(columns))
        assert len(filings) == len(columns.accessionNumber)
        found[path.name.removesuffix(".json.gz")] = [filing for filing in filings if filing.is_wanted]
    tsmc = found["CIK0001046179"]
    assert (tsmc[0].accession, tsmc[0].form, tsmc[0].primary_document) == (
        "0001046179-26-000019",
        "6-K",
        "a20260210directorsresoluti.htm",
    )
    newest = next(filing for filing in found["CIK0000789019"] if filing.form == "8-K")
    assert newest.items & edgar_filings.ANNOUNCING_ITEMS
    forms = {filing.form for filings in found.values() for filing in filings}
    assert forms <= {"10-K", "10-K/A", "10-Q", "10-Q/A", "20-F", "20-F/A", "6-K", "6-K/A", "8-K", "8-K/A", "10-KT", "10-QT"}


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent")
def test_the_catalogue_knows_its_filers_by_the_names_they_have_at_the_sec():
    listed = json.loads(gzip.decompress((SHARED / "reference/sec_company_tickers.json.gz").read_bytes()))
    titles = {}
    for row in listed.values():
        titles.setdefault(int(row["cik_str"]), set()).add(row["title"])
    filers = [company for company in companies.load().values() if company.cik in titles]
    assert len(filers) > 100
    for company in filers:
        names = [company.name, *(alias for aliases in company.aliases.values() for alias in aliases)]
        assert any(belongs(title, names) for title in titles[company.cik]), (company.id, titles[company.cik])


@pytest.mark.parametrize("code", [403, 404])
def test_index_headers_that_edgar_does_not_hand_out_are_replaced_by_the_listing(http, site, filer, filer_company, code):
    accession = filer.file("8-K", "2026-07-30", RELEASE_8K, items="2.02")
    site.always[f"{filer.folder(accession)}/{accession}-index-headers.html"] = faults.status(code)
    site.add(f"{filer.folder(accession)}/ex991.htm", "release")
    listing = json.loads(site.pages[f"{filer.folder(accession)}/index.json"].body)
    listing["directory"]["item"].append({"name": "ex991.htm", "type": "text.gif", "size": "7"})
    site.add(f"{filer.folder(accession)}/index.json", json.dumps(listing), "application/json")
    result = edgar.collect(http, [filer_company()], SINCE)
    assert names(result.fetched, filer) == ["ex991.htm"]


FETCHER = """
import sys
from datetime import date
from pathlib import Path
from ingest.catalog.companies import Company
from ingest.http import Http
from ingest.settings import Settings
from ingest.sources import edgar
from ingest.store import RawStore
url, folder = sys.argv[1:]
settings = Settings(contact="a@example.com", edgar_data_url=url, edgar_www_url=url, requests_per_second=200)
company = Company(id="example", name="Example", cik=5, group="semiconductor", country="US", currency="USD", filer=True)
with RawStore(Path(folder)) as store, Http(store, settings) as http:
    print(len(edgar.collect(http, [company], date(2026, 1, 1)).problems), flush=True)
"""


def test_kill_9_and_resume_fetches_the_rest_and_nothing_twice(site, tmp_path):
    filer = Filer(site, 5, "Example Inc")
    for day in range(1, 29):
        documents = {"c.htm": ("8-K", "cover"), "r.htm": ("EX-99.1", f"release {day}"), "s.htm": ("EX-99.2", f"talk {day}")}
        filer.file("8-K", f"2026-02-{day:02d}", documents, items="2.02")
    command = [sys.executable, "-c", FETCHER, site.url, str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while len(site.requests) < 30 and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert 30 <= len(site.requests) < 80
    before = len(site.requests)
    with RawStore(tmp_path) as store:
        kept = {obj.url.removeprefix(site.url) for obj in store.objects()}
    assert len(kept) >= before - 2
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
    again = {seen.path for seen in site.requests[before:] if seen.status == 200}
    assert again.isdisjoint(kept - {filer.submissions_path, filer.facts_path})
    with RawStore(tmp_path) as store:
        bodies = {store.get(obj.sha256) for obj in store.objects(kind="announcement")}
    assert bodies == {f"{word} {day}".encode() for word in ("release", "talk") for day in range(1, 29)}


def test_a_dead_server_is_a_problem_of_each_thing_wanted(store, settings, filer_company):
    gone = settings.model_copy(update={"edgar_data_url": "http://127.0.0.1:9"})
    with Http(store, gone, Limits(attempts=1)) as http:
        result = edgar.collect(http, [filer_company()], SINCE)
    assert [problem.item for problem in result.problems] == ["submissions", "company facts"]
    assert all("connection failed" in problem.reason for problem in result.problems)
