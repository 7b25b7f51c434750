"""`capex explain`: a number's whole way back."""

from typing import Annotated

import typer


def explain(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Identifier of a row of a report or table, or an unambiguous beginning of it.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the explanation as one JSON object.")] = False,
) -> None:
    """Show where a number comes from: arithmetic, rate, filing or sentence, versions, conflicts."""
    import json
    from dataclasses import asdict

    from rich.console import Console

    from ingest.explain import explain as explaining
    from ingest.explain import render
    from ingest.publish import query
    from ingest.settings import Settings

    with query.connect(Settings().published_path) as connection:
        connection.execute("set threads = 1")  # many small queries: a second thread costs more than it brings
        explanation = explaining.explain(connection, identifier)
    if as_json:
        print(json.dumps(asdict(explanation), ensure_ascii=False, default=query.plain))
    else:
        render.render(explanation, Console())
