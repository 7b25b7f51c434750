"""`capex facts`: company facts files to typed rows of the capex concepts, any filer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pyarrow as pa

    from ingest.xbrl.files import Batch

_FILES = "Company facts of any filer (JSON, plain or gzip), filings with inline XBRL, or SEC's companyfacts.zip."
_TRIM = "Write each filer's compact embedded form: a file (NAME.json.gz) for one filer, or a folder."
_SHOWN = 20


@dataclass
class _Totals:
    rows: int = 0
    filers: int = 0
    without_facts: int = 0


def facts(
    files: Annotated[list[Path], typer.Argument(help=_FILES, exists=True, dir_okay=False)],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the rows as Parquet (the lake's `fact`).")] = None,
    trim: Annotated[Path | None, typer.Option(help=_TRIM)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    processes: Annotated[int, typer.Option(min=1, help="Processes that read a zip.")] = 2,
) -> None:
    """Company facts to typed rows, all vintages kept, files of one filer united.

    What is refused is listed with its reason and costs nothing else. Exit code 1 when a file, or a member of a zip, was refused.
    """
    from ingest.xbrl import bulk
    from ingest.xbrl import files as xbrl_files

    zips = [path for path in files if _is_zip(path)]
    if zips and trim:
        raise typer.BadParameter("takes files of single filers, not a zip", param_hint="--trim")
    batch = xbrl_files.read(path for path in files if path not in zips)
    totals = _Totals(rows=len(batch.facts), filers=len(batch.entity_names))
    with _parquet(output) as write:
        write(bulk.table([tuple(dict(fact).values()) for fact in batch.facts]))
        for path in zips:
            _read_zip(path, processes, write, batch, totals, as_json)
    trimmed = _trim(batch, trim) if trim else []
    _print(batch, totals, [str(path) for path in (output, *trimmed) if path], as_json)
    if batch.refused:
        raise typer.Exit(1)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"PK"


@contextmanager
def _parquet(output: Path | None) -> Iterator[Callable[["pa.Table"], None]]:
    """A writer of tables into one Parquet file, which appears when all is written; without `output` nothing is written."""
    import pyarrow.parquet as pq

    from ingest import lake
    from ingest.models import Fact

    if output is None:
        yield lambda table: None
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    temporary = output.with_name(f"{output.name}.tmp")
    with pq.ParquetWriter(temporary, lake.schema(Fact), compression="zstd") as writer:
        yield writer.write_table
    temporary.replace(output)


def _read_zip(
    path: Path, processes: int, write: Callable[["pa.Table"], None], batch: "Batch", totals: _Totals, quiet: bool
) -> None:
    """Stream a bulk archive into the writer, with progress on standard error."""
    import hashlib

    from rich.console import Console
    from rich.progress import Progress

    from ingest.xbrl import bulk, document

    try:
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        members = bulk.members(path)
        with Progress(console=Console(stderr=True), disable=quiet) as progress:
            task = progress.add_task(path.name, total=sum(info.file_size for info in members))
            for chunk in bulk.chunks(path, members, raw_sha256=sha256, processes=processes):
                write(chunk.table)
                totals.rows += chunk.table.num_rows
                totals.filers += chunk.filers
                totals.without_facts += chunk.without_facts
                for member, reason in chunk.refused:
                    batch.refuse("company_facts", f"{path}/{member}", reason)
                for member, reason in chunk.left_out:
                    batch.note("company_facts", f"{path}/{member}", reason)
                progress.update(task, advance=chunk.size)
    except document.Refused as error:
        batch.refuse("company_facts", str(path), str(error))


def _trim(batch: "Batch", out: Path) -> list[Path]:
    from ingest.xbrl.compact import trim

    filers = dict(batch.by_company())
    is_file = out.suffix == ".gz"
    if is_file and len(filers) > 1:
        raise typer.BadParameter(f"{len(filers)} filers do not fit in one file; give a folder", param_hint="--trim")
    (out.parent if is_file else out).mkdir(parents=True, exist_ok=True)
    written = []
    for company_id, found in filers.items():
        path = out if is_file else out / f"{company_id}.json.gz"
        path.write_bytes(trim(found, batch.entity_names[company_id]))
        written.append(path)
    return written


def _print(batch: "Batch", totals: _Totals, written: list[str], as_json: bool) -> None:
    import json

    from rich.console import Console
    from rich.table import Table

    filers = [
        {
            "company_id": company_id,
            "cik": found[0].cik,
            "entity_name": batch.entity_names.get(company_id),
            "rows": len(found),
            "newest_period_end": max(fact.period_end for fact in found).isoformat(),
            "newest_filed_on": max(fact.filed_on for fact in found).isoformat(),
        }
        for company_id, found in batch.by_company()
    ]
    if as_json:
        problems = [{"item": p.item, "company_id": p.company_id, "reason": p.reason} for p in batch.problems]
        summary = {
            "rows": totals.rows,
            "filers": totals.filers,
            "filers_without_facts": totals.without_facts,
            "refused": batch.refused,
        }
        print(json.dumps({**summary, "by_filer": filers, "problems": problems, "written": written}, ensure_ascii=False, indent=1))
        return
    table = Table("company", "CIK", "entity", "rows", "newest period", "newest filing")
    for filer in filers:
        table.add_row(*(str(value) for value in filer.values()))
    console = Console()
    if filers:
        console.print(table)
    print(f"{totals.rows:,} rows of {totals.filers:,} filers; {totals.without_facts:,} filers without any wanted concept")
    errors = Console(stderr=True)
    for problem in batch.problems[:_SHOWN]:
        errors.print(f"{problem.item}: {problem.reason}", highlight=False, markup=False, soft_wrap=True)
    if len(batch.problems) > _SHOWN:
        errors.print(f"… and {len(batch.problems) - _SHOWN:,} more (all of them with --json)")
    for path in written:
        print(f"wrote {path}")
