"""A commitment: every document that tells of it and why it was linked, how it overlaps others, what of it is spent.

Trap avoided: an amount per year or a share spent that looks like the company's own statement; each is shown as a calculation.
"""

from decimal import Decimal

import duckdb

from ingest.explain import conversion, passages, subject
from ingest.explain.answer import Arithmetic, Explanation, Link, Operand
from ingest.explain.rows import Row, readable, rounded, row, rows, span

FACTS = (
    "company_id",
    "kind",
    "scope",
    "announced_on",
    "announced_basis",
    "amount_low",
    "amount_high",
    "currency",
    "modifier",
    "amount_usd",
    "horizon_start",
    "horizon_end",
    "horizon_basis",
    "status",
    "status_on",
    "is_confirmed",
    "place",
    "counterparty",
    "instrument",
    "attribution",
    "evidence",
    "counted_usd",
    "counted_reason",
    "document_count",
    "last_mentioned_on",
    "source_url",
)


def explain(connection: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Explain a `commitment_id`."""
    commitment = row(connection, "from marts.fct_commitment where commitment_id = $id", id=identifier)
    amount = span(commitment["amount_low"], commitment["amount_high"], commitment["currency"], commitment["modifier"])
    return Explanation(
        id=identifier,
        kind="commitment",
        headline=f"{subject.company_name(connection, commitment['company_id'])}: {commitment['kind'].replace('_', ' ')} "
        f"of {amount}, {commitment['announced_on'] or commitment['known_on']}, {commitment['status']}",
        facts={name: commitment[name] for name in FACTS},
        arithmetic=[
            *_annualised(commitment),
            *_share_of_spending(connection, commitment),
            *_counted(connection, commitment),
            *_progress(connection, commitment),
        ],
        conversion=conversion.of_day(connection, commitment),
        passages=passages.of_event(connection, identifier),
        conflicts=subject.conflicts(connection, identifier),
        links=_relations(connection, identifier),
        changes=subject.changes(connection, identifier),
    )


def _annualised(commitment: Row) -> list[Arithmetic]:
    if commitment["annualised_usd"] is None:
        return []
    years = (commitment["horizon_end"] - commitment["horizon_start"]).days / 365.25
    rate = f" × {commitment['fx_rate']:.6g}" if commitment["currency"] != "USD" else ""
    formula = (
        f"{readable(commitment['amount'], commitment['currency'])} ÷ {years:.2f} years{rate} "
        f"= {rounded(commitment['annualised_usd'], 'USD')}"
    )
    return [Arithmetic("annualised_usd", commitment["annualised_usd"], formula)]


def _share_of_spending(connection: duckdb.DuckDBPyConnection, commitment: Row) -> list[Arithmetic]:
    query = """
        select commitments.share_of_ttm_capex_pct, comparison.*
        from reports.rpt_commitments as commitments
        inner join reports.rpt_capex_comparison as comparison on commitments.ttm_capex_id = comparison.capex_id
        where commitments.commitment_id = $id
    """
    share = row(connection, query, id=commitment["commitment_id"])
    if share is None:
        return []
    percent = share["share_of_ttm_capex_pct"]
    formula = f"{rounded(commitment['amount_usd'])} ÷ {rounded(share['ttm_usd'])} = {percent} %"
    label = f"{share['measure']} of the four quarters to {share['period_end']}"
    return [
        Arithmetic(
            "share_of_ttm_capex_pct", percent, formula, [Operand("÷", label, share["ttm_usd"], "USD", id=share["capex_id"])]
        )
    ]


def _counted(connection: duckdb.DuckDBPyConnection, commitment: Row) -> list[Arithmetic]:
    """What the commitment adds to a sum, where that is not its whole amount; the reason is among the facts."""
    if commitment["counted_amount"] == commitment["amount"]:
        return []
    query = """
        select parts.commitment_id, parts.amount, parts.currency
        from marts.bridge_commitment_relation as relations
        inner join marts.fct_commitment as parts on relations.related_commitment_id = parts.commitment_id
        where relations.commitment_id = $id and relations.relation = 'cumulative_of'
        order by parts.known_on, parts.commitment_id
    """
    parts = rows(connection, query, id=commitment["commitment_id"])
    operands = [Operand("−", "step of the total", p["amount"], p["currency"], id=p["commitment_id"]) for p in parts]
    counted = readable(commitment["counted_amount"], commitment["currency"])
    terms = "".join(f" − {readable(part['amount'])}" for part in parts)
    formula = f"{readable(commitment['amount'])}{terms} → {counted}" if parts else counted
    return [Arithmetic("counted_amount", commitment["counted_amount"], formula, operands, note=commitment["counted_reason"])]


def _progress(connection: duckdb.DuckDBPyConnection, commitment: Row) -> list[Arithmetic]:
    query = "from reports.rpt_commitment_progress where commitment_id = $id and spent_amount is not null"
    progress = row(connection, query, id=commitment["commitment_id"])
    if progress is None:
        return []
    quarters = _quarters(connection, progress)
    spent = [q for q in quarters if q["period_start"] >= progress["window_start"]]
    bound = "all capex of the company: an upper bound of what the plan has cost" if progress["is_upper_bound"] else None
    found = [_spent(spent, progress, bound), _percent(progress, "spent_pct", progress["spent_amount"], bound)]
    if progress["spent_pct_with_announcement_quarter"] is not None:
        total = sum((q["amount"] for q in quarters), Decimal(0))
        found.append(_percent(progress, "spent_pct_with_announcement_quarter", total, bound, operands=_operands(quarters)))
    if progress["projected_end"] is not None:
        days = (progress["window_end"] - progress["window_start"]).days + 1
        currency = progress["currency"]
        formula = (
            f"{readable(progress['spent_amount'])} ÷ {days} days × 365.25 = {rounded(progress['run_rate'], currency)} a year"
        )
        note = f"at that rate the plan's amount is reached on {progress['projected_end']}"
        if progress["needed_run_rate"] is not None:
            note += f"; {rounded(progress['needed_run_rate'], currency)} a year would reach it by {progress['horizon_end']}"
        found.append(Arithmetic("run_rate", progress["run_rate"], formula, note=note))
    return found


def _quarters(connection: duckdb.DuckDBPyConnection, progress: Row) -> list[Row]:
    """The quarters of the plan's window, and before them the one in which it was announced."""
    query = """
        from marts.fct_capex
        where company_id = $company_id and measure = $measure and currency = $currency
            and period_type = 'quarter' and is_latest and amount is not null
            and period_end >= $window_start - 1 and period_end <= $window_end
        order by period_end
    """
    names = ("company_id", "measure", "currency", "window_start", "window_end")
    return rows(connection, query, **{name: progress[name] for name in names})


def _spent(spent: list[Row], progress: Row, note: str | None) -> Arithmetic:
    total = readable(progress["spent_amount"], progress["currency"])
    formula = " + ".join(readable(q["amount"]) for q in spent) + f" = {total}"
    return Arithmetic("spent_amount", progress["spent_amount"], formula, _operands(spent), note)


def _percent(progress: Row, column: str, amount: Decimal, note: str | None, operands: list[Operand] | None = None) -> Arithmetic:
    formula = f"{readable(amount)} ÷ {readable(progress['plan_amount'])} = {progress[column]} %"
    return Arithmetic(column, progress[column], formula, operands or [], note)


def _operands(quarters: list[Row]) -> list[Operand]:
    return [
        Operand("+", f"{q['measure']} to {q['period_end']}, {q['evidence']}", q["amount"], q["currency"], id=q["capex_id"])
        for q in quarters
    ]


def _relations(connection: duckdb.DuckDBPyConnection, identifier: str) -> list[Link]:
    query = """
        select related_commitment_id as id, replace(relation, '_', ' ') as relation, known_on, reason, 1 as side
        from marts.bridge_commitment_relation where commitment_id = $id
        union all
        select
            commitment_id,
            case relation
                when 'supersedes' then 'superseded by' when 'component_of' then 'has the component' else 'step of the total'
            end,
            known_on, reason, 2
        from marts.bridge_commitment_relation where related_commitment_id = $id
        order by side, known_on, id
    """
    return [Link(r["id"], r["relation"], f"{r['reason']} ({r['known_on']})") for r in rows(connection, query, id=identifier)]
