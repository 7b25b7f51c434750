"""`capex explain` as a person and as a machine reads it."""

import json
import subprocess
import sys
import time

from tests.conftest import isolated

QUARTER = "alphabet:cash_ppe_gross:2026-06-30:q"


def test_a_person_reads_the_arithmetic_and_the_filings(capex, published):
    ended = capex("explain", QUARTER, data=published)
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "Alphabet: cash_ppe_gross, fiscal 2026 Q2 (2026-04-01 to 2026-06-30): 44,924 m USD, derived"
    assert lines[1] == QUARTER
    assert "  amount: 80,598 m − 35,674 m = 44,924 m USD" in lines
    urls = {line.strip() for line in lines if line.strip().startswith("https://")}
    filing = "https://www.sec.gov/Archives/edgar/data/1652044/000165204426000071/0001652044-26-000071-index.htm"
    assert filing in urls
    assert not any(" " in url for url in urls)


def test_a_figure_stands_marked_in_its_sentence(capex, published):
    figure = "select figure_id from marts.fct_figure where quote = 'a minimum of 380 billion yuan'"
    (found,) = json.loads(capex("sql", figure, "--json", data=published).out)
    ended = capex("explain", found["figure_id"], data=published)
    assert "invest >>a minimum of 380 billion yuan<< in cloud computing and AI hardware over the next three years." in ended.out
    assert "this project's wording of what the source published" in ended.out


def test_a_machine_reads_one_object(capex, published):
    ended = capex("explain", QUARTER, "--json", data=published)
    assert (ended.code, ended.err) == (0, "")
    explained = json.loads(ended.out)
    assert (explained["id"], explained["kind"], explained["facts"]["amount"]) == (QUARTER, "capex", 44_924_000_000)
    assert [(o["sign"], o["amount"], o["filed_on"]) for o in explained["arithmetic"][0]["operands"]] == [
        ("+", 80_598_000_000, "2026-07-23"),
        ("−", 35_674_000_000, "2026-04-30"),
    ]


def test_an_unknown_identifier_names_the_nearest(capex, published):
    ended = capex("explain", "alphabet:cash_ppe_gros:2026-06-30:q", data=published)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"capex: nothing is published under 'alphabet:cash_ppe_gros:2026-06-30:q'; nearest: {QUARTER}, ")


def test_the_whole_command_takes_about_a_second(published):
    command = [sys.executable, "-c", "from ingest.cli import main; main()", "explain", QUARTER]
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, env=isolated(published.data), capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 1.5
