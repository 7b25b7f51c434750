"""The extraction as machine code: where to look for it, so that it is used only when it was made from the present sources.

Trap avoided: compiled code that is not the source's. A build lies in a folder named after the Python it is for and a digest of
the sources; after any change to them there is no such folder, and the modules are read from their sources as ever.
"""

import os
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from ingest import digest

ROOT = Path(__file__).parents[2]
SWITCH = "CAPEX_COMPILED"
"""Set to 0, the sources are read though there is a build of them."""
_READ = ("figures", "text", "catalog", "native")
"""Folders of `ingest/` that a build depends on: the package itself, those whose types and constants it takes, the builder."""
_PYTHON = EXTENSION_SUFFIXES[0].strip(".").removesuffix(".so")


def builds(root: Path = ROOT) -> Path:
    """The folder of all builds."""
    return root / "build" / "fast"


def build_of(root: Path = ROOT) -> Path:
    """Where a build of the present sources lies, or would lie."""
    sources = (path for folder in _READ for path in (root / "ingest" / folder).glob("*.py"))
    return builds(root) / f"{_PYTHON}-{digest.of_files(sources)[:16]}"


def search_path(path: list[str], root: Path = ROOT) -> list[str]:
    """Where a package with this path looks for its modules: first in the build of its present sources, if there is one."""
    if not builds(root).is_dir() or os.environ.get(SWITCH) == "0":
        return path
    build = build_of(root)
    return [str(build), *path] if build.is_dir() else path


def state() -> Literal["compiled", "switched off", "outdated", "interpreted"]:
    """How this process extracts, and why."""
    spec = find_spec("ingest.figures.extract")
    if spec is not None and spec.origin is not None and spec.origin.endswith(tuple(EXTENSION_SUFFIXES)):
        return "compiled"
    if build_of().is_dir():
        return "switched off"
    return "outdated" if any(builds().glob(f"{_PYTHON}-*")) else "interpreted"
