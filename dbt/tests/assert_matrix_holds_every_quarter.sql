-- Fails when the newest quarter has no column yet (add it to the contract of rpt_capex_matrix), and when two fiscal quarters
-- of a company fall into one calendar quarter.
{{ config(severity='warn') }}
with cells as (

    select company_id, measure, sum(amount_usd) as matrix_usd
    from (unpivot {{ ref('rpt_capex_matrix') }} on columns('^\d{4}-Q\d$') into name calendar_quarter value amount_usd)
    group by company_id, measure

),

quarters as (

    select company_id, measure, sum(amount_usd) as comparison_usd
    from {{ ref('rpt_capex_comparison') }}
    where calendar_quarter >= '2019-Q1'
    group by company_id, measure

)

select *
from quarters
left join cells using (company_id, measure)
where comparison_usd is distinct from matrix_usd
