"""`capex add`: announcements by file or URL, from the figures in them to the published tables."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ingest.settings import Settings
    from ingest.store import RawObject

FIGURE_COLUMNS = ("company_id", "figure_type", "amount_low", "amount_high", "currency", "period_text", "figure_id", "quote")


def add(
    targets: Annotated[list[str], typer.Argument(metavar="FILE_OR_URL...", help="HTML, PDF, text, Markdown or mail.")],
    published: Annotated[
        date | None, typer.Option(parser=date.fromisoformat, metavar="DATE", help="Day of publication, YYYY-MM-DD.")
    ] = None,
    company: Annotated[str | None, typer.Option(metavar="SLUG", help="The company that it is about.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as one JSON object.")] = False,
) -> None:
    """Ingest announcements, show the figures found, rebuild, publish, and show what reached the tables."""
    import json
    import sys

    from dagster_project import launch
    from ingest.commands import progress
    from ingest.errors import CapexError
    from ingest.publish import query
    from ingest.settings import Settings
    from ingest.sources.sidecar import Stated

    settings = Settings()
    stated = Stated.of({"published": published, "company": company}, "add")
    taken, refused = _take(settings, targets, stated)
    for reason in refused:
        print(f"capex: {reason}", file=sys.stderr)
    if not taken:
        raise CapexError("nothing was added")
    found = [_found(settings, obj) for obj in taken]
    if not as_json:
        for document in found:
            _print_found(document)
    with progress.shown(quiet=as_json) as listener:
        outcome = launch.run(settings, listener=listener)
    if not outcome.success:
        for failure in outcome.failures:
            print(f"capex: {failure}", file=sys.stderr)
        raise CapexError("the documents are kept, but the rebuild failed; what was published before stays as it was")
    tables = _published(settings, [obj.sha256 for obj in taken])
    if as_json:
        print(json.dumps({"documents": found, "published": tables, "refused": refused}, ensure_ascii=False, default=query.plain))
    else:
        _print_published(settings, tables)
    if refused:
        raise typer.Exit(1)


def _take(settings: "Settings", targets: list[str], stated: Any) -> tuple[list["RawObject"], list[str]]:
    """(raw objects, reasons of those that could not be taken). One bad target costs no other."""
    from pathlib import Path

    from ingest.errors import CapexError
    from ingest.http import Http
    from ingest.sources import inbox, pages
    from ingest.store import RawStore

    taken: list[RawObject] = []
    refused: list[str] = []
    with RawStore(settings.raw_dir) as store, Http(store, settings) as http:
        for target in targets:
            try:
                if target.startswith(("http://", "https://")):
                    added = [pages.add(http, target, stated)]
                else:
                    added = inbox.add(store, settings.inbox_dir, Path(target).expanduser(), stated)
                taken += [obj for obj, _ in added]
            except CapexError as error:
                refused.append(str(error))
    return taken, refused


def _found(settings: "Settings", obj: "RawObject") -> dict[str, Any]:
    """A document as read, and the figures in it."""
    from ingest.figures.extract import figures_of
    from ingest.store import RawStore
    from ingest.tables import documents

    with RawStore(settings.raw_dir) as store:
        row = documents.read(store, obj)
    figures = figures_of(row.text, language=row.language, published=row.published_on, title=row.title)
    return {
        "document_id": row.document_id,
        "url": obj.source_url or obj.url,
        "title": row.title,
        "language": row.language,
        "published": row.published_on,
        "figures": [figure._asdict() | {"share": figure.share and figure.share._asdict()} for figure in figures],
    }


def _published(settings: "Settings", document_ids: list[str]) -> list[dict[str, Any]]:
    """The figures of these documents in the published file."""
    from ingest.publish import query

    ids = ", ".join(f"'{document_id}'" for document_id in document_ids)
    columns, rows = query.run(
        settings.published_path,
        f"select {', '.join(FIGURE_COLUMNS)} from marts.fct_figure where document_id in ({ids}) order by document_id, span_start",
    )
    return [{column: query.plain(value) for column, value in zip(columns, row, strict=True)} for row in rows]


def _print_found(document: dict[str, Any]) -> None:
    from rich.console import Console

    console = Console()
    day = document["published"] or "no date: give --published"
    console.print(f"[bold]{document['title'] or document['url']}[/bold]  {document['language']}, {day}", highlight=False)
    rows = [
        (f["company"], f["type"], f["low"], f["high"], f["currency"], f["period"], f"{f['confidence']:.2f}", f["quote"])
        for f in document["figures"]
    ]
    _print_table(console, ("company", "type", "amount", "period", "sure", "words"), rows)


def _print_published(settings: "Settings", figures: list[dict[str, Any]]) -> None:
    from rich.console import Console

    console = Console()
    console.print(f"\n[bold]In the tables[/bold]  {settings.published_path}", highlight=False, soft_wrap=True)
    rows = [tuple(figure[column] for column in FIGURE_COLUMNS) for figure in figures]
    _print_table(console, ("company", "type", "amount", "period", "capex explain", "words"), rows)


def _print_table(console: Any, headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Rows of (company, type, low, high, currency, ...) with both amounts as one."""
    from rich.table import Table

    if not rows:
        console.print("  no investment figure of a known company in it")
        return
    table = Table(*headings)
    for company, kind, low, high, currency, *rest in rows:
        shown = ["–" if value is None else str(value) for value in rest]
        table.add_row(company, kind, f"{_amount(low, high)} {currency}", *shown)
    console.print(table)


def _amount(low: Any, high: Any) -> str:
    """Millions, as a range or a bound where it is one."""
    if low is None and high is None:
        return "–"
    if high is None:
        return f"≥ {low / 1_000_000:,.0f}m"
    if low is None:
        return f"≤ {high / 1_000_000:,.0f}m"
    same = f"{low / 1_000_000:,.0f}m"
    return same if low == high else f"{low / 1_000_000:,.0f}–{high / 1_000_000:,.0f}m"
