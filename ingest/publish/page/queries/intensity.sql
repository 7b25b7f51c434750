-- Trailing twelve months of capex in percent of revenue and of operating cash flow, for the eight largest that have both.
with newest as (
    select company_id
    from series
    where ttm_capex_to_revenue_pct is not null and is_current
    qualify row_number() over (partition by company_id order by period_end desc) = 1
    order by ttm_usd desc
    limit 8
)

select
    company_name as series, marked_name as label, calendar_quarter,
    ttm_capex_to_revenue_pct as of_revenue,
    -- a share of money that flows out says nothing
    case when ttm_capex_to_operating_cash_flow_pct > 0 then ttm_capex_to_operating_cash_flow_pct end as of_cash_flow
from series
semi join newest using (company_id)
where period_end > newest_end - interval 7 year
order by calendar_quarter, series
