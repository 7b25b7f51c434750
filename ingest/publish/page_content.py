"""What the page shows: sections, their charts and tables, each from one query on the published reports."""

from collections.abc import Callable
from dataclasses import dataclass, field

import altair as alt
import duckdb
import pandas as pd

from ingest.publish import charts

TITLE = "Capital expenditure and AI investment of technology companies"
SUBTITLE = (
    "What companies spent, expect to spend and have promised, from filings and announcements, in one currency and on one "
    "calendar. Each number leads back to its filing or its sentence."
)
FOOTER = (
    "Amounts in USD: flows at the mean daily rate of their period, announcements at the rate of their day. Cash capex is gross "
    "purchases of property and equipment; where a company's filings do not carry it, the measure it announces is shown under its "
    "own name. Sentences marked as this project's wording restate published figures; the link leads to where the figure was "
    "published."
)
LINKED_COLUMN = "evidence"
QUARTERS_SHOWN = 20

# One comparable series per company: gross cash capex where filings have it, else what the company announces, named as such.
SERIES = """
    with ranked as (
        select
            *,
            count(*) filter (calendar_quarter >= '2023-Q1') over (partition by company_id, measure) as depth,
            case measure when 'cash_ppe_gross' then 1 when 'company_headline' then 2 when 'accrual_additions' then 3
                when 'incl_finance_leases' then 4 else 9 end as preference
        from reports.rpt_capex_comparison
        where amount_usd is not null
    ),
    chosen as (
        select company_id, measure from ranked where preference < 9
        qualify row_number() over (partition by company_id order by depth >= 4 desc, preference) = 1
        group by all
    )
    select
        company.name
            || case when r.measure = 'cash_ppe_gross' then '' else ' (' || replace(r.measure, '_', ' ') || ')' end as series,
        company.company_group,
        r.*
    from ranked as r
    semi join chosen using (company_id, measure)
    join marts.dim_company as company using (company_id)
"""


@dataclass(frozen=True)
class Table:
    """A table: the report it comes from and the query that picks and orders its columns.

    A column `link` becomes the link of the evidence column, `quote_kind` marks quotes in this project's wording.
    """

    caption: str
    report: str
    query: str


