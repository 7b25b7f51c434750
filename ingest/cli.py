"""The `capex` command: one subcommand per module of `ingest.commands`.

Trap avoided: slow start. Command modules import what they need inside their function, so `capex --help` stays instant.
Exit code 0 done, 1 failed, 2 bad usage; every error says what to do.
"""

import atexit
import os
import sys
from contextlib import suppress

import typer

from ingest.errors import CapexError

app = typer.Typer(
    name="capex",
    help="Technology companies' capital expenditure and AI investment, traceable to the filing or the sentence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def register() -> None:
    """Attach every command; the order is the order of `--help`."""
    from ingest.commands import add, doctor, explain, extract, facts, report, run, sql, ui

    app.command("run")(run.run)
    app.command("add")(add.add)
    app.command("extract")(extract.extract)
    app.command("facts")(facts.facts)
    app.command("sql")(sql.sql)
    app.command("explain")(explain.explain)
    app.command("report")(report.report)
    app.command("ui")(ui.ui)
    app.command("doctor")(doctor.doctor)


register()


def main() -> None:
    """Run a command: expected failures become one line on stderr and exit code 1."""
    try:
        app()
    except CapexError as error:
        print(f"capex: {error}", file=sys.stderr)
        sys.exit(1)


def entry() -> None:
    """The `capex` script: `main` in a process that then ends at once.

    Trap avoided: after a run the interpreter would take more than a second to free half a million objects one by one.
    """
    try:
        main()
    except SystemExit as left:
        atexit._run_exitfuncs()
        with suppress(OSError):  # a reader that has gone
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(left.code if isinstance(left.code, int) else bool(left.code))
