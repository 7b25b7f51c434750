"""The compiled extraction reads as its sources do, and only as long as they are its sources.

Trap avoided: a test of stand-ins. The sources are compiled in a copy of the package, and processes of their own read with both.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest import native

_READ = """
import json, multiprocessing
from ingest import native
from ingest.figures.extract import figures_of
from ingest.figures.version import extractor_version
from tests.corpus import corpus, evaluate

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        elsewhere = pool.apply(native.state)
    read = {d["id"]: evaluate.predicted(d) for _, documents in corpus.splits() for d in documents}
    module = figures_of.__code__.co_filename if hasattr(figures_of, "__code__") else "machine code"
    print(json.dumps([native.state(), elsewhere, module, extractor_version(), read], default=str))
"""
_WHERE = "from ingest.figures.extract import WHERE; from ingest import native; print(WHERE, native.state())"


def _copied(root: Path) -> Path:
    """A project of its own under `root`: the package with what it is built with."""
    shutil.copytree(native.ROOT / "ingest", root / "ingest", ignore=shutil.ignore_patterns("__pycache__", "sample"))
    shutil.copy(native.ROOT / "pyproject.toml", root)
    return root


def _small(root: Path) -> Path:
    """A project whose extraction is a line that says where it was read."""
    shutil.copytree(native.ROOT / "ingest" / "native", root / "ingest" / "native")
    (root / "ingest" / "figures").mkdir()
    for name in ("__init__.py", "digest.py", "figures/__init__.py"):
        shutil.copy(native.ROOT / "ingest" / name, root / "ingest" / name)
    (root / "ingest" / "figures" / "extract.py").write_text("WHERE = 'source'\n")
    return root


def _python(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python with the project under `root`, and the tests of this one."""
    kept = {name: value for name, value in os.environ.items() if name != native.SWITCH}
    paths = os.pathsep.join(map(str, (root, native.ROOT)))
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=kept | {"PYTHONPATH": paths} | environment, capture_output=True, text=True
    )


def _where(root: Path, **environment: str) -> str:
    ended = _python(root, "-c", _WHERE, **environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def _built(root: Path) -> Path:
    """A build of the project's present sources, as far as the import system can tell."""
    build = native.build_of(root)
    build.mkdir(parents=True)
    (build / "extract.py").write_text("WHERE = 'build'\n")
    return build


@pytest.fixture(autouse=True)
def switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests interpreted still tests the switch."""
    monkeypatch.delenv(native.SWITCH, raising=False)


def test_without_a_build_nothing_changes(tmp_path: Path) -> None:
    path = ["somewhere"]
    assert native.search_path(path, tmp_path) is path
    assert _where(_small(tmp_path)) == "source interpreted"


def test_a_build_is_read_first(tmp_path: Path) -> None:
    build = _built(_small(tmp_path))
    assert native.search_path(["somewhere"], tmp_path) == [str(build), "somewhere"]
    assert _where(tmp_path).startswith("build ")


def test_a_changed_source_is_not_shadowed(tmp_path: Path) -> None:
    source = _small(tmp_path) / "ingest" / "figures" / "extract.py"
    _built(tmp_path)
    source.write_text("WHERE = 'changed source'\n")
    assert _where(tmp_path) == "changed source outdated"


@pytest.mark.parametrize("name", ["figures/added.py", "text/segments.py", "catalog/companies.py"])
def test_a_new_module_outdates_a_build(tmp_path: Path, name: str) -> None:
    _built(_small(tmp_path))
    added = tmp_path / "ingest" / name
    added.parent.mkdir(exist_ok=True)
    added.touch()
    assert _where(tmp_path) == "source outdated"


def test_a_build_can_be_switched_off(tmp_path: Path) -> None:
    _built(_small(tmp_path))
    assert _where(tmp_path, CAPEX_COMPILED="0") == "source switched off"


def test_without_a_compiler_one_sentence_says_so(tmp_path: Path) -> None:
    pytest.importorskip("mypyc", reason="mypy is not installed")
    ended = _python(_copied(tmp_path), "-m", "ingest.native", CC="no-such-compiler")
    assert ended.returncode == 1
    assert ended.stderr == (
        "a C compiler (no-such-compiler) is needed to compile the extraction; without it everything works as before\n"
    )
    assert not (tmp_path / "build").exists()


@pytest.mark.slow
def test_compiled_and_interpreted_read_alike(tmp_path: Path) -> None:
    pytest.importorskip("mypyc", reason="mypy is not installed")
    from ingest.native.__main__ import missing

    if what := missing():
        pytest.skip(f"{what} is needed to compile")
    root = _copied(tmp_path)
    made = _python(root, "-m", "ingest.native")
    assert made.returncode == 0, made.stdout + made.stderr
    assert "modules of ingest/figures compiled in" in made.stdout.splitlines()[-1]
    assert "compiled already" in _python(root, "-m", "ingest.native").stdout
    program = root / "read.py"
    program.write_text(_READ)
    compiled, interpreted = (_python(root, str(program), **switch) for switch in ({}, {native.SWITCH: "0"}))
    assert (compiled.returncode, interpreted.returncode) == (0, 0), compiled.stderr + interpreted.stderr
    state, elsewhere, code, version, read = json.loads(compiled.stdout)
    assert (state, elsewhere, code) == ("compiled", "compiled", "machine code")
    own_state, own_elsewhere, own_code, own_version, own_read = json.loads(interpreted.stdout)
    assert (own_state, own_elsewhere, Path(own_code).name) == ("switched off", "switched off", "extract.py")
    assert version == own_version
    assert len(read) > 500
    assert [name for name in read if read[name] != own_read[name]] == []
