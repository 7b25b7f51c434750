"""Everything that is written from a published version, in one place."""

from pathlib import Path

from ingest.publish import reports, workbook
from ingest.publish.page import page


def write_all(published_path: Path, folder: Path, *, version: str, created: str) -> list[Path]:
    """CSV files with their data package, the workbook, and the page with its charts. Returns the files written."""
    return [
        *reports.export(published_path, folder, version=version, created=created),
        workbook.write_workbook(published_path, folder / "capex.xlsx", version=version, created=created),
        *page.write_page(published_path, folder, version=version, created=created),
    ]
