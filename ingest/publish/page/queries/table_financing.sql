select
    funding_id as id, company_name as "company", spaced(instrument) as "instrument", announced_on as "announced on",
    amount_cell(amount_low, amount_high, currency, modifier) as "amount", amount_usd::double / 1e9 as "USD bn",
    share_pct as "% set aside", earmarked_usd::double / 1e9 as "set aside, USD bn", spaced(use_of_proceeds) as "use",
    status as "status", document_count as "documents", quote as "quote", quote_kind, evidence as "evidence",
    source_url as "source"
from reports.rpt_financing
order by announced_on desc nulls last, funding_id
