"""Newer exchange rates through the store: checked before they are kept."""

from ingest.http import Http
from ingest.sources import fx, rates
from tests.sources.conftest import LIMITS


def test_rate_files_land_once_and_error_pages_never(store, settings, site):
    site.add("/hist.zip", fx.packaged_ecb(), "application/zip")
    site.add("/h10", "<html>maintenance</html>", "text/html")
    urls = {"ecb_rates_url": f"{site.url}/hist.zip", "fed_rates_url": f"{site.url}/h10"}
    with Http(store, settings.model_copy(update=urls), LIMITS, sleep=lambda _: None) as http:
        first, second = rates.collect(http), rates.collect(http)
    assert [(obj.title, obj.kind) for obj in first.fetched] == [(fx.ECB, "rates")]
    assert fx.ecb_rates(store.get(first.fetched[0].sha256)).num_rows > 100_000
    assert [(obj.title, second.fetched) for obj in second.unchanged] == [(fx.ECB, [])]
    assert [problem.item for problem in first.problems] == [fx.H10]
    assert "unusable content" in first.problems[0].reason
