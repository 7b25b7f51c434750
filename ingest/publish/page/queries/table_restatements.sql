select
    capex_id as id, company_name as "company", measure_name(measure) as "measure",
    'FY' || fiscal_year || coalesce(' Q' || fiscal_quarter, '') as "period", period_end as "ends on",
    amount_cell(first_reported_amount, first_reported_amount, currency) as "first reported",
    amount_cell(latest_amount, latest_amount, currency) as "now", difference_pct as "difference %", spaced(cause) as "cause",
    known_on as "since", first_source_url as "first source", source_url as "source"
from reports.rpt_restatements
join marts.dim_company using (company_id)
order by known_on desc, capex_id
