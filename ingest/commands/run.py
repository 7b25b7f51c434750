"""`capex run`: the whole job as one Dagster run."""

from typing import Annotated

import typer


def run(
    live: Annotated[bool, typer.Option("--live", help="Ask EDGAR, feeds and rate providers for what is new.")] = False,
    company: Annotated[list[str] | None, typer.Option("--company", help="Fetch only this company (slug); repeatable.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as one JSON object.")] = False,
) -> None:
    """Collect, extract, build, check and publish; ends with the comparison table and the paths written."""
    import json
    import sys

    from dagster_project import launch
    from ingest.catalog import companies
    from ingest.commands import progress
    from ingest.errors import CapexError
    from ingest.settings import Settings

    settings = Settings()
    if live and not settings.contact:
        raise CapexError(
            "--live needs a contact for SEC's User-Agent: set CAPEX_CONTACT='Your Name you@example.org' and run again"
        )
    for slug in company or []:
        companies.get(slug)
    with progress.shown(quiet=as_json) as listener:
        outcome = launch.run(settings, live=live, companies=company or [], listener=listener)
    refused = progress.refused(settings)
    if as_json:
        result = {"run_id": outcome.run_id, "success": outcome.success, "failures": outcome.failures, "problems": refused}
        print(json.dumps({**result, "database": str(settings.published_path), "reports": str(settings.reports_dir)}))
    elif outcome.success:
        progress.print_result(settings, refused)
    if not outcome.success:
        for failure in outcome.failures:
            print(f"capex: {failure}", file=sys.stderr)
        raise CapexError(
            "the run failed; what was published before stays as it was. Details: capex ui, run " + outcome.run_id[:8]
        )
