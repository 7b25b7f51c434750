with quarters as (

    select
        fct_capex.*,
        dim_company.company_name,
        dim_company.company_group,
        4 * fiscal_year + fiscal_quarter as quarter_index
    from {{ ref('fct_capex') }} as fct_capex
    inner join {{ ref('dim_company') }} as dim_company on fct_capex.company_id = dim_company.company_id
    where is_latest and period_type = 'quarter' and amount is not null

),

-- Windows over the quarters' numbers, not over rows: a missing quarter leaves a gap, it does not move the others together.
windowed as (

    select
        *,
        max(amount) over previous_year as amount_previous_year,
        max(amount) over previous_quarter as amount_previous_quarter,
        if(count(amount) over trailing_year = 4, sum(amount) over trailing_year, null) as ttm_amount,
        if(count(amount_usd) over trailing_year = 4, sum(amount_usd) over trailing_year, null) as ttm_usd
    from quarters
    window
        previous_year as (
            partition by company_id, measure, lease_basis, currency
            order by quarter_index range between 4 preceding and 4 preceding
        ),
        previous_quarter as (
            partition by company_id, measure, lease_basis, currency
            order by quarter_index range between 1 preceding and 1 preceding
        ),
        trailing_year as (
            partition by company_id, measure, lease_basis, currency
            order by quarter_index range between 3 preceding and current row
        )

),

growing as (

    select
        *,
        max(ttm_amount) over (
            partition by company_id, measure, lease_basis, currency
            order by quarter_index range between 4 preceding and 4 preceding
        ) as ttm_amount_previous_year
    from windowed

),

compared as (

    select
        capex.*,
        revenue.amount as revenue_amount,
        revenue.ttm_amount as ttm_revenue_amount,
        operating.amount as operating_cash_flow_amount,
        operating.ttm_amount as ttm_operating_cash_flow_amount,
        sum(capex.amount_usd) over same_quarter as group_usd,
        count(capex.amount_usd) over same_quarter as group_company_count
    from growing as capex
    left join growing as revenue
        on capex.company_id = revenue.company_id
        and capex.quarter_index = revenue.quarter_index
        and capex.currency = revenue.currency
        and revenue.measure = 'revenue'
    left join growing as operating
        on capex.company_id = operating.company_id
        and capex.quarter_index = operating.quarter_index
        and capex.currency = operating.currency
        and operating.measure = 'operating_cash_flow'
    where capex.is_capex
    window same_quarter as (partition by capex.company_group, capex.calendar_quarter, capex.measure)

)

select
    calendar_quarter,
    company_id,
    company_name,
    company_group,
    measure,
    lease_basis,
    fiscal_year,
    fiscal_quarter,
    period_start,
    period_end,
    calendar_offset_days,
    amount,
    currency,
    amount_usd,
    {{ growth_pct('amount', 'amount_previous_year') }} as yoy_pct,
    {{ growth_pct('amount', 'amount_previous_quarter') }} as qoq_pct,
    cast(ttm_amount as decimal(24, 2)) as ttm_amount,
    cast(ttm_usd as decimal(24, 2)) as ttm_usd,
    {{ growth_pct('ttm_amount', 'ttm_amount_previous_year') }} as ttm_yoy_pct,
    {{ share_pct('amount', 'revenue_amount') }} as capex_to_revenue_pct,
    {{ share_pct('ttm_amount', 'ttm_revenue_amount') }} as ttm_capex_to_revenue_pct,
    {{ share_pct('amount', 'operating_cash_flow_amount') }} as capex_to_operating_cash_flow_pct,
    {{ share_pct('ttm_amount', 'ttm_operating_cash_flow_amount') }} as ttm_capex_to_operating_cash_flow_pct,
    {{ share_pct('amount_usd', 'group_usd') }} as group_share_pct,
    group_company_count,
    fx_rate,
    fx_method,
    null_reason,
    evidence,
    derivation,
    capex_id,
    accession,
    accessions,
    document_id,
    quote,
    quote_kind,
    source_url,
    known_on
from compared
order by calendar_quarter desc, measure, amount_usd desc nulls last, company_id
