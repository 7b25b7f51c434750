"""A value of the capex tables: its arithmetic with every filed operand, its conversion, its vintages, and the texts that tell it.

Trap avoided: explaining the newest version when an older one was asked for. Operands belong to a version (`vintage_id`), not to
the quantity.
"""

import duckdb

from ingest.catalog import concepts
from ingest.explain import conversion, passages, subject
from ingest.explain.answer import Arithmetic, Explanation, Link, Operand, Version
from ingest.explain.ratios import ratios
from ingest.explain.rows import Row, readable, row, rows

FIRST = ":first"
FACTS = (
    "company_id",
    "measure",
    "lease_basis",
    "period_type",
    "period_start",
    "period_end",
    "fiscal_year",
    "fiscal_quarter",
    "calendar_quarter",
    "calendar_offset_days",
    "amount",
    "currency",
    "amount_usd",
    "null_reason",
    "evidence",
    "known_on",
    "is_latest",
    "accessions",
    "source_url",
)
_TOLD = """
    select told.figure_id, told.document_id = value.document_id and told.quote = value.quote as is_shown
    from intermediate.int_capex_told as told
    inner join (
        select distinct company_id, measure, period_type, end_index from intermediate.int_capex_converted where capex_id = $id
    ) as quantity using (company_id, measure, period_type, end_index)
    left join marts.fct_capex as value on value.capex_id = $id
    where told.unused_reason is null
    order by is_shown desc nulls last, told.rank_in_period
"""


def explain(connection: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Explain a `capex_id` (newest or `:first`) or a `vintage_id`."""
    value = row(connection, "from marts.fct_capex where capex_id = $id", id=identifier) or row(
        connection, "from marts.fct_capex_vintage where vintage_id = $id", id=identifier
    )
    quantity = value["capex_id"].removesuffix(FIRST)
    return Explanation(
        id=identifier,
        kind="capex",
        headline=f"{subject.company_name(connection, value['company_id'])}: {about(value)}",
        facts={"meaning": concepts.meanings().get(value["measure"]), **{name: value.get(name) for name in FACTS}},
        arithmetic=[*_amount(connection, value), *(ratios(connection, identifier) if value["is_latest"] else [])],
        conversion=conversion.of_flow(connection, value),
        passages=passages.of_figures(connection, _told(connection, quantity)),
        versions=_versions(connection, quantity, value["vintage_id"]),
        conflicts=subject.conflicts(connection, quantity),
        links=_links(connection, quantity),
        changes=subject.changes(connection, quantity),
    )


def about(value: Row) -> str:
    """'cash_ppe_gross, fiscal 2026 Q2 (2026-04-01 to 2026-06-30): 44,924 m USD, derived'."""
    quarter = f" Q{value['fiscal_quarter']}" if value["fiscal_quarter"] else ""
    amount = readable(value["amount"], value["currency"]) if value["amount"] is not None else "unknown"
    basis = f" ({value['lease_basis']})" if value["lease_basis"] else ""
    evidence = value["evidence"] if value["amount"] is not None else value["null_reason"]
    return (
        f"{value['measure']}{basis}, fiscal {value['fiscal_year']}{quarter} "
        f"({value['period_start']} to {value['period_end']}): {amount}, {evidence}"
    )


def _amount(connection: duckdb.DuckDBPyConnection, value: Row) -> list[Arithmetic]:
    query = "from marts.bridge_capex_fact where vintage_id = $id order by position"
    found = rows(connection, query, id=value["vintage_id"])
    if not found:
        return []
    several = len({operand["measure"] for operand in found}) > 1
    operands = [
        Operand(
            sign="+" if o["sign"] > 0 else "−",
            label=f"{months(o)} to {o['period_end']}" + (f", {o['measure']}" if several else ""),
            currency=value["currency"],
            **{name: o[name] for name in ("amount", "concept", "accession", "form", "filed_on", "source", "source_url")},
        )
        for o in found
    ]
    total = readable(value["amount"], value["currency"])
    if len(operands) == 1:
        return [Arithmetic("amount", value["amount"], f"{total}, as filed", operands)]
    terms = " ".join(f"{operand.sign} {readable(operand.amount)}" for operand in operands).removeprefix("+ ")
    return [Arithmetic("amount", value["amount"], f"{terms} = {total}", operands)]


def months(operand: Row) -> str:
    """'6 months': the length of a period in quarters, whatever its weeks."""
    return f"{3 * round(((operand['period_end'] - operand['period_start']).days + 1) / 91.3)} months"


def _told(connection: duckdb.DuckDBPyConnection, quantity: str) -> dict[str, str | None]:
    return {
        r["figure_id"]: "the amount shown" if r["is_shown"] else "tells of the same quantity"
        for r in rows(connection, _TOLD, id=quantity)
    }


def _versions(connection: duckdb.DuckDBPyConnection, quantity: str, this: str | None) -> list[Version]:
    query = """
        select
            vintage_id, amount, currency, evidence, derivation, quote, known_on, superseded_on, accession, document_id, source_url
        from marts.fct_capex_vintage
        where capex_id = $id
        order by vintage
    """
    return [
        Version(
            id=v["vintage_id"],
            amount=f"{readable(v['amount'], v['currency'])}, {v['evidence']}",
            note=v["derivation"] or v["quote"],
            is_this=v["vintage_id"] == this,
            **{name: v[name] for name in ("known_on", "superseded_on", "accession", "document_id", "source_url")},
        )
        for v in rows(connection, query, id=quantity)
    ]


def _links(connection: duckdb.DuckDBPyConnection, quantity: str) -> list[Link]:
    query = """
        select last_guidance_id, target_period, measure, vintage_count
        from reports.rpt_guidance_accuracy
        where capex_id = $id
        order by last_guidance_id
    """
    return [
        Link(r["last_guidance_id"], "was guided", f"{r['target_period']}, {r['measure']}, {r['vintage_count']} versions")
        for r in rows(connection, query, id=quantity)
    ]
