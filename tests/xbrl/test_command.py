"""`capex facts` as a person uses it."""

import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from ingest import lake
from ingest.cli import app
from ingest.models import Fact
from ingest.xbrl import companyfacts, files
from ingest.xbrl.inline import Cover, Filing
from tests.xbrl.filer import company_facts, filing, row, tag

FIRST = row("2023-10-01", "2024-09-28", 9447000000, "2024-11-01")
SECOND = row("2024-09-29", "2025-09-27", 12715000000, "2025-10-31")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str):
        return CliRunner().invoke(app, ["facts", *arguments])

    return call


def put(name: str, data: bytes) -> str:
    Path(name).write_bytes(data)
    return name


def test_files_of_a_filer_become_one_parquet_file(run):
    old, new = put("old.json", company_facts([FIRST])), put("new.json", company_facts([FIRST, SECOND]))
    result = run(old, new, "-o", "out/facts.parquet")
    assert result.exit_code == 0, result.output
    written = pq.read_table("out/facts.parquet")
    assert written.schema.equals(lake.schema(Fact))
    assert [str(value) for value in written["value"].to_pylist()] == ["9447000000.00", "12715000000.00"]
    assert "2 rows of 1 filers" in result.output
    assert not list(Path("out").glob("*.tmp"))


def test_a_filing_is_identified_by_company_facts_read_beside_it(run):
    listed, document = put("facts.json", company_facts([FIRST])), put("filing.htm", filing(tag("5,000", context="before")))
    result = run(document, listed, "-o", "facts.parquet")
    assert result.exit_code == 0, result.output
    rows = pq.read_table("facts.parquet").to_pylist()
    assert [(r["source"], r["accession"], int(r["value"])) for r in rows] == [
        ("inline_xbrl", "0000320193-24-001101", 5_000_000_000),
        ("companyfacts", "0000320193-24-001101", 9_447_000_000),
    ]


def test_a_filing_alone_says_what_it_needs(run):
    result = run(put("filing.htm", filing(tag("5,000"))))
    assert result.exit_code == 1
    assert (
        "filing.htm: unknown accession of the 10-K for 2024-09-28 of CIK 320193: give the filer's company facts" in result.output
    )


def test_of_several_filings_the_one_whose_newest_period_it_is():
    listed, _ = companyfacts.facts(
        company_facts([FIRST, SECOND, FIRST | {"accn": SECOND["accn"], "filed": SECOND["filed"]}]), item="x", raw_sha256="ab"
    )
    cover = Cover(320193, "Apple Inc.", "10-K", listed[0].period_end)
    assert files.identified(cover, listed) == Filing(FIRST["accn"], "10-K", listed[0].filed_on)


def test_bad_files_cost_no_others_and_are_named(run):
    good = put("good.json", company_facts([FIRST, SECOND | {"val": -1}]))
    cut = put("cut.json", company_facts([FIRST])[:-9])
    stranger = put("stranger.json", company_facts([FIRST], entityName="Apple Hospitality REIT, Inc."))
    empty = put("empty.json", company_facts([], facts={}))
    result = run(cut, good, stranger, empty, "-o", "facts.parquet", "--json")
    assert result.exit_code == 1
    summary = json.loads(result.stdout)
    assert summary["rows"] == 1
    assert summary["refused"] == [cut, stranger, empty]
    assert summary["written"] == ["facts.parquet"]
    assert [(filer["company_id"], filer["rows"], filer["newest_period_end"]) for filer in summary["by_filer"]] == [
        ("apple", 1, "2024-09-28")
    ]
    reasons = {problem["item"]: problem["reason"] for problem in summary["problems"]}
    assert "truncated JSON" in reasons[cut]
    assert "negative outflow" in reasons[good]
    assert "wrong CIK for the name" in reasons[stranger]
    assert "`facts` is empty" in reasons[empty]


def test_trim_writes_a_file_or_a_folder(run):
    old, new = put("old.json", company_facts([FIRST])), put("new.json", company_facts([SECOND]))
    assert run(old, new, "--trim", "apple.json.gz").exit_code == 0
    facts, problems = companyfacts.facts(Path("apple.json.gz").read_bytes(), item="x", raw_sha256="ab")
    assert ([int(fact.value) for fact in facts], problems) == ([9447000000, 12715000000], [])
    other = put("other.json", company_facts([FIRST], cik=1234567, entityName="Unheard Of Corp"))
    assert run(old, new, other, "--trim", "sample").exit_code == 0
    assert sorted(path.name for path in Path("sample").iterdir()) == ["apple.json.gz", "cik0001234567.json.gz"]
    assert Path("sample/apple.json.gz").read_bytes() == Path("apple.json.gz").read_bytes()


def test_a_zip_is_streamed(run):
    with zipfile.ZipFile("companyfacts.zip", "w") as zipped:
        zipped.writestr("CIK0000320193.json", company_facts([FIRST]))
        zipped.writestr("CIK0000000002.json", company_facts([], cik=2, entityName="Empty", facts={}))
    result = run("companyfacts.zip", "-o", "facts.parquet", "--json")
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert (summary["rows"], summary["filers"], summary["filers_without_facts"]) == (1, 1, 1)
    assert pq.read_table("facts.parquet")["company_id"].to_pylist() == ["apple"]
    with zipfile.ZipFile("companyfacts.zip", "a") as zipped:
        zipped.writestr("CIK0000000003.json", b"{")
    result = run("companyfacts.zip", "-o", "facts.parquet")
    assert result.exit_code == 1
    assert "companyfacts.zip/CIK0000000003.json: truncated JSON" in result.output
    put("companyfacts.zip", b"PK\x03\x04 cut")
    result = run("companyfacts.zip")
    assert result.exit_code == 1
    assert "companyfacts.zip: damaged or truncated zip" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.json"], "does not exist"),
        ([], "Missing argument"),
        (["a.json", "b.json", "--trim", "one.json.gz"], "2 filers do not fit in one file"),
        (["facts.zip", "--trim", "sample"], "not a zip"),
    ],
)
def test_bad_usage_is_exit_code_2(run, arguments, message):
    put("a.json", company_facts([FIRST]))
    put("b.json", company_facts([FIRST], cik=1234567, entityName="Unheard Of Corp"))
    with zipfile.ZipFile("facts.zip", "w") as zipped:
        zipped.writestr("CIK0000320193.json", company_facts([FIRST]))
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())
