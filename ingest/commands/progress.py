"""What a person sees of a run in the terminal: steps as they end, then the result.

Trap avoided: progress on standard output, where `--json` and pipes want the result alone; it goes to standard error.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from dagster_project.reporting import UNCHANGED
from ingest import lake
from ingest.models import Problem
from ingest.settings import Settings

# One row per company: its newest quarter of the most comparable measure it has.
COMPARISON = """
    with comparable as (
        select
            *,
            case measure when 'cash_ppe_gross' then 1 when 'company_headline' then 2 when 'accrual_additions' then 3
                when 'incl_finance_leases' then 4 end as preference
        from reports.rpt_capex_comparison
        where amount_usd is not null
    )
    select
        calendar_quarter, company_id, replace(replace(measure, '_ppe_', ' '), '_', ' '), amount_usd::double / 1e9, yoy_pct,
        ttm_usd::double / 1e9, ttm_capex_to_revenue_pct, evidence
    from comparable
    where preference is not null
    qualify row_number() over (partition by company_id order by calendar_quarter desc, preference) = 1
    order by amount_usd desc
    limit 20
"""


@contextmanager
def shown(quiet: bool) -> Iterator[Callable[[Any], None] | None]:
    """A listener for Dagster's events that prints each asset as it is made, beside a running count."""
    if quiet:
        yield None
        return
    console = Console(stderr=True)
    with console.status("starting Dagster") as status:
        yield lambda entry: _show(entry, console, status)


def _show(entry: Any, console: Console, status: Any) -> None:
    event = entry.dagster_event
    if event is None:
        return
    if event.event_type_value == "STEP_START":
        status.update(f"{event.step_key.replace('__', '/')} …")
    elif event.event_type_value == "ASSET_MATERIALIZATION":
        materialization = event.step_materialization_data.materialization
        name = "/".join(materialization.asset_key.path)
        rows = materialization.metadata.get("dagster/row_count")
        status.update(f"{name} …")
        if event.step_key != "warehouse":
            told = f"{rows.value:>10,} rows" if rows is not None else ""
            since = materialization.metadata.get(UNCHANGED)
            console.print(f"  {name:24}{told}" + (f"  {UNCHANGED} {since.value}" if since else ""), highlight=False)
    elif event.event_type_value == "STEP_SUCCESS" and event.step_key == "warehouse":
        seconds = event.step_success_data.duration_ms / 1000
        console.print(f"  warehouse (dbt)         tables and checks in {seconds:.1f} s", highlight=False)
    elif event.event_type_value == "STEP_FAILURE":
        console.print(f"  [red]{event.step_key.replace('__', '/')} failed[/red]")


def refused(settings: Settings) -> list[dict[str, Any]]:
    """What the run refused, and why."""
    return [
        {"stage": p.stage, "item": p.item, "company_id": p.company_id, "reason": p.reason}
        for p in lake.read(settings.lake_dir, Problem)
    ]


def print_result(settings: Settings, problems: list[dict[str, Any]]) -> None:
    """The newest comparable quarter of each company, what was refused, and where everything is."""
    console = Console()
    console.print(_comparison(settings))
    if problems:
        console.print(f"[yellow]{len(problems)} inputs were refused[/yellow] (all: capex sql 'from staging.stg_lake__problem')")
        for problem in problems[:10]:
            console.print(f"  {problem['stage']}: {problem['item']}: {problem['reason']}", highlight=False, markup=False)
    reports = sorted(path.name for path in settings.reports_dir.iterdir() if path.is_file())
    console.print(f"database  {settings.published_path}", soft_wrap=True, highlight=False)
    console.print(f"page      {settings.reports_dir / 'index.html'}", soft_wrap=True, highlight=False)
    console.print(f"reports   {settings.reports_dir}/", soft_wrap=True, highlight=False)
    console.print("          " + ", ".join(name for name in reports if name != "index.html"), highlight=False)


def _comparison(settings: Settings) -> Table:
    title = "Capex of the newest calendar quarter, USD bn"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, collapse_padding=True)
    for heading in ("quarter", "company", "measure"):
        table.add_column(heading, no_wrap=True)
    for heading in ("capex", "YoY %", "TTM", "% rev."):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("evidence", no_wrap=True, min_width=len("announced"))
    with duckdb.connect(settings.published_path, read_only=True) as connection:
        rows = connection.execute(COMPARISON).fetchall()
    for quarter, company, measure, amount, yoy, ttm, intensity, evidence in rows:
        numbers = [f"{amount:,.2f}", *("–" if v is None else f"{v:,.1f}" for v in (yoy, ttm, intensity))]
        table.add_row(quarter, company, measure, *numbers, evidence)
    return table
