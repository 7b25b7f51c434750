"""Several readings of one filer as one, and the embedded form."""

import gzip
import json

import pytest

from ingest.xbrl import companyfacts
from ingest.xbrl.compact import key, trim, united
from tests.xbrl.filer import CAPEX, company_facts, row

FIRST = row("2023-01-01", "2023-12-31", 27266, "2024-02-02")
RESTATED = row("2023-01-01", "2023-12-31", 27045, "2025-01-30")


def read(data: bytes):
    facts, problems = companyfacts.facts(data, item="x", raw_sha256="ab")
    assert problems == []
    return facts


def test_the_union_of_two_downloads_keeps_both_vintages_once():
    earlier, later = read(company_facts([FIRST])), read(company_facts([FIRST | {"frame": "CY2023", "fy": 1}, RESTATED]))
    assert sorted(fact.value for fact in united([*earlier, *later])) == [27045, 27266]
    assert united([*later, *earlier]) == united([*earlier, *later])


def test_company_facts_win_over_the_filings_own_reading_of_the_same_fact():
    (listed,) = read(company_facts([FIRST]))
    inline = listed.model_copy(update={"source": "inline_xbrl"})
    assert united([inline, listed]) == united([listed, inline]) == [listed]


def test_the_embedded_form_reads_back_as_the_same_facts():
    own = {"aapl": {"PurchasesOfPropertyAndEquipment": {"units": {"USD": [FIRST | {"source": "inline_xbrl"}]}}}}
    facts = read(company_facts([RESTATED, FIRST | {"val": 1.25, "accn": "0000320193-24-000001"}], custom=own))
    again = read(trim(facts, "Apple Inc."))
    assert {key(fact): fact for fact in again} == {key(fact): fact for fact in facts}
    assert sorted(fact.source for fact in again) == ["companyfacts", "companyfacts", "inline_xbrl"]


def test_the_embedded_form_holds_numbers_dates_and_accessions_only():
    facts = read(company_facts([RESTATED, FIRST]))
    assert json.loads(gzip.decompress(trim(facts, "Apple Inc."))) == {
        "cik": 320193,
        "entityName": "Apple Inc.",
        "facts": {
            "us-gaap": {
                CAPEX: {
                    "units": {
                        "USD": [
                            {name: each[name] for name in ("start", "end", "val", "accn", "form", "filed")}
                            for each in (FIRST, RESTATED)
                        ]
                    }
                }
            }
        },
    }


def test_the_same_facts_give_the_same_bytes():
    one = trim(read(company_facts([FIRST, RESTATED])), "Apple Inc.")
    two = trim(read(company_facts([RESTATED, FIRST | {"val": 2.7266e4}, FIRST])), "Apple Inc.")
    assert one == two


def test_two_filers_do_not_fit_in_one_document():
    stranger = read(company_facts([FIRST], cik=1234567, entityName="Unheard Of Corp"))
    with pytest.raises(ValueError, match="unpack"):
        trim([*read(company_facts([FIRST])), *stranger], "Both")
