"""What a second version changes against the first: published, kept, built again."""

import pytest

from ingest.events import link
from ingest.models import Figure
from ingest.publish import database, previous
from ingest.sources import fx
from tests.events.rows import commitment, guidance
from tests.warehouse.rows import company, document, fact

CHANGES = (
    "select subject, change, company_id, previous_low, amount_low, previous_state, state from reports.rpt_changes order by all"
)


def rows(*figures: Figure, **facts: int) -> list:
    """A company, its figures with their documents and events, and a year's capex in millions by filing day."""
    linked = link.link(figures, [company()], fx.table())
    filed = [fact("2024-01-01", "2024-12-31", 10**6 * value, day.strip("_").replace("_", "-")) for day, value in facts.items()]
    documents = [document(figure.document_id, figure.published_on) for figure in figures]
    return [company(), *filed, *documents, *figures, *linked.events, *linked.figures, *linked.relations]


@pytest.fixture(scope="module")
def versions(warehouse, tmp_path_factory):
    """Changes of the first version, of the second, and of a third that is the second again."""
    published = tmp_path_factory.mktemp("published") / "capex.duckdb"
    lake_dir = warehouse.data_dir / "lake"
    plan = commitment(100, "2025-01-10", place="Ohio", place_type="site")
    first = rows(guidance(10, "2025-01-20"), plan, _2025_02_01_=900)
    delayed = commitment(100, "2025-06-10", place="Ohio", place_type="site", status="delayed")
    second = rows(
        guidance(10, "2025-01-20"),
        guidance(12, "2025-04-20", status="raised"),
        plan,
        delayed,
        _2025_02_01_=900,
        _2026_02_01_=880,
    )
    found = []
    for content in (first, second, second):
        kept = lake_dir / "published_state" / "all.parquet"
        state = kept.read_bytes() if found else None
        warehouse.fill(content)
        if state is not None:
            kept.write_bytes(state)
        warehouse.built.unlink(missing_ok=True)
        assert warehouse.dbt("run", "--select", "+rpt_changes").success
        with warehouse.copy() as connection:
            found.append(connection.execute(CHANGES).fetchall())
        database.publish(warehouse.built, published)
        assert previous.keep_state(published, lake_dir) > 0
    return found


def test_the_first_version_changes_nothing(versions):
    assert versions[0] == []


def test_the_second_names_what_is_new_restated_and_in_another_state(versions):
    assert versions[1] == [
        ("capex", "restated", "acme", 900_000_000, 880_000_000, "reported", "reported"),
        ("commitment", "state_changed", "acme", 100_000_000_000, 100_000_000_000, "active", "delayed"),
        ("guidance", "new", "acme", None, 12_000_000_000, None, "raised"),
    ]


def test_the_same_version_again_changes_nothing(versions):
    assert versions[2] == []
