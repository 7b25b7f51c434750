"""Every command and query of the README works as it stands there."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.publish import query
from ingest.settings import ROOT, Settings
from tests import readme
from tests.conftest import isolated

CAPEX = [command for command in readme.commands() if command.startswith("capex")]
MAKE = [command for command in readme.commands() if command.startswith("make")]


@pytest.fixture(scope="module")
def own_copy(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the README's commands may change."""
    folder = tmp_path_factory.mktemp("readme") / "data"
    shutil.copytree(published.data, folder)
    return folder


def test_nothing_in_the_readme_is_left_out() -> None:
    assert len(CAPEX) >= 7
    assert MAKE == ["make run", "make test"]
    assert len(CAPEX) + len(MAKE) == len(readme.commands())


@pytest.mark.parametrize("command", CAPEX)
def test_command(command: str, own_copy: Path) -> None:
    environment = isolated(own_copy) | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(shlex.split(command), cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.strip()


@pytest.mark.parametrize("command", MAKE)
def test_make_target(command: str) -> None:
    planned = subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert planned.returncode == 0, planned.stderr


@pytest.mark.parametrize("name", readme.questions())
def test_question(name: str, published: Settings) -> None:
    _, rows = query.run(published.published_path, readme.questions()[name])
    assert rows


def test_python_example(published: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = readme.blocks("python")
    monkeypatch.chdir(published.data.parent)
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert len(names["frame"]) > 10


def test_paths_exist() -> None:
    for folder in (
        "ingest/catalog/companies",
        "ingest/catalog/language",
        "ingest/sources",
        "ingest/store.py",
        ".github/capex.png",
    ):
        assert (ROOT / folder).exists(), folder
