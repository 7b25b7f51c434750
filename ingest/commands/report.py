"""`capex report`: export the published version again."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", file_okay=False, help="Folder to write to.")] = None,
) -> None:
    """Write CSV files, workbook and page of the published version again, here or to another folder."""
    from ingest.errors import CapexError
    from ingest.publish import export, manifest, query
    from ingest.settings import Settings

    settings = Settings()
    query.connect(settings.published_path).close()
    made = manifest.read(settings.data)
    if made is None:
        raise CapexError(f"{settings.data / manifest.NAME} is missing: capex run")
    folder = out or settings.reports_dir
    for path in export.write_all(settings.published_path, folder, version=made["run_id"][:8], created=made["published_at"]):
        print(path)
