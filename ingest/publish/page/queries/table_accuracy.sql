select
    first_guidance_id as id, company_name as "company", target_period as "year", measure_name(measure) as "measure",
    first_issued_on as "first issued", amount_cell(first_low, first_high, currency) as "first",
    amount_cell(last_low, last_high, currency) as "last", amount_cell(actual_amount, actual_amount, currency) as "actual",
    first_error_pct as "actual against first %", last_error_pct as "actual against last %", null_reason as "why no %",
    actual_evidence as "evidence", actual_source_url as "source"
from reports.rpt_guidance_accuracy
order by last_issued_on desc nulls last, company_id, target_period