@dataclass(frozen=True)
class Card:
    """A headline number."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class Head:
    """What stands above the sections."""

    data_line: str
    cards: list[Card]


Build = Callable[[duckdb.DuckDBPyConnection], alt.TopLevelMixin | None]


@dataclass(frozen=True)
class Section:
    """A section of the page; `charts` by file name."""

    id: str
    title: str
    note: str
    charts: dict[str, Build] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()


def _frame(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame:
    return connection.execute(query).df()


def _recent(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    frame = _frame(connection, f"select series, calendar_quarter, amount_usd / 1e9 as amount_bn from ({SERIES})")
    quarters = sorted(frame["calendar_quarter"].unique())[-QUARTERS_SHOWN:]
    return frame[frame["calendar_quarter"].isin(quarters)].astype({"amount_bn": float})


def _stack(connection: duckdb.DuckDBPyConnection) -> alt.TopLevelMixin | None:
    frame = _recent(connection)
    return None if frame.empty else charts.quarterly_stack(frame)


def _lines(connection: duckdb.DuckDBPyConnection) -> alt.TopLevelMixin | None:
    frame = _recent(connection)
    return None if frame.empty else charts.quarterly_lines(frame, "amount_bn", "USD bn per quarter")


def _intensity(connection: duckdb.DuckDBPyConnection) -> alt.TopLevelMixin | None:
    query = f"""
        select series, calendar_quarter, ttm_capex_to_revenue_pct::double as intensity
        from ({SERIES}) where ttm_capex_to_revenue_pct is not null and calendar_quarter >= '2019-Q1'
    """
    frame = _frame(connection, query)
    return None if frame.empty else charts.quarterly_lines(frame, "intensity", "TTM capex, % of revenue")


def _groups(connection: duckdb.DuckDBPyConnection) -> alt.TopLevelMixin | None:
    # A quarter counts only when all companies of the group that report now had a full year behind them: no step from newcomers.
    query = f"""
        with ttm as (
            select company_group, company_id, calendar_quarter, ttm_usd / 1e9 as ttm_bn
            from ({SERIES})
            where company_group in ('us_platform', 'china_platform') and ttm_usd is not null
        ),
        totals as (
            select
                company_group, calendar_quarter, sum(ttm_bn) as ttm_bn, count(*) as companies,
                string_agg(company_id, ', ' order by company_id) as members
            from ttm group by all
        )
        select
            case company_group when 'us_platform' then 'US platforms' else 'Chinese platforms' end
                || ' (' || companies || ')' as series,
            calendar_quarter, ttm_bn::double as ttm_bn, members
        from totals
        qualify companies = max(companies) over (partition by company_group)
    """
    frame = _frame(connection, query)
    return None if frame.empty else charts.quarterly_lines(frame, "ttm_bn", "USD bn, trailing twelve months")


def _fans(connection: duckdb.DuckDBPyConnection) -> alt.TopLevelMixin | None:
    query = """
        select
            company.name || ' ' || g.target_period || ' (' || g.currency || ')' as panel, g.issued_on,
            g.amount_low::double / 1e9 as low_bn, g.amount_high::double / 1e9 as high_bn, g.shape, g.target_period, g.company_id
        from marts.fct_guidance as g
        join marts.dim_company as company using (company_id)
        where g.shape <> 'directional' and g.attribution = 'company' and not regexp_matches(g.target_period, '-(Q|H)')
        qualify count(*) over (partition by g.company_id, g.target_period) >= 2
        order by g.company_id, g.target_period, g.issued_on
    """
    vintages = _frame(connection, query)
    actuals = _frame(
        connection,
        """
        select
            company.name || ' ' || a.target_period || ' (' || a.currency || ')' as panel,
            max(a.actual_amount)::double / 1e9 as actual_bn
        from reports.rpt_guidance_accuracy as a
        join marts.dim_company as company using (company_id)
        group by all
        """,
    )
    return None if vintages.empty else charts.guidance_fan(vintages, actuals)


def _timeline(connection: duckdb.DuckDBPyConnection) -> alt.TopLevelMixin | None:
    query = """
        select
            company.name || ': ' || coalesce(c.place, replace(c.scope, '_', ' ')) || ' '
                || c.currency || ' ' || round(coalesce(c.amount_low, c.amount_high)::double / 1e9, 1) || 'bn' as label,
            c.announced_on as starts_on, coalesce(c.horizon_end, c.announced_on) as ends_on,
            c.amount_usd::double / 1e9 as amount_bn, c.status
        from reports.rpt_commitments as c
        join marts.dim_company as company using (company_id)
        where c.amount_usd is not null and c.announced_on is not null
        order by amount_bn desc
        limit 30
    """
    frame = _frame(connection, query)
    return None if frame.empty else charts.commitments_timeline(frame)


def _burn_down(connection: duckdb.DuckDBPyConnection) -> alt.TopLevelMixin | None:
    query = """
        select
            company.name || ': ' || p.currency || ' ' || round(p.plan_amount::double / 1e9, 1) || 'bn'
                || case when p.is_upper_bound then ' (upper bound)' else '' end as label,
            p.spent_pct::double as spent_pct,
            least(100, 100.0 * (p.spent_through - p.window_start) / nullif(p.window_end - p.window_start, 0)) as elapsed_pct
        from reports.rpt_commitment_progress as p
        join marts.dim_company as company using (company_id)
        where p.spent_pct is not null
    """
    frame = _frame(connection, query)
    return None if frame.empty else charts.burn_down(frame)


def head(connection: duckdb.DuckDBPyConnection) -> Head:
    """Data date, coverage and headline numbers."""
    newest, companies, documents = connection.execute(
        """
        select
            (select max(known_on) from marts.fct_capex),
            (select count(distinct company_id) from marts.fct_capex where amount is not null),
            (select count(*) from marts.dim_document)
        """
    ).fetchone()
    line = f"Data through {newest}; {companies} companies with reported or announced capex, {documents} announcements read."
    cards = []
    groups = connection.execute(
        f"""
        with quarter as (
            select
                company_group, calendar_quarter, sum(amount_usd) / 1e9 as total, count(*) as companies,
                sum(ttm_usd) / 1e9 as ttm, string_agg(series, ', ' order by amount_usd desc) as members
            from ({SERIES}) where company_group in ('us_platform', 'china_platform') group by all
        )
        select * from quarter
        qualify row_number() over (
            partition by company_group order by companies >= 0.75 * max(companies) over (partition by company_group) desc,
            calendar_quarter desc
        ) = 1
        order by total desc
        """
    ).fetchall()
    for group, quarter, total, count, _ttm, members in groups:
        label = {"us_platform": "US platforms", "china_platform": "Chinese platforms"}[group]
        cards.append(Card(f"{label}, {quarter}", f"${total:,.1f}bn", f"{count} companies: {members}"))
    counted = connection.execute(
        "select count(*), sum(counted_amount_usd) / 1e12 from reports.rpt_commitments where counted_amount_usd is not null"
    ).fetchone()
    if counted[0]:
        cards.append(Card("Commitments, counted once", f"${counted[1]:,.2f}tn", f"{counted[0]} announcements in USD"))
    return Head(line, cards)


SECTIONS = (
    Section(
        "capex",
        "Quarterly capex",
        "By calendar quarter (the one that contains the middle of the fiscal quarter), largest companies.",
        {"quarterly_capex_stacked": _stack, "quarterly_capex_lines": _lines},
        (
            Table(
                "Newest quarter of each company.",
                "rpt_capex_comparison",
                f"""
                select
                    series as company, calendar_quarter as quarter, amount_usd::double / 1e9 as usd_bn, yoy_pct, qoq_pct,
                    ttm_usd::double / 1e9 as ttm_usd_bn, capex_to_revenue_pct, capex_to_operating_cash_flow_pct,
                    group_share_pct, evidence, source_url as link
                from ({SERIES})
                qualify row_number() over (partition by company_id order by calendar_quarter desc) = 1
                order by usd_bn desc
                """,
            ),
        ),
    ),
    Section(
        "intensity",
        "Capex intensity",
        "Capex of four quarters as a share of the same quarters' revenue.",
        {"capex_intensity": _intensity},
    ),
    Section(
        "us-china",
        "United States against China",
        "Trailing twelve months of the platform groups, in USD; the number of companies stands with the name.",
        {"us_china_ttm": _groups},
    ),
    Section(
        "guidance",
        "Guidance against actual",
        "Each bar is a vintage of guidance, the dashed line the actual of the same measure.",
        {"guidance_fans": _fans},
        (
            Table(
                "Revisions, newest first.",
                "rpt_guidance_revisions",
                """
                select
                    company_id as company, target_period as target, measure, issued_on, amount_low::double / 1e9 as low_bn,
                    amount_high::double / 1e9 as high_bn, currency, shape, action, change_reason, quote, quote_kind,
                    attribution as evidence, source_url as link
                from reports.rpt_guidance_revisions order by issued_on desc, company_id
                """,
            ),
        ),
    ),
    Section(
        "commitments",
        "Commitments",
        "The largest plans from announcement to horizon, USD bn; components and superseded plans are listed, not added.",
        {"commitments_timeline": _timeline},
        (
            Table(
                "All commitments, largest first.",
                "rpt_commitments",
                """
                select
                    company_id as company, kind, scope, announced_on, amount_low::double / 1e9 as low_bn,
                    amount_high::double / 1e9 as high_bn, currency, amount_usd::double / 1e9 as usd_bn, horizon_end,
                    annualised_usd::double / 1e9 as usd_bn_a_year, status, relation, document_count as documents,
                    quote, quote_kind, evidence, source_url as link
                from reports.rpt_commitments order by usd_bn desc nulls last
                """,
            ),
        ),
    ),
    Section(
        "progress",
        "How much of the plans is spent",
        "Capex of the whole company since the plan began against an AI plan is an upper bound, and is marked as one.",
        {"plan_burn_down": _burn_down},
        (
            Table(
                "Burn-down of multi-year plans.",
                "rpt_commitment_progress",
                """
                select
                    company_id as company, currency, plan_amount::double / 1e9 as plan_bn, spent_amount::double / 1e9 as spent_bn,
                    spent_pct, spent_pct_with_announcement_quarter, window_start, window_end, is_upper_bound, projected_end
                from reports.rpt_commitment_progress order by plan_bn desc
                """,
            ),
        ),
    ),
    Section(
        "financing",
        "How it is funded",
        "Money raised for data centres, cloud and AI, with the part of the proceeds that is set aside for them.",
        {},
        (
            Table(
                "Financings, newest first.",
                "rpt_financing",
                """
                select
                    company_id as company, instrument, announced_on, amount::double / 1e9 as amount_bn, currency,
                    amount_usd::double / 1e9 as usd_bn, share_pct, earmarked_usd::double / 1e9 as earmarked_usd_bn,
                    use_of_proceeds, quote, quote_kind, evidence, source_url as link
                from reports.rpt_financing order by announced_on desc
                """,
            ),
        ),
    ),
    Section(
        "quality",
        "Conflicts, restatements and gaps",
        "Where sources disagree, what was restated, and which quarters are missing and why. Values are never averaged.",
        {},
        (
            Table("Conflicts.", "rpt_conflicts", "select * from reports.rpt_conflicts order by all"),
            Table("Restatements.", "rpt_restatements", "select * from reports.rpt_restatements order by all"),
        ),
    ),
)
