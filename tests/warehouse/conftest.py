"""A warehouse from given rows: real Parquet, real dbt in this process, real DuckDB.

Trap avoided: dbt keeps paths in its parsed project, so another folder per test means parsing again each time. All builds of
a session share one data folder and one parse; what a test gets is a copy of the built file.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult

from ingest import lake
from ingest.catalog import companies, concepts
from ingest.events import link
from ingest.models import TABLES, Company, Document, Figure, Rate, Row
from ingest.sources import fx
from ingest.sources import sample as sample_source
from ingest.sources.sample import SAMPLE_DIR
from ingest.store import RawStore
from ingest.tables import documents, figures
from ingest.xbrl import companyfacts
from tests.events import gold

ROOT = Path(__file__).parents[2]


class Warehouse:
    """dbt on a lake of this session's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data_dir = folder / "data"
        self.built = self.data_dir / "build" / "warehouse.duckdb"
        self._copies = count()
        self._manifest = None

    def fill(self, rows: Iterable[Row], rates: pa.Table | None = None) -> None:
        """Replace the lake's contents by these rows (of any of the lake's models); many rates may come as a table."""
        rows = list(rows)
        lake_dir = self.data_dir / "lake"
        shutil.rmtree(lake_dir, ignore_errors=True)
        lake.ensure(lake_dir)
        for model in TABLES:
            lake.write(lake_dir, model, [row for row in rows if type(row) is model])
        if rates is not None:
            lake.write(lake_dir, Rate, rates)

    def dbt(self, *arguments: str) -> dbtRunnerResult:
        """Run a dbt command; the project is parsed once."""
        self.built.parent.mkdir(parents=True, exist_ok=True)
        common = ["--project-dir", str(ROOT / "dbt"), "--profiles-dir", str(ROOT / "dbt"), "--quiet"]
        common += ["--target-path", str(self.folder / "target"), "--log-path", str(self.folder / "logs")]
        if self._manifest is None:
            parsed = dbtRunner().invoke(["parse", *common])
            assert parsed.success, parsed.exception
            self._manifest = parsed.result
        result = dbtRunner(manifest=self._manifest).invoke([*arguments, *common])
        if DuckDBConnectionManager._ENV is not None:
            DuckDBConnectionManager._ENV.close()
        DuckDBConnectionManager.close_all_connections()
        return result

    def build(self, rows: Iterable[Row], *arguments: str, rates: pa.Table | None = None) -> duckdb.DuckDBPyConnection:
        """Build from these rows (`dbt run`; arguments such as `--select +fct_capex` narrow it) and open a copy read-only."""
        self.fill(rows, rates)
        self.built.unlink(missing_ok=True)
        result = self.dbt("run", *arguments)
        assert result.success, failures(result)
        return self.copy()

    def copy(self) -> duckdb.DuckDBPyConnection:
        """The built file as it is now, opened read-only; later builds do not change it."""
        copy = self.folder / f"copy{next(self._copies)}.duckdb"
        shutil.copy(self.built, copy)
        return duckdb.connect(str(copy), read_only=True)


def failures(result: dbtRunnerResult) -> list[str]:
    """What went wrong in a dbt invocation, one line per node."""
    if result.exception is not None:
        return [str(result.exception)]
    return [f"{r.node.name}: {r.message}" for r in result.result if r.status not in ("success", "pass", "skipped", "no-op")]


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The session's warehouse; its data folder is in CAPEX_DATA_DIR while it lives."""
    built = Warehouse(tmp_path_factory.mktemp("warehouse"))
    before = os.environ.get("CAPEX_DATA_DIR")
    os.environ["CAPEX_DATA_DIR"] = str(built.data_dir)
    yield built
    if before is None:
        del os.environ["CAPEX_DATA_DIR"]
    else:
        os.environ["CAPEX_DATA_DIR"] = before


@pytest.fixture(scope="session")
def filings() -> list[Row]:
    """The catalogue and the facts of the embedded sample, as rows."""
    rows: list[Row] = [*companies.rows(), *concepts.load()]
    for path in sorted((SAMPLE_DIR / "facts").glob("*.json.gz")):
        facts, problems = companyfacts.facts(path.read_bytes(), item=path.name, raw_sha256="0" * 64)
        assert problems == []
        rows += facts
    return rows


@pytest.fixture(scope="session")
def sample(warehouse: Warehouse, filings: list[Row]) -> duckdb.DuckDBPyConnection:
    """A warehouse of the embedded filings and the packaged rates."""
    return warehouse.build(filings, rates=fx.table())


@pytest.fixture(scope="session")
def labelled(warehouse: Warehouse, filings: list[Row]) -> duckdb.DuckDBPyConnection:
    """The embedded filings and the labelled figures of the notes: merging and arithmetic without extraction's errors."""
    return warehouse.build([*filings, *_linked([*gold.rows(), *filings])], rates=fx.table())


@pytest.fixture(scope="session")
def announced(warehouse: Warehouse, filings: list[Row], tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The embedded filings and the figures that the extractor finds in the embedded announcements."""
    folder = tmp_path_factory.mktemp("announced")
    lake.ensure(folder / "lake")
    with RawStore(folder / "raw") as store:
        sample_source.collect(store)
        documents.refresh(store, folder / "lake")
    figures.refresh(folder / "lake")
    told = [*lake.read(folder / "lake", Document), *lake.read(folder / "lake", Figure)]
    built = warehouse.build([*filings, *_linked([*told, *filings])], rates=fx.table())
    tested = warehouse.dbt("test", "--exclude-resource-type", "unit_test")
    assert tested.success, failures(tested)
    return built


def _linked(rows: list[Row]) -> list[Row]:
    """Documents and figures among the rows, and the events that the figures speak of."""
    told = [row for row in rows if isinstance(row, Document | Figure)]
    linked = link.link(
        [row for row in told if isinstance(row, Figure)], [row for row in rows if isinstance(row, Company)], fx.table()
    )
    return [*told, *linked.events, *linked.figures, *linked.relations]
