"""Everything that is written from a published version, in one place."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ingest.publish import reports, workbook
from ingest.publish.page import page


def write_all(published_path: Path, folder: Path, *, version: str, created: str) -> list[Path]:
    """CSV files with their data package, the workbook, and the page with its charts. Returns the files written."""
    made = {"version": version, "created": created}
    # Drawing does not hold the interpreter's lock: rows are written meanwhile.
    with ThreadPoolExecutor(max_workers=1) as aside:
        shown = aside.submit(page.write_page, published_path, folder, **made)
        written = [
            *reports.export(published_path, folder, **made),
            workbook.write_workbook(published_path, folder / "capex.xlsx", **made),
        ]
        return [*written, *shown.result()]
