-- A filer that moves to a concept which the catalogue lacks goes quiet without an error: its filings go on, its capex stops.
-- The clock is the filer's own newest filing, so that old data do not fail for being old. One quiet filer is a warning and a
-- hole in rpt_coverage: it must not keep the others from being published. Several at once are our mistake, and block.
{{ config(severity='error', warn_if='> 0', error_if='> 3') }}
select
    companies.company_id,
    companies.newest_filed_on,
    max(capex.period_end) as newest_capex_on
from {{ ref('dim_company') }} as companies
inner join {{ ref('fct_capex') }} as capex on companies.company_id = capex.company_id
where capex.measure = 'cash_ppe_gross' and capex.amount is not null and capex.evidence in ('reported', 'derived')
group by companies.company_id, companies.newest_filed_on
having companies.newest_filed_on - newest_capex_on >= 200
