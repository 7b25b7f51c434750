-- A wrong fiscal year end in the catalogue loses a filer's figures without an error: most of its newest periods then end
-- nowhere near the end of a fiscal quarter.
{{ config(severity='warn') }}
with recent as (

    select *
    from {{ ref('int_fact_placed') }}
    qualify filed_on > max(filed_on) over (partition by company_id) - 400

)

select
    company_id,
    count(*) as fact_count,
    count(*) filter (where exclusion_reason = 'off_the_fiscal_grid') as off_grid_count
from recent
group by company_id
having off_grid_count * 2 > fact_count
