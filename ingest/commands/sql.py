"""`capex sql`: query the published file."""

from typing import Annotated

import typer


def sql(
    statement: Annotated[
        str, typer.Argument(help='A DuckDB query, e.g. "from reports.rpt_capex_matrix"; - reads it from standard input.')
    ],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array of objects.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Make capex, guidance and commitments the tables as known on that day."),
    ] = None,
) -> None:
    """Query the published database (read-only; works while a run is building the next version)."""
    import csv
    import json
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ingest.publish import query
    from ingest.settings import Settings

    asked = sys.stdin.read() if statement == "-" else statement
    names, rows = query.run(Settings().published_path, asked, as_of=as_of)
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([query.plain(value) for value in row] for row in rows)
    elif as_json:
        found = [dict(zip(names, map(query.plain, row), strict=True)) for row in rows]
        print(json.dumps(found, ensure_ascii=False, default=query.plain))
    else:
        table = Table()  # cells as text: quotes may hold what would otherwise be markup
        for name in names:
            table.add_column(Text(name))
        for row in rows:
            table.add_row(*(Text("" if value is None else str(query.plain(value))) for value in row))
        Console().print(table)
        print(f"{len(rows):,} rows", file=sys.stderr)
