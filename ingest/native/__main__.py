"""`make fast`: compiles the extraction to machine code with mypyc, which reads the types of the sources.

Trap avoided: a half-made build. All is made in a folder of its own, which takes its final name once it is complete and the
sources are still the same; a build that cannot read a text is taken away again.
"""

import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext

from ingest import native

_INTERPRETED = {"__init__", "filings", "rows", "version"}
"""Modules around the extraction: `version` finds the sources by its own place, the others are about storing."""
_LIBRARY = "ingest.figures.native"
_ERRORS = ["-Werror=uninitialized", "-Werror=maybe-uninitialized"]
"""Warnings that stop a build: where mypyc forgets a value, as when it compares tuples that may hold None, the code would crash.
All others, which a newer compiler may have more of, are no reason to do without."""
_SENTENCE = "Alphabet raised its 2026 capital expenditure guidance to $185 billion."


class _Build(build_ext):
    """Compiles all C files side by side, one per core; then every extension is linked."""

    def build_extensions(self) -> None:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            made = [[pool.submit(self._object, source, of) for source in of.sources] for of in self.extensions]
        for extension, objects in zip(self.extensions, made, strict=True):
            extension.extra_objects = [done.result() for done in objects]
            extension.sources = []
        super().build_extensions()

    def _object(self, source: str, extension: Extension) -> str:
        (made,) = self.compiler.compile(
            [source], self.build_temp, include_dirs=extension.include_dirs, extra_postargs=extension.extra_compile_args
        )
        print(".", end="", flush=True)
        return made


def main() -> None:
    """Build, unless there is a build of the present sources."""
    root = native.ROOT
    build = native.build_of(root)
    shown = build.relative_to(root)
    if build.is_dir():
        print(f"the extraction is compiled already: {shown} (make clean removes it)")
        return
    if lacking := missing():
        sys.exit(f"{lacking} is needed to compile the extraction; without it everything works as before")
    began = time.monotonic()
    native.builds(root).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=native.builds(root)) as folder, contextlib.chdir(root):
        made = compiled(Path(folder))
        count = len(list(made.glob("*.so"))) - 1
        if native.build_of(root) != build:
            sys.exit("the sources changed while they were compiled: run it once more")
        made.rename(build)
    _try_out(build)
    for old in native.builds(root).glob(f"{build.name.rpartition('-')[0]}-*"):
        if old != build:
            shutil.rmtree(old)
    took = time.monotonic() - began
    print(f"{count} modules of ingest/figures compiled in {took:.0f} s: {shown}; {native.SWITCH}=0 switches it off")


def missing() -> str | None:
    """What of a C compiler and Python's headers is not there."""
    if find_spec("mypyc") is None:
        return "mypy (make fast sets it up)"
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(compiler) is None:
        return f"a C compiler ({compiler})"
    headers = Path(sysconfig.get_path("include"))
    return None if (headers / "Python.h").exists() else f"Python.h ({headers}; python3-dev on Debian)"


def compiled(work: Path) -> Path:
    """The folder of extension modules, made from the sources of the working directory."""
    print("checking types and writing C ...", flush=True)
    extensions = _extensions(work)
    print("compiling ", end="", flush=True)
    command = _Build(Distribution({"name": "ingest", "ext_modules": extensions}))
    command.build_lib, command.build_temp = str(work / "lib"), str(work / "objects")
    command.ensure_finalized()
    command.run()
    print()
    return work / "lib" / "ingest" / "figures"


def _extensions(work: Path) -> list[Extension]:
    """One library of all modules and, per module, an extension that hands out its part of it."""
    from mypyc.build import mypycify

    sources = sorted(path for path in Path("ingest/figures").glob("*.py") if path.stem not in _INTERPRETED)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            extensions = mypycify(
                ["--config-file=pyproject.toml", f"--cache-dir={work / 'types'}", *map(str, sources)],
                debug_level="0",
                opt_level="1",  # 3 takes three times as long for a twentieth more
                multi_file=True,  # in one file half of the time, on one core, goes into its size
                target_dir=str(work / "c"),
                group_name=_LIBRARY,
            )
    except SystemExit:
        sys.exit(said.getvalue())
    for extension in extensions:
        extension.include_dirs.append(str(work / "c" / "ingest" / "figures"))  # where the library's own header is written
        extension.extra_compile_args = [flag for flag in extension.extra_compile_args if flag != "-Werror"] + _ERRORS
    return extensions


def _try_out(build: Path) -> None:
    """Read a sentence with the build; take it away when that fails."""
    program = (
        "from ingest import native; from ingest.figures.extract import figures_of;"
        f"assert native.state() == 'compiled' and figures_of({_SENTENCE!r}, language='en')"
    )
    switched_on = {name: value for name, value in os.environ.items() if name != native.SWITCH}
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=native.ROOT, env=switched_on, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        shutil.rmtree(build)
        sys.exit(f"what was compiled does not work and was taken away:\n{ended.stderr}")


if __name__ == "__main__":
    main()
