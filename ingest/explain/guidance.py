"""A guidance: its place in the chain of versions, how it moved, how near it came, and everyone who told of it."""

import duckdb

from ingest.catalog import concepts
from ingest.explain import passages, subject
from ingest.explain.answer import Arithmetic, Explanation, Link, Operand, Version
from ingest.explain.rows import Row, readable, row, rows, span

FACTS = (
    "company_id",
    "target_period",
    "target_start",
    "target_end",
    "measure",
    "measure_basis",
    "issued_on",
    "issued_basis",
    "amount_low",
    "amount_high",
    "currency",
    "shape",
    "scope",
    "action",
    "action_basis",
    "change_reason",
    "change_reason_basis",
    "attribution",
    "evidence",
    "superseded_on",
    "document_count",
    "reaffirmation_count",
    "last_reaffirmed_on",
    "source_url",
)


def explain(connection: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Explain a `guidance_id`."""
    guidance = row(connection, "from marts.fct_guidance where guidance_id = $id", id=identifier)
    chain = rows(connection, "from marts.fct_guidance where chain_id = $id order by sequence", id=guidance["chain_id"])
    amount = span(guidance["amount_low"], guidance["amount_high"], guidance["currency"], guidance["shape"])
    return Explanation(
        id=identifier,
        kind="guidance",
        headline=f"{subject.company_name(connection, guidance['company_id'])}: guidance for {guidance['target_period']} "
        f"({guidance['measure']}) of {guidance['issued_on'] or guidance['known_on']}: {amount}, {guidance['action']}",
        facts={"meaning": concepts.meanings().get(guidance["measure"]), **{name: guidance[name] for name in FACTS}},
        arithmetic=[*_midpoint(guidance), *_change(connection, guidance), *_accuracy(connection, identifier)],
        passages=passages.of_event(connection, identifier),
        versions=[_version(step, identifier) for step in chain],
        conflicts=subject.conflicts(connection, identifier),
        links=_links(connection, guidance),
        changes=subject.changes(connection, identifier),
    )


def _midpoint(guidance: Row) -> list[Arithmetic]:
    low, high = guidance["amount_low"], guidance["amount_high"]
    if guidance["shape"] != "range":
        return []
    formula = f"({readable(low)} + {readable(high)}) ÷ 2 = {readable(guidance['midpoint'], guidance['currency'])}"
    return [Arithmetic("midpoint", guidance["midpoint"], formula)]


def _change(connection: duckdb.DuckDBPyConnection, guidance: Row) -> list[Arithmetic]:
    query = "from reports.rpt_guidance_revisions where guidance_id = $id and change_midpoint is not null"
    change = row(connection, query, id=guidance["guidance_id"])
    if change is None:
        return []
    before, currency = guidance["midpoint"] - change["change_midpoint"], guidance["currency"]
    operands = [
        Operand("+", "midpoint of this version", guidance["midpoint"], currency, id=guidance["guidance_id"]),
        Operand("−", "midpoint of the version before", before, currency, id=guidance["previous_guidance_id"]),
    ]
    formula = f"{readable(guidance['midpoint'])} − {readable(before)} = {readable(change['change_midpoint'], currency)}"
    found = [Arithmetic("change_midpoint", change["change_midpoint"], formula, operands)]
    if change["change_midpoint_pct"] is not None:
        percent = f"{readable(guidance['midpoint'])} ÷ {readable(before)} − 1 = {change['change_midpoint_pct']} %"
        found.append(Arithmetic("change_midpoint_pct", change["change_midpoint_pct"], percent))
    return found


def _accuracy(connection: duckdb.DuckDBPyConnection, identifier: str) -> list[Arithmetic]:
    query = "from reports.rpt_guidance_accuracy where first_guidance_id = $id or last_guidance_id = $id"
    found = []
    for judged in rows(connection, query, id=identifier):
        for which in ("first", "last"):
            error, midpoint = judged[f"{which}_error_pct"], judged[f"{which}_midpoint"]
            if error is None:
                continue
            formula = f"{readable(judged['actual_amount'])} ÷ {readable(midpoint)} − 1 = {error} %"
            operands = [
                Operand("+", "actual", judged["actual_amount"], judged["currency"], id=judged["capex_id"]),
                Operand("÷", f"midpoint of the {which} version", midpoint, judged["currency"], id=judged[f"{which}_guidance_id"]),
            ]
            found.append(Arithmetic(f"{which}_error_pct", error, formula, operands))
    return found


def _version(step: Row, identifier: str) -> Version:
    reason = f" ({step['change_reason']})" if step["change_reason"] else ""
    return Version(
        id=step["guidance_id"],
        amount=span(step["amount_low"], step["amount_high"], step["currency"], step["shape"]),
        note=f"{step['action']}{reason}",
        accession=None,
        is_this=step["guidance_id"] == identifier,
        **{name: step[name] for name in ("known_on", "superseded_on", "document_id", "source_url")},
    )


def _links(connection: duckdb.DuckDBPyConnection, guidance: Row) -> list[Link]:
    """The actual that the guidance is judged by, and what was guided for the same period in other measures or voices."""
    actual = "from reports.rpt_guidance_accuracy where first_guidance_id = $id or last_guidance_id = $id"
    others = """
        from marts.fct_guidance
        where company_id = $company and target_start = $start and target_end = $end and chain_id <> $chain and is_current
        order by measure, guidance_id
    """
    return [
        Link(r["capex_id"], "actual", readable(r["actual_amount"], r["currency"]))
        for r in rows(connection, actual, id=guidance["guidance_id"])
    ] + [
        Link(r["guidance_id"], "same period", f"{r['measure']}, {r['attribution']}")
        for r in rows(
            connection,
            others,
            company=guidance["company_id"],
            start=guidance["target_start"],
            end=guidance["target_end"],
            chain=guidance["chain_id"],
        )
    ]
