"""`capex extract`: JSONL in and out, files, tables, bad lines."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from ingest.cli import app

GOOD = {"id": "a", "text": "Intel expects capital expenditures of $18 billion in 2025.", "lang": "en", "published": "2025-07-24"}
FIELDS = {
    "document_id", "company", "type", "attribution", "scope", "low", "high", "currency", "modifier", "period", "alt", "share",
    "quote", "status", "start", "end", "confidence", "why",
}  # fmt: skip


def run(*args: str, stdin: str | None = None):
    return CliRunner().invoke(app, ["extract", *args], input=stdin)


def lines(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


@pytest.fixture
def jsonl(tmp_path):
    def write(*records) -> str:
        path = tmp_path / "documents.jsonl"
        path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
        return str(path)

    return write


def test_one_json_object_per_figure_with_plain_numbers(jsonl):
    result = run("--documents", jsonl(GOOD))
    (figure,) = lines(result.stdout)
    assert result.exit_code == 0
    assert set(figure) == FIELDS
    assert (figure["document_id"], figure["company"], figure["type"], figure["period"]) == ("a", "intel", "guidance", "CY2025")
    assert '"low": 18000000000,' in result.stdout
    assert GOOD["text"][figure["start"] : figure["end"]] == figure["quote"]


def test_press_reports_count_as_the_companys_figures(jsonl):
    text = "ByteDance plans capital expenditures of $23 billion in 2026, people familiar with the matter said."
    (figure,) = lines(run("--documents", jsonl({**GOOD, "text": text})).stdout)
    assert figure["attribution"] == "company"


def test_a_bad_line_is_named_and_costs_no_other(jsonl):
    path = jsonl(
        GOOD, "{broken", "[]", {"id": "x"}, {**GOOD, "published": "soon"}, "", {**GOOD, "id": "b", "published": "2025-07"}
    )
    result = run("--documents", path)
    assert [figure["document_id"] for figure in lines(result.stdout)] == ["a", "b"]
    assert result.exit_code == 1
    assert [word for word in ("line 2:", "line 3:", "line 4:", "line 5:") if word in result.stderr] == [
        "line 2:", "line 3:", "line 4:", "line 5:",
    ]  # fmt: skip


def test_language_is_detected_when_it_is_not_given(jsonl):
    german = {"id": "d", "text": "Infineon rechnet für das Jahr 2026 mit Investitionen von rund 2,2 Milliarden Euro."}
    (figure,) = lines(run("--documents", jsonl(german)).stdout)
    assert (figure["company"], figure["low"], figure["modifier"]) == ("infineon", 2_200_000_000, "about")


def test_standard_input(jsonl):
    assert len(lines(run("--documents", "-", stdin=json.dumps(GOOD)).stdout)) == 1


def test_guidance_without_a_number_only_on_request(jsonl):
    path = jsonl({**GOOD, "text": "Microsoft's capex will grow at a higher rate in fiscal 2027, the company said."})
    assert lines(run("--documents", path).stdout) == []
    (figure,) = lines(run("--documents", path, "--directional").stdout)
    assert (figure["modifier"], figure["low"], figure["high"]) == ("directional", None, None)


def test_a_file_is_shown_as_a_table_with_its_words(tmp_path):
    path = tmp_path / "note.md"
    path.write_text(f"---\ntitle: Intel's year\npublished: 2025-07-24\n---\n{GOOD['text']}\n", encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 0
    assert (
        "Intel's year" in result.stdout
        and "18,000,000,000 USD" in result.stdout
        and "capital expenditures of $18 billion" in result.stdout
    )
    (figure,) = lines(run(str(path), "--format", "jsonl").stdout)
    assert figure["document_id"] == str(path)


def test_an_unreadable_file_is_named_and_costs_no_other(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text(GOOD["text"])
    bad.write_bytes(b"PK\x03\x04 a zip")
    result = run(str(bad), str(good), "--format", "jsonl")
    assert (result.exit_code, len(lines(result.stdout))) == (1, 1)
    assert "bad.pdf" in result.stderr


@pytest.mark.parametrize("args", [[], ["--documents", "missing.jsonl"], ["missing.txt"], ["--format", "xml", "--documents", "-"]])
def test_bad_usage_is_exit_code_two(args):
    assert run(*args).exit_code == 2


def test_output_streams_while_input_still_comes():
    """The first document's figures are out before the second document is in: memory does not grow with their number."""
    command = [sys.executable, "-c", "from ingest.cli import main; main()", "extract", "--documents", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(GOOD) + "\n" + " " * 70_000 + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["document_id"] == "a"
        process.stdin.close()
        assert process.wait(30) == 0
