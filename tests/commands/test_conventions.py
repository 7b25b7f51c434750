"""What every command keeps to: help, exit codes, messages that say what to do, and a fast start."""

import json
import re
import subprocess
import sys

import pytest
import typer

from ingest.cli import app
from ingest.settings import Settings

COMMANDS = ["run", "add", "extract", "facts", "sql", "explain", "report", "ui", "doctor"]
ARGUMENTS = {"add": ["plan.txt"], "extract": ["plan.txt"], "facts": ["facts.json"], "sql": ["select 1"], "explain": ["some-id"]}
WITH_JSON = ["run", "add", "facts", "sql", "explain", "doctor"]
READING = {"sql": ["select 1"], "explain": ["some-id"], "report": []}


def test_the_commands_are_those_of_the_design():
    assert [command.name for command in app.registered_commands] == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_what_a_command_and_each_of_its_options_do(capex, command):
    ended = capex(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    known = typer.main.get_command(app).commands[command]
    said = " ".join(re.sub(r"[│╭╮╰╯─]", " ", ended.out).split())
    assert " ".join(known.help.split("\n\n")[0].split()) in said
    for parameter in known.params:
        if parameter.name != "help":
            assert parameter.help, f"{command}: {parameter.name} has no help"
            assert parameter.help.split(".")[0].split(";")[0] in said


def test_without_a_command_the_help_is_shown_as_bad_usage(capex):
    ended = capex()
    assert ended.code == 2
    assert all(command in ended.out + ended.err for command in COMMANDS)


def test_an_unknown_command_is_bad_usage(capex):
    ended = capex("explode")
    assert (ended.code, ended.out) == (2, "")
    assert "No such command 'explode'" in ended.err


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_bad_usage(capex, command):
    ended = capex(command, *ARGUMENTS.get(command, []), "--nonsense")
    assert (ended.code, ended.out) == (2, "")
    assert "No such option: --nonsense" in ended.err


@pytest.mark.parametrize("command", ["add", "facts", "sql", "explain"])
def test_a_missing_argument_is_bad_usage(capex, command):
    ended = capex(command)
    assert (ended.code, ended.out) == (2, "")
    assert "Missing argument" in ended.err


@pytest.mark.parametrize("command", WITH_JSON)
def test_commands_with_results_speak_to_machines(command):
    assert "--json" in {option for p in typer.main.get_command(app).commands[command].params for option in p.opts}


@pytest.mark.parametrize("command", READING)
def test_before_the_first_run_readers_say_what_to_do(capex, tmp_path, command):
    ended = capex(command, *READING[command], data=Settings(data_dir=tmp_path / "none"))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"capex: nothing is published yet ({tmp_path}/none/capex.duckdb is missing): run `capex run` first\n"
    assert not (tmp_path / "none").exists()


def test_help_starts_without_the_heavy_libraries():
    program = "import sys, json, ingest.cli; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)
    assert {"duckdb", "dagster", "dbt", "pandas", "pyarrow", "altair", "trafilatura"}.isdisjoint(loaded)
