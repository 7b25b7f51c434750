"""Everything that is written from a published version, in one place."""

from pathlib import Path

from ingest.publish import reports, workbook


def write_all(published_path: Path, folder: Path, *, version: str, created: str) -> list[Path]:
    """CSV files with their data package, and the workbook. Returns the files written."""
    written = reports.export(published_path, folder, version=version, created=created)
    return [*written, workbook.write_workbook(published_path, folder / "capex.xlsx")]
