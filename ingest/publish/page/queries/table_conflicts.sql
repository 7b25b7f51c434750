select
    subject_id as id, company_name as "company", spaced(about) as "about", amount_cell(kept_amount, kept_amount, currency) as "used",
    amount_cell(other_amount, other_amount, currency) as "also told", difference_pct as "difference %", reason as "reason",
    kept_evidence as "evidence", kept_source_url as "source", other_evidence as "other evidence",
    other_quote as "quote", quote_kind, other_source_url as "other source"
from reports.rpt_conflicts
join marts.dim_company using (company_id)
order by known_on desc, subject_id
