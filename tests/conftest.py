"""What tests of published data share: one real run of the whole job on the embedded sample, and the command line.

Trap avoided: an environment that leaks. The run has a process and a data folder of its own, so that neither what other tests
set for dbt nor a `CAPEX_CONTACT` of the developer changes it, and its dbt does not stay in this process.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest import cli
from ingest.settings import Settings


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def isolated(data_dir: Path) -> dict[str, str]:
    """This process's environment without settings of the project or Dagster, for a data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CAPEX_", "DAGSTER_", "DBT_"))}
    return {**kept, "CAPEX_DATA_DIR": str(data_dir)}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder in which `capex run` has published the embedded sample, once per session.

    Treat it as read-only: copy the folder to change it.
    """
    settings = Settings(data_dir=tmp_path_factory.mktemp("published") / "data")
    command = [sys.executable, "-c", "from ingest.cli import main; main()", "run", "--json"]
    ended = subprocess.run(command, env=isolated(settings.data), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return settings


@pytest.fixture
def capex(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run a `capex` command in this process as the shell would: `capex("sql", "select 1", data=settings)`."""

    def run(*arguments: str, data: Settings | None = None) -> Ended:
        if data is not None:
            monkeypatch.setenv("CAPEX_DATA_DIR", str(data.data))
        monkeypatch.delenv("CAPEX_CONTACT", raising=False)
        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setattr(sys, "argv", ["capex", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capfd.readouterr()
        return Ended(int(left.value.code or 0), out, err)

    return run
