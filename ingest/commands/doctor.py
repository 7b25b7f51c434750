"""`capex doctor`: what is set up, fresh and missing, with a cure for each finding."""

from typing import Annotated

import typer


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print the findings as a JSON array.")] = False) -> None:
    """Check set-up, data and freshness; exit code 1 when something needs doing."""
    import json
    from dataclasses import asdict
    from datetime import UTC, datetime

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ingest.publish import health
    from ingest.settings import Settings

    findings = health.findings(Settings(), now=datetime.now(UTC))
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        table = Table("", "what", "finding", "cure")
        for finding in findings:
            mark = {"ok": "[green]ok[/green]", "note": "note", "bad": "[red]bad[/red]"}[finding.level]
            table.add_row(mark, *map(Text, (finding.what, finding.finding, finding.cure)))
        Console().print(table)
    raise typer.Exit(any(finding.level == "bad" for finding in findings))
