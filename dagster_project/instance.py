"""The Dagster instance of a data folder.

Trap avoided: without DAGSTER_HOME Dagster keeps runs in a folder that it deletes on exit. `capex` gives each data folder its own
home, made from the project's `dagster.yaml`, so that history survives and the user sets nothing.
"""

import os
from pathlib import Path
from typing import Any

import yaml

from ingest.settings import ROOT, Settings


def home(settings: Settings) -> Path:
    """Prepare `<data>/dagster` with its `dagster.yaml` and make this process (and its children) use it."""
    folder = settings.data / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    config = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    (folder / "dagster.yaml").write_text(yaml.safe_dump(_rebased(config, folder)), encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(folder)
    os.environ["CAPEX_DATA_DIR"] = str(settings.data)
    return folder


def _rebased(config: Any, folder: Path) -> Any:
    """The same configuration with every `base_dir` (given below `data/dagster`) below `folder`."""
    if not isinstance(config, dict):
        return config
    return {
        key: str(folder / Path(value).relative_to("data/dagster")) if key == "base_dir" else _rebased(value, folder)
        for key, value in config.items()
    }
