select
    subject_id as id, company_name as "company", spaced(subject) as "what", about as "about", spaced(change) as "change",
    amount_cell(previous_low, previous_high, currency) as "before", amount_cell(amount_low, amount_high, currency) as "now",
    spaced(previous_state) as "state before", spaced(state) as "state", known_on as "known on", quote as "quote", quote_kind,
    source_url as "source"
from reports.rpt_changes
join marts.dim_company using (company_id)
order by known_on desc nulls last, subject_id
