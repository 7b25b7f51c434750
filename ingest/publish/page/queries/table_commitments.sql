select
    commitment_id as id, company_name as "company", spaced(kind) as "kind", spaced(scope) as "scope", place as "place",
    announced_on as "announced on", amount_cell(amount_low, amount_high, currency, modifier) as "amount",
    amount_usd::double / 1e9 as "USD bn", counted_usd::double / 1e9 as "counted, USD bn",
    nullif(counted_reason, 'counted in full') as "because", horizon_end as "until",
    annualised_usd::double / 1e9 as "a year, USD bn", share_of_ttm_capex_pct as "% of a year's capex", status as "status",
    document_count as "documents", quote as "quote", quote_kind, evidence as "evidence", source_url as "source"
from reports.rpt_commitments
order by amount_usd desc nulls last, commitment_id
