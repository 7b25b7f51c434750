"""Periodic reports: the capex of statement and liquidity section, no balance, lease, commitment or revenue."""

import gzip
import time
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.figures.extract import figures_of
from ingest.figures.filings import beside_the_point, is_report, stated_measure
from ingest.text import document
from ingest.text.segments import segments

FILINGS = Path(__file__).parents[2] / "../shared/data/filings"
shared = pytest.mark.skipif(not FILINGS.exists(), reason="../shared/data/filings is absent: hand-checked filings are not read")

# amounts in USD million that the report states as its capex (tables and prose), and that must be among the figures
STATED = {
    "AAPL/10-K_aapl-10-k-2024-11-01": {9447, 10959, 10708},
    "AMD/10-K_0000002488-24-000012": {546, 450, 301},
    "AMZN/10-K_amzn-10-k-2025-02-07": {48133, 77658, 63645, 52729, 82999},
    "GOOGL/10-Q_0001652044-23-000094": {23890, 21232, 8100},
    "IBM/10-K_ibm-10-k-2025-02-25": set(),
    "IBM/10-Q_ibm-10-q-2025-07-24": {454, 459, 657, 761},
    "META/10-K_meta-10-k-2025-01-30": {37256, 27045, 31186, 39230, 60000, 65000},
    "META/10-Q_0001326801-23-000093": {13058, 13013, 12960, 6350, 27000, 30000},
    "NVDA/10-K_0001045810-24-000029": {1069, 1833, 976, 3500, 4000},
    "NVDA/10-K_nvda-10-k-2025-02-26": {3236, 1069, 1833, 3400},
    "NVDA/EX-99.1_FY2026Q2_press-release": {1894, 977, 3122, 1346, 1227},
}


@shared
@pytest.mark.parametrize("name", STATED)
def test_capex_and_nothing_else(name):
    data = gzip.decompress((FILINGS / f"{name}.htm.gz").read_bytes())
    begun = time.process_time()
    parsed = document.read(data, filename=name)
    figures = figures_of(parsed.text, language=parsed.language, published=parsed.published_on, title=parsed.title)
    assert time.process_time() - begun < 2
    found = {int(bound / 1_000_000) for f in figures for bound in (f.low, f.high) if bound is not None}
    assert found == STATED[name]
    filer = {"AAPL": "apple", "AMD": "amd", "AMZN": "amazon", "GOOGL": "alphabet", "META": "meta", "NVDA": "nvidia", "IBM": "ibm"}
    assert {f.company for f in figures} <= {filer[name.split("/")[0]]}
    assert {f.scope for f in figures} <= {"capex"}


@pytest.mark.parametrize(
    ("sentence", "amount", "measure"),
    [
        ("Cash capital expenditures were $48.1 billion and $77.7 billion in 2023 and 2024.", "$77.7 billion", "company_headline"),
        ("We spent $31.5 billion and $32.3 billion on capital expenditures, respectively.", "$31.5 billion", "company_headline"),
        ("It consisted of $546 million for purchases of property and equipment.", "$546 million", "cash_ppe_gross"),
        ("It mostly consisted of $27.05 billion of net purchases of property and equipment.", "$27.05 billion", "cash_ppe_net"),
        (
            "Capital expenditures, including principal payments on finance leases, were $3 billion.",
            "$3 billion",
            "incl_finance_leases",
        ),
        (
            "We anticipate capital expenditures of approximately $30 billion to $37 billion.",
            "$30 billion to $37 billion",
            "company_headline",
        ),
        ("Purchases of short-term investments of $2.8 billion and purchases of property of $283 million.", "$2.8 billion", None),
        (
            "Purchases of short-term investments of $2.8 billion and purchases of property of $5 million.",
            "$5 million",
            "cash_ppe_gross",
        ),
        ("Purchases of property were $283 million, partially offset by $1.4 billion of proceeds.", "$1.4 billion", None),
        ("Net cash used was $1.4 billion, which consisted of $546 million for purchases of property.", "$1.4 billion", None),
        ("The purchase of Initech of $1.5 billion and $450 million for purchases of property.", "$1.5 billion", None),
        ("Revenue was $80 billion.", "$80 billion", None),
    ],
)
def test_which_amounts_of_a_sentence_are_capex(sentence, amount, measure):
    (segment,) = segments(sentence)
    start = sentence.index(amount)
    assert stated_measure(sentence, segment, start, start + len(amount), "en") == measure


def test_what_a_report_says_beside_the_point():
    text = (
        "We spent $5 billion on capital expenditures in 2025.\n"
        "Our lease obligations were $7 billion.\n"
        "As of December 31, 2025, commitments for purchases of property were $9 billion.\n"
        "Revenue was $80 billion."
    )
    cut = segments(text)
    silent = beside_the_point(text, cut, "en")
    assert [index not in silent for index in range(len(cut))] == [True, False, False, False]


def test_a_story_is_no_report():
    assert not is_report("We filed our form 10-K with capital expenditures of $5 billion.", 500)
    assert not is_report("word " * 20_000, 3)
    assert is_report("UNITED STATES FORM 10-Q " + "word " * 20_000, 3)
    assert is_report("word " * 20_000, 300)


@shared
def test_table_figures_are_exact():
    data = gzip.decompress((FILINGS / "AMD" / "10-K_0000002488-24-000012.htm.gz").read_bytes())
    parsed = document.read(data)
    (latest,) = [f for f in figures_of(parsed.text, language="en", title=parsed.title) if f.period == "CY2023"]
    assert (latest.low, latest.type, latest.measure) == (Decimal(546_000_000), "actual", "cash_ppe_gross")
    assert parsed.text[latest.start : latest.end] == latest.quote
