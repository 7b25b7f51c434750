"""The state of an installation: what is there, how old it is, what was refused.

Trap avoided: a green light that only says that files exist. Freshness is judged by what the published tables hold.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import duckdb

from ingest import lake, native
from ingest.models import Problem
from ingest.publish import manifest
from ingest.settings import Settings

STALE_DAYS = 8
"""A weekday schedule that has not published for longer than this is not running."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report; `cure` is empty when there is nothing to do."""

    level: Literal["ok", "note", "bad"]
    what: str
    finding: str
    cure: str = ""


def findings(settings: Settings, now: datetime) -> list[Finding]:
    """All findings, in reading order. `now` is UTC."""
    return [
        Finding("ok", "python", sys.version.split()[0]),
        _extraction(),
        Finding("ok", "data folder", str(settings.data)),
        _contact(settings),
        *_published(settings, now),
        *_refused(settings),
        *_inbox(settings),
    ]


def _extraction() -> Finding:
    match native.state():
        case "compiled":
            return Finding("ok", "extraction", "compiled")
        case "switched off":
            return Finding("note", "extraction", f"interpreted: {native.SWITCH}=0 is set", f"unset {native.SWITCH}")
        case "outdated":
            return Finding("note", "extraction", "interpreted: the sources have changed since they were compiled", "make fast")
        case "interpreted":
            return Finding("ok", "extraction", "interpreted (make fast compiles it)")


def _contact(settings: Settings) -> Finding:
    if settings.contact:
        return Finding("ok", "live sources", f"requests say who asks: {settings.contact}")
    return Finding(
        "note", "live sources", "off: SEC wants a contact in the User-Agent", "set CAPEX_CONTACT='Your Name you@example.org'"
    )


def _published(settings: Settings, now: datetime) -> Iterator[Finding]:
    made = manifest.read(settings.data)
    if not settings.published_path.exists() or made is None:
        yield Finding("bad", "published version", "none yet", "capex run")
        return
    age = now - datetime.fromisoformat(made["confirmed_at"])
    line = f"run {made['run_id'][:8]}, {made['published_at']}, {sum(made['row_counts'].values()):,} rows"
    if made["confirmed_by"] != made["run_id"]:
        line += f"; nothing newer at {made['confirmed_at']}"
    if age.days > STALE_DAYS:
        yield Finding("note", "published version", f"{line}; {age.days} days old", "capex run, or capex ui for the schedule")
    else:
        yield Finding("ok", "published version", line)
    try:
        with duckdb.connect(settings.published_path, read_only=True) as connection:
            yield from _coverage(connection)
    except duckdb.Error as error:
        yield Finding("bad", "published version", f"cannot be read: {error}", "delete it and capex run")


def _coverage(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    newest, companies, quarters = connection.execute(
        "select max(known_on), count(distinct company_id), count(*) filter (period_type = 'quarter' and is_latest)"
        " from marts.fct_capex"
    ).fetchone()
    yield Finding("ok", "capex", f"{companies} companies, {quarters:,} quarterly values, newest known on {newest}")
    missing = connection.execute(
        "select status, count(*) from reports.rpt_coverage where status = 'missing' group by all"
    ).fetchall()
    for status, count in missing:
        yield Finding(
            "note",
            "coverage",
            f"{count} company quarters {status}",
            "capex sql \"from reports.rpt_coverage where status = 'missing'\"",
        )
    conflicts = connection.execute("select count(*) from reports.rpt_conflicts").fetchone()[0]
    if conflicts:
        yield Finding(
            "note", "conflicts", f"{conflicts} quantities on which sources disagree", "capex sql 'from reports.rpt_conflicts'"
        )


def _refused(settings: Settings) -> Iterator[Finding]:
    problems = lake.read(settings.lake_dir, Problem)
    if problems:
        first = problems[0]
        yield Finding(
            "note",
            "refused inputs",
            f"{len(problems)}; first: {first.item}: {first.reason}",
            "capex sql 'from staging.stg_lake__problem'",
        )


def _inbox(settings: Settings) -> Iterator[Finding]:
    rejected = [p for p in (settings.inbox_dir / "rejected").glob("*") if p.name.endswith(".reason.txt")]
    if rejected:
        yield Finding(
            "note", "inbox", f"{len(rejected)} rejected files", f"read the reasons in {settings.inbox_dir / 'rejected'}"
        )
