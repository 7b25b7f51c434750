"""Every row of every published report leads back to its filing or its sentence; the arithmetic shown is the one done."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from ingest.errors import CapexError
from ingest.explain import passages
from ingest.explain.answer import Arithmetic, Explanation
from ingest.explain.explain import explain
from ingest.explain.render import render
from ingest.explain.rows import readable, span
from ingest.settings import Settings

DOCUMENT_IDS = {"document_id", "kept_document_id", "other_document_id"}


@pytest.fixture(scope="module")
def sample(published: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(published.published_path, read_only=True) as connection:
        connection.execute("set threads = 1")
        yield connection


def shown(explanation: Explanation) -> str:
    """What a person reads when the output goes to a pipe."""
    console = Console(file=StringIO(), width=200)
    render(explanation, console)
    return console.file.getvalue()


def calculation(explanation: Explanation, column: str) -> Arithmetic:
    (found,) = [arithmetic for arithmetic in explanation.arithmetic if arithmetic.column == column]
    return found


def identifier_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Columns of each report that hold identifiers of published things."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns()"
        " where schema_name = 'reports' and ends_with(column_name, '_id') and column_name <> 'company_id' order by all"
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found


def test_every_row_of_every_report_carries_an_identifier(sample):
    reports = {r[0] for r in sample.execute("select table_name from duckdb_tables() where schema_name = 'reports'").fetchall()}
    columns = identifier_columns(sample)
    assert set(columns) == reports
    for table, names in columns.items():
        own = [name for name in names if name not in DOCUMENT_IDS]
        nameless = sample.execute(f"select count(*) from reports.{table} where coalesce({', '.join(own)}) is null").fetchone()[0]
        assert (table, nameless) == (table, 0)


def test_every_identifier_in_every_report_is_explained_in_time(sample):
    identifiers = {
        identifier
        for table, columns in identifier_columns(sample).items()
        for column in columns
        for (identifier,) in sample.execute(
            f"select distinct {column} from reports.{table} where {column} is not null"
        ).fetchall()
    }
    assert len(identifiers) > 1200
    for identifier in sorted(identifiers):
        start = time.perf_counter()
        explanation = explain(sample, identifier)
        assert time.perf_counter() - start < 1, identifier
        assert explanation.id == identifier
        assert is_led_back(explanation), identifier


def is_led_back(explanation: Explanation) -> bool:
    """Whether it ends at filings, sentences or other explained things, or says why there is nothing."""
    facts = explanation.facts
    filed = [operand for arithmetic in explanation.arithmetic for operand in arithmetic.operands if operand.accession]
    if any(not (operand.source_url and operand.concept and operand.filed_on) for operand in filed):
        return False
    missing = facts.get("null_reason") or facts.get("reason") or facts.get("figure_count") == 0
    return bool(filed or explanation.passages or explanation.links or missing)


def test_a_derived_quarter_is_shown_with_both_filings(sample):
    explanation = explain(sample, "alphabet:cash_ppe_gross:2026-06-30:q")
    amount = calculation(explanation, "amount")
    assert amount.formula == "80,598 m − 35,674 m = 44,924 m USD"
    assert [(o.sign, o.amount, o.label, o.form, o.accession, o.filed_on) for o in amount.operands] == [
        ("+", 80_598_000_000, "6 months to 2026-06-30", "10-Q", "0001652044-26-000071", date(2026, 7, 23)),
        ("−", 35_674_000_000, "3 months to 2026-03-31", "10-Q", "0001652044-26-000048", date(2026, 4, 30)),
    ]
    assert {o.concept for o in amount.operands} == {"us-gaap:PaymentsToAcquirePropertyPlantAndEquipment"}
    assert amount.operands[0].source_url.startswith("https://www.sec.gov/Archives/edgar/data/1652044/000165204426000071/")
    assert explanation.conversion is None
    text = shown(explanation)
    for line in ("amount: 80,598 m − 35,674 m = 44,924 m USD", "10-Q 0001652044-26-000071, filed 2026-07-23", "evidence"):
        assert line in text


def test_vintages_tell_the_first_report_and_the_restatement(sample):
    latest = explain(sample, "meta:cash_ppe_gross:2023-12-31:y")
    first = explain(sample, "meta:cash_ppe_gross:2023-12-31:y:first")
    assert [(v.amount, v.known_on, v.superseded_on, v.accession, v.is_this) for v in latest.versions] == [
        ("27,266 m USD, reported", date(2024, 2, 2), date(2025, 1, 30), "0001326801-24-000012", False),
        ("27,045 m USD, reported", date(2025, 1, 30), None, "0001326801-25-000017", True),
    ]
    assert calculation(first, "amount").operands[0].accession == "0001326801-24-000012"
    assert first.facts["amount"] == 27_266_000_000
    vintage = explain(sample, latest.versions[0].id)
    assert (vintage.facts["amount"], [v.is_this for v in vintage.versions]) == (27_266_000_000, [True, False])


def test_a_foreign_year_shows_the_rates_its_mean_is_of(sample):
    conversion = explain(sample, "tsmc:cash_ppe_gross:2024-12-31:y").conversion
    assert conversion.formula == "956,006.5 m TWD × 0.0311545 = 29,783.92 m USD"
    assert conversion.method == "mean of the monthly rates inside the period"
    assert (conversion.first_on, conversion.last_on, conversion.rate_count) == (date(2024, 1, 1), date(2024, 12, 31), 12)
    assert "Federal Reserve" in conversion.source
    daily = explain(sample, "asml:cash_ppe_gross:2024-12-31:y").conversion
    assert daily.method == "mean of the daily rates inside the period"
    assert daily.rate_count == 256
    assert daily.source == "ECB euro reference rates"


def test_ratios_follow_from_the_operands_shown(sample):
    recent = sample.execute(
        "select * from reports.rpt_capex_comparison where yoy_pct is not null order by calendar_quarter desc, capex_id limit 40"
    )
    names = [column[0] for column in recent.description]
    rows = [dict(zip(names, values, strict=True)) for values in recent.fetchall()]
    seen = set()
    for row in rows:
        for arithmetic in explain(sample, row["capex_id"]).arithmetic:
            if arithmetic.column == "amount":
                continue
            assert arithmetic.value == row[arithmetic.column]
            above = sum(o.amount for o in arithmetic.operands if o.sign == "+")
            below = sum(o.amount for o in arithmetic.operands if o.sign == "÷")
            if arithmetic.column == "group_share_pct":
                again = 100 * row["amount_usd"] / below
            elif below:
                again = 100 * (above / below - (1 if "oy_pct" in arithmetic.column or "qoq" in arithmetic.column else 0))
            else:
                again = above
            assert abs(Decimal(again) - Decimal(arithmetic.value)) < Decimal("0.006"), (row["capex_id"], arithmetic)
            seen.add(arithmetic.column)
    assert {"yoy_pct", "qoq_pct", "ttm_amount", "ttm_capex_to_revenue_pct", "group_share_pct"} <= seen


def test_a_missing_quarter_says_why(sample):
    coverage_id, reason = sample.execute(
        "select coverage_id, reason from reports.rpt_coverage where status = 'missing' and company_id = 'tsmc' order by 1 limit 1"
    ).fetchone()
    explanation = explain(sample, coverage_id)
    assert explanation.facts["reason"] == reason
    assert reason in explanation.headline
    assert any(link.relation == "year" and link.id.startswith("tsmc:cash_ppe_gross:") for link in explanation.links)


def test_an_unknown_amount_is_explained_by_its_reason(sample):
    unknown = sample.execute("select capex_id, null_reason from marts.fct_capex where amount is null").fetchall()
    assert len(unknown) > 50
    for capex_id, reason in unknown[::10]:
        explanation = explain(sample, capex_id)
        assert explanation.headline.endswith(f": unknown, {reason}")
        assert explanation.arithmetic == []


def test_every_passage_stands_so_in_its_document(sample):
    texts = dict(sample.execute("select document_id, text from staging.stg_lake__document").fetchall())
    languages = set()
    for (document_id,) in sample.execute("select document_id from marts.dim_document where figure_count > 0").fetchall():
        explanation = explain(sample, document_id)
        assert explanation.facts["words"] == "this project's wording of what the source published"
        for passage in explanation.passages:
            assert passage.head + passage.quote + passage.tail in texts[document_id]
            assert passage.before in texts[document_id]
            assert passage.after in texts[document_id]
            assert passage.words == explanation.facts["words"]
            assert passage.why
            languages.add(passage.language)
        text = shown(explanation)
        assert text.count(">>") == len(explanation.passages)
        assert "this project's wording" in text
    assert {"en", "zh", "de", "fr", "ja", "ko", "es"} <= languages


def test_a_merged_commitment_lists_all_its_documents_and_why(sample):
    (identifier,) = sample.execute(
        "select commitment_id from marts.fct_commitment where company_id = 'alibaba' and currency = 'CNY' and amount = 380e9"
    ).fetchone()
    explanation = explain(sample, identifier)
    assert len({p.document_id for p in explanation.passages}) == explanation.facts["document_count"] >= 12
    assert {"en", "zh", "de", "fr"} <= {p.language for p in explanation.passages}
    assert all(p.role and p.reason for p in explanation.passages)
    assert explanation.passages[0].reason == "first report; its amount stands for all"
    assert explanation.conversion.formula == "380,000 m CNY × 0.13793 = 52,413.45 m USD"
    assert (explanation.conversion.first_on, explanation.conversion.rate_count) == (date(2025, 2, 24), 1)


def test_a_beginning_is_enough_where_it_can_mean_one_thing(sample):
    assert explain(sample, "alphabet:cash_ppe_gross:2026-06").id == "alphabet:cash_ppe_gross:2026-06-30:q"
    assert explain(sample, "alibaba-commitment-380").id == "alibaba-commitment-380bn-cny-2025-02-24"
    with pytest.raises(CapexError, match=r"'meta:cash_ppe_gross:2023-12-31' is the beginning of \d+ identifiers: .*:q, "):
        explain(sample, "meta:cash_ppe_gross:2023-12-31")


def test_an_unknown_identifier_is_answered_with_the_nearest(sample):
    with pytest.raises(CapexError, match=r"nothing is published under .*; nearest: alphabet:cash_ppe_gross:2026-06-30:q, "):
        explain(sample, "alphabet:cash_ppe_gros:2026-06-30:q")
    with pytest.raises(CapexError, match="identifiers stand in the `_id` columns"):
        explain(sample, "§§§")


def test_changes_and_what_is_gone_are_told(published: Settings, tmp_path: Path):
    path = tmp_path / "capex.duckdb"
    shutil.copy(published.published_path, path)
    path.chmod(0o644)
    with duckdb.connect(path) as connection:
        connection.execute(
            "insert into reports.rpt_changes by name select * from (values"
            " ('commitment', 'acme-commitment-5bn-usd-2025-01-01', 'acme', 'Utah', 'removed', 5e9, 5e9, 'active',"
            "  null, null, null),"
            " ('capex', 'meta:cash_ppe_gross:2023-12-31:y', 'meta', '', 'restated', 27266e6, 27266e6, 'reported',"
            "  27045e6, 27045e6, 'reported'))"
            " as t (subject, subject_id, company_id, about, change, previous_low, previous_high, previous_state,"
            " amount_low, amount_high, state), (select 'USD' as currency)"
        )
        gone = explain(connection, "acme-commitment-5bn")
        assert gone.kind == "removed"
        assert gone.changes == ["no longer there; it was 5,000 m USD (active)"]
        assert explain(connection, "meta:cash_ppe_gross:2023-12-31:y").changes == [
            "restated since the version before: 27,266 m USD (reported), now 27,045 m USD (reported)"
        ]


def test_explanations_are_plain_data(sample):
    data = asdict(explain(sample, "alphabet:cash_ppe_gross:2026-06-30:q"))
    assert list(data)[:4] == ["id", "kind", "headline", "facts"]
    assert data["arithmetic"][0]["operands"][1]["amount"] == 35_674_000_000


@pytest.mark.parametrize(
    ("text", "quote", "language", "expected"),
    [
        (
            "Sales rose. The U.S. plan is $3.2 billion, it said. Nothing else.",
            "$3.2 billion",
            "en",
            ("Sales rose.", "The U.S. plan is ", ", it said.", "Nothing else."),
        ),
        ("计划投入3800亿元。其他不变。", "3800亿元", "zh", ("", "计划投入", "。", "其他不变。")),
        ("Nur 3,2 Mrd. Euro.", "3,2 Mrd. Euro", "de", ("", "Nur ", ".", "")),
        ("One. It is $5 billion. Or $6 billion. End.", "$5 billion. Or $6 billion", "en", ("One.", "It is ", ".", "End.")),
    ],
)
def test_a_quote_stands_in_its_sentence(text, quote, language, expected):
    start = text.index(quote)
    found = passages.in_context(text, start, start + len(quote), language)
    assert (found["before"], found["head"], found["tail"], found["after"]) == expected
    assert found["quote"] == quote


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("44924000000.00", "44,924 m"),
        ("956006500000.00", "956,006.5 m"),
        ("1234567.00", "1,234,567"),
        ("0.05", "0.05"),
        ("0.00", "0"),
        ("-245000000.00", "-245 m"),
    ],
)
def test_amounts_are_readable_and_exact(amount, expected):
    assert readable(Decimal(amount)) == expected


def test_bounds_are_not_read_as_amounts():
    low, high = Decimal(66_000_000_000), Decimal(72_000_000_000)
    assert span(low, high, "USD") == "66,000 m to 72,000 m USD"
    assert span(low, None, "USD") == "at least 66,000 m USD"
    assert span(None, high, "USD") == "up to 72,000 m USD"
    assert span(low, low, "USD", "about") == "about 66,000 m USD"
    assert span(None, None, "USD") == "no amount"
