"""A small internet on 127.0.0.1 for whole live runs: EDGAR with two filers of the catalogue, and exchange rates.

Both filers have no feed in the catalogue, so that a live run of theirs asks nobody else.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ingest.catalog import companies
from ingest.sources import fx, sample
from tests.servers.edgar import Filer
from tests.servers.site import Site
from tests.sources.test_fx import H10_CSV

CONTACT = "Example Research research@example.com"
FILERS = ("amd", "intel")
PLAN = (
    "<html><head><title>{name} plan</title></head><body><article><h1>{name} announces a plan</h1>"
    "<p>{name} will invest ${amount} billion in new data centers over the next {years} years, the company said.</p>"
    "</article></body></html>"
)


@dataclass(frozen=True)
class World:
    """The site and its filers by the slug of their company."""

    site: Site
    filers: dict[str, Filer]

    @property
    def settings(self) -> dict[str, str]:
        """Environment variables of a live run that knows only this world."""
        return {
            "CAPEX_CONTACT": CONTACT,
            "CAPEX_EDGAR_DATA_URL": self.site.url,
            "CAPEX_EDGAR_WWW_URL": self.site.url,
            "CAPEX_ECB_RATES_URL": f"{self.site.url}/ecb.zip",
            "CAPEX_FED_RATES_URL": f"{self.site.url}/h10",
            "CAPEX_REQUESTS_PER_SECOND": "1000000",
            "CAPEX_RETRY_PAUSE_SECONDS": "0.1",
        }

    def announce(self, company: str, amount: int, years: int) -> str:
        """File an 8-K of today with a press release about a plan. Returns the address of the release."""
        name = companies.get(company).name
        documents = {
            "cover.htm": ("8-K", "cover"),
            "release.htm": ("EX-99.1", PLAN.format(name=name, amount=amount, years=years)),
        }
        filer = self.filers[company]
        accession = filer.file("8-K", _days_ago(1).isoformat(), documents, items="8.01,9.01")
        self.publish_facts(company)
        return f"{filer.folder(accession)}/release.htm"

    def publish_facts(self, company: str) -> None:
        """Real company facts: those of the embedded sample."""
        data = gzip.decompress((sample.SAMPLE_DIR / "facts" / f"{company}.json.gz").read_bytes())
        self.site.add(self.filers[company].facts_path, data, "application/json")

    def asked_of(self, company: str) -> list[str]:
        """Paths asked for that belong to a company."""
        filer = self.filers[company]
        return [path for path in self.site.paths() if f"{filer.cik:010d}" in path or f"/{filer.cik}/" in path]


@contextmanager
def running() -> Iterator[World]:
    """The world as of today, each filer with one announcement."""
    with Site().running() as site:
        site.add("/ecb.zip", fx.packaged_ecb(), "application/zip")
        site.add("/h10", H10_CSV, "text/csv")
        names = {slug: companies.get(slug) for slug in FILERS}
        world = World(site, {slug: Filer(site, company.cik or 0, f"{company.name} Corp") for slug, company in names.items()})
        world.announce("amd", 12, 3)
        world.announce("intel", 7, 2)
        yield world


def _days_ago(days: int) -> date:
    return datetime.now(UTC).date() - timedelta(days=days)
