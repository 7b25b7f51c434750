"""`capex sql`: the published tables as table, CSV and JSON, today and as of a day."""

import csv
import io
import json

import pytest

NEWEST = (
    "select company_id, period_end, amount, evidence from reports.rpt_capex_comparison"
    " where company_id = 'alphabet' and calendar_quarter in ('2026-Q1', '2026-Q2') and measure = 'cash_ppe_gross' order by 2"
)


def test_json_holds_plain_numbers_and_iso_dates(capex, published):
    ended = capex("sql", NEWEST, "--json", data=published)
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == [
        {"company_id": "alphabet", "period_end": "2026-03-31", "amount": 35_674_000_000, "evidence": "reported"},
        {"company_id": "alphabet", "period_end": "2026-06-30", "amount": 44_924_000_000, "evidence": "derived"},
    ]


def test_json_can_hold_whatever_a_query_returns(capex, published):
    query = (
        "select null as nothing, [1.50::decimal(4, 2)] as amounts, {'day': date '2026-06-30'} as record, interval 1 day as span,"
        " 'nan'::double as no_number, true as yes, '李' as name"
    )
    assert json.loads(capex("sql", query, "--json", data=published).out) == [
        {
            "nothing": None,
            "amounts": [1.5],
            "record": {"day": "2026-06-30"},
            "span": "1 day, 0:00:00",
            "no_number": None,
            "yes": True,
            "name": "李",
        }
    ]


def test_csv_has_a_header_and_nothing_else_on_standard_output(capex, published):
    ended = capex("sql", NEWEST, "--csv", data=published)
    assert list(csv.reader(io.StringIO(ended.out))) == [
        ["company_id", "period_end", "amount", "evidence"],
        ["alphabet", "2026-03-31", "35674000000", "reported"],
        ["alphabet", "2026-06-30", "44924000000", "derived"],
    ]
    assert ended.err == ""


def test_the_table_shows_text_as_it_is_and_counts_its_rows(capex, published):
    ended = capex("sql", "select '[/b] [red]x' as \"[i]quote\", null as nothing", data=published)
    assert ended.code == 0
    assert "[i]quote" in ended.out
    assert "[/b] [red]x" in ended.out
    assert ended.err == "1 rows\n"


def test_a_query_may_come_from_standard_input(capex, published, monkeypatch):
    query = "-- one: What is one?\nselect 1 as one"
    monkeypatch.setattr("sys.stdin", io.StringIO(query))
    assert json.loads(capex("sql", "-", "--json", data=published).out) == [{"one": 1}]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-06-30", 27_266_000_000), ("2025-06-30", 27_045_000_000), ("2023-06-30", None)],
)
def test_as_of_shows_capex_as_it_was_known(capex, published, day, expected):
    query = "select amount from capex where capex_id = 'meta:cash_ppe_gross:2023-12-31:y'"
    rows = json.loads(capex("sql", query, "--as-of", day, "--json", data=published).out)
    assert rows == ([] if expected is None else [{"amount": expected}])


def test_as_of_offers_guidance_and_commitments_too(capex, published):
    for table, latest in (("guidance", "known_on"), ("commitments", "known_on")):
        query = f"select count(*) as n, max({latest}) as newest from {table}"
        (found,) = json.loads(capex("sql", query, "--as-of", "2025-12-31", "--json", data=published).out)
        assert found["n"] > 5
        assert found["newest"] <= "2025-12-31"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("select nope from marts.fct_capex",), 'the query failed: Binder Error: Referenced column "nope" not found'),
        (("selec 1",), "the query failed: Parser Error: "),
        (("",), "the query is empty"),
        (("select 1", "--as-of", "yesterday"), "--as-of takes a date such as 2025-06-30, not 'yesterday'"),
        (("delete from marts.fct_capex",), "the query failed: Invalid Input Error: Cannot execute statement of type"),
    ],
)
def test_what_cannot_be_answered_says_why(capex, published, arguments, message):
    ended = capex("sql", *arguments, data=published)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"capex: {message}")
