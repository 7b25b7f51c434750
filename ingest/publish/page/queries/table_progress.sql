select
    commitment_id as id, company_name as "company", announced_on as "announced on",
    amount_cell(plan_amount, plan_amount, currency, plan_modifier) as "plan", amount_cell(spent_amount, spent_amount, currency) as "spent",
    spent_pct as "% spent", spent_pct_with_announcement_quarter as "% with announcement's quarter",
    window_start as "counted from", window_end as "to", is_upper_bound as "upper bound",
    amount_cell(run_rate, run_rate, currency) as "pace a year", amount_cell(needed_run_rate, needed_run_rate, currency) as "needed a year",
    horizon_end as "until", projected_end as "done at this pace", null_reason as "why unknown",
    quote as "quote", quote_kind, source_url as "source"
from reports.rpt_commitment_progress
order by spent_pct desc nulls last, commitment_id
