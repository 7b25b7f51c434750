"""`capex report`: export the published version again."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", file_okay=False, help="Folder to write to.")] = None,
) -> None:
    """Write CSV files, workbook and page of the published version again, here or to another folder."""
    import json

    from ingest.publish import export, query
    from ingest.settings import Settings

    settings = Settings()
    query.connect(settings.published_path).close()
    manifest = json.loads((settings.data / "manifest.json").read_text(encoding="utf-8"))
    for path in export.write_all(
        settings.published_path, out or settings.reports_dir, version=manifest["run_id"][:8], created=manifest["published_at"]
    ):
        print(path)
