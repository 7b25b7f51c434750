"""`capex ui`: the Dagster UI and its daemon, on this machine only."""

from typing import Annotated

import typer


def ui(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1.")] = 3000,
) -> None:
    """Start the Dagster UI with schedules and sensors on 127.0.0.1; Ctrl-C stops it."""
    from dagster_project import server
    from ingest.settings import Settings

    server.serve(Settings(), port=port, say=lambda message: print(message, flush=True))
