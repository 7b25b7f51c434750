"""What the adapters' tests share: a site, a store, and clients that count their pauses instead of sleeping."""

import pytest

from ingest.catalog.companies import Company
from ingest.http import Http
from ingest.politeness import Limits
from ingest.settings import Settings
from ingest.store import RawStore
from tests.servers.site import Site

CONTACT = "Example Research research@example.com"
LIMITS = Limits(attempts=4, connect_seconds=2, read_seconds=0.5, total_seconds=1, max_bytes=20_000_000)


@pytest.fixture
def site():
    with Site().running() as running:
        yield running


@pytest.fixture
def store(tmp_path):
    with RawStore(tmp_path / "raw") as opened:
        yield opened


@pytest.fixture
def settings(site, tmp_path):
    return Settings(
        data_dir=tmp_path,
        contact=CONTACT,
        edgar_data_url=site.url,
        edgar_www_url=site.url,
        requests_per_second=1e6,
    )


@pytest.fixture
def http(store, settings):
    with Http(store, settings, limits=LIMITS, sleep=lambda _: None) as client:
        yield client


@pytest.fixture
def filer_company():
    """A catalogue entry that files with EDGAR."""

    def make(cik=1234, name="Example Semiconductor", slug="example_semiconductor", **known):
        entry = {"group": "semiconductor", "country": "US", "currency": "USD", "filer": True} | known
        return Company(id=slug, name=name, cik=cik, **entry)

    return make
