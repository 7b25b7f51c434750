select
    guidance_id as id, company_name as "company", target_period as "for", measure_name(measure) as "measure",
    issued_on as "issued on", amount_cell(amount_low, amount_high, currency, shape) as "guidance",
    action as "action", amount_cell(previous_low, previous_high, currency) as "before", change_midpoint_pct as "change %",
    change_reason as "reason", quote as "quote", quote_kind, evidence as "evidence", source_url as "source"
from reports.rpt_guidance_revisions
order by issued_on desc nulls last, company_id, guidance_id
