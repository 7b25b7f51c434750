"""dbt, run inside this process.

Traps avoided: starting dbt as a subprocess costs 6 s a call (`DbtCliResource`), and a dbt that stays in the process keeps the
build file open, which would block publishing. The manifest is prepared when it is missing or older than the project's files.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

import duckdb

from ingest import lake
from ingest.publish import inputs
from ingest.settings import ROOT, Settings

PROJECT_DIR = ROOT / "dbt"
NODE_RESULTS = frozenset({"LogModelResult", "LogSeedResult", "LogTestResult"})


def target_dir(settings: Settings) -> Path:
    """Where dbt keeps its artifacts: with the data, for the manifest contains the data folder's path."""
    return settings.build_path.parent / "dbt"


def _arguments(settings: Settings, *command: str) -> list[str]:
    folders = {"--project-dir": PROJECT_DIR, "--profiles-dir": PROJECT_DIR}
    artifacts = {"--target-path": target_dir(settings), "--log-path": target_dir(settings)}
    named = [str(part) for option in (folders | artifacts).items() for part in option]
    # Events reach us by callback; writing each of them to a log file as well would cost a fifth of the build.
    return [*command, *named, "--log-level", "none", "--log-level-file", "none", "--no-use-colors"]


def _enter(settings: Settings) -> None:
    """What dbt's profile and sources read from the environment, and the folders they expect."""
    os.environ["CAPEX_DATA_DIR"] = str(settings.data)
    settings.build_path.parent.mkdir(parents=True, exist_ok=True)
    lake.ensure(settings.lake_dir)


def manifest_path(settings: Settings) -> Path:
    """Path of an up-to-date manifest; parses the project when a file of it is newer."""
    path = target_dir(settings) / "manifest.json"
    if not path.exists() or path.stat().st_mtime < max(source.stat().st_mtime for source in inputs.dbt_files()):
        from dbt.cli.main import dbtRunner

        _enter(settings)
        result = dbtRunner().invoke(_arguments(settings, "parse"))
        if not result.success:
            raise RuntimeError(f"dbt could not parse the project in {PROJECT_DIR}: {result.exception}")
        path.touch()
    return path


def build(settings: Settings, selection: Sequence[str], indirect_selection: str | None) -> Iterator[Mapping[str, Any]]:
    """Run `dbt build`; yield dbt's structured events of finished nodes as they happen.

    `selection` is dbt's own (`--select ...`; empty for all). While an event is looked at, the build file can be read through
    `cursor`. Raises RuntimeError naming the failed nodes when a model or a blocking test fails.
    """
    from dbt.adapters.factory import reset_adapters
    from dbt.cli.main import dbtRunner
    from google.protobuf.json_format import MessageToDict

    _enter(settings)
    events: SimpleQueue[Any] = SimpleQueue()
    outcome: list[Any] = []
    # The manifest is there already, and nobody reads the other artifacts.
    command = _arguments(settings, "build", "--exclude-resource-type", "unit_test", "--no-write-json")
    tests = ["--indirect-selection", indirect_selection] if indirect_selection else []

    def work() -> None:
        try:
            outcome.append(dbtRunner(callbacks=[events.put]).invoke([*command, *selection, *tests]))
        finally:
            events.put(None)

    thread = Thread(target=work, name="dbt")
    thread.start()
    try:
        while (event := events.get()) is not None:
            if event.info.name in NODE_RESULTS:
                yield MessageToDict(event, preserving_proto_field_name=True)
    finally:
        thread.join()
        reset_adapters()
        _release_duckdb()
    if not outcome:
        raise RuntimeError("dbt stopped without a result; what it printed is in the run's log")
    if not outcome[0].success:
        raise RuntimeError(_failure(outcome[0]))


def cursor() -> duckdb.DuckDBPyConnection:
    """A way into the build file while dbt has it open: a second connection from outside would be refused."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    return DuckDBConnectionManager._ENV.conn.cursor()


def _release_duckdb() -> None:
    """Close the build file: dbt-duckdb keeps its connection for the life of the process."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
    DuckDBConnectionManager.close_all_connections()


def _failure(outcome: Any) -> str:
    results = getattr(outcome.result, "results", None) or []
    failed = [
        f"{r.node.name}: {(r.message or r.status).strip()}" for r in results if r.status in {"error", "fail", "runtime error"}
    ]
    return "dbt build failed\n  " + "\n  ".join(failed or [str(outcome.exception)])
