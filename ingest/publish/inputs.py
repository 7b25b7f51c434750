"""What a version is made from: the lake's tables, the dbt project, and the code that writes what people open.

Trap avoided: `lake/published_state`, which publishing itself writes. Counting it as an input would make every version new.
"""

from pathlib import Path

from ingest import digest
from ingest.models import PublishedState
from ingest.settings import ROOT

DBT_FILES = {".sql", ".yml", ".csv", ".md"}
DBT_OWN = {"target", "logs"}


def dbt_files() -> list[Path]:
    """The dbt project's sources, without what dbt writes beside them."""
    project = ROOT / "dbt"
    found = (path for path in project.rglob("*") if path.suffix in DBT_FILES)
    return [path for path in found if path.relative_to(project).parts[0] not in DBT_OWN]


def hashes(lake_dir: Path) -> dict[str, str]:
    """SHA-256 by lake file, and one each over the dbt project and over the publishing code."""
    code = Path(__file__).parent
    tables = sorted(path for path in lake_dir.glob("*/*.parquet") if path.parent.name != PublishedState.table)
    return {
        **{str(path.relative_to(lake_dir)): digest.of_file(path) for path in tables},
        "dbt": digest.of_files(dbt_files()),
        "publish": digest.of_files(path for path in code.rglob("*") if path.is_file() and path.suffix != ".pyc"),
    }
