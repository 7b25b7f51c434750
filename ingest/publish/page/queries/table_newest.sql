select
    capex_id as id, company_name as "company", spaced(company_group) as "group", measure_name(measure) as "measure",
    calendar_quarter as "calendar quarter", period_end as "ends on", amount_cell(amount, amount, currency) as "as reported",
    amount_usd::double / 1e9 as "USD bn", yoy_pct as "YoY %", qoq_pct as "QoQ %", ttm_usd::double / 1e9 as "last four quarters, USD bn",
    ttm_capex_to_revenue_pct as "% of revenue", ttm_capex_to_operating_cash_flow_pct as "% of operating cash flow",
    case when measure = 'cash_ppe_gross' and group_company_count > 1 then group_share_pct end as "% of group known",
    evidence as "evidence", source_url as "source"
from series
qualify row_number() over (partition by company_id order by period_end desc) = 1
order by amount_usd desc
