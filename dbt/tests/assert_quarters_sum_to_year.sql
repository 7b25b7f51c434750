-- Four quarters as last filed add up to their year. Not asked where the filings themselves contradict it (listed in
-- int_capex_contradicted) or where year and quarters come from different concepts. Each tagged quarter is a rounded figure
-- of its own and may be off by one reporting unit; differences add up exactly.
with latest as (

    select * from {{ ref('fct_capex') }}
    where is_latest and amount is not null and evidence in ('reported', 'derived')

),

contradicted as (

    select distinct company_id, measure, period_end
    from {{ ref('int_capex_contradicted') }}
    where kind = 'tagged_and_difference'

)

select
    years.capex_id,
    years.amount as year_amount,
    sum(quarters.amount) as quarters_amount
from latest as years
inner join latest as quarters
    on years.company_id = quarters.company_id
    and years.measure = quarters.measure
    and years.fiscal_year = quarters.fiscal_year
    and years.concept = quarters.concept
left join contradicted
    on quarters.company_id = contradicted.company_id
    and quarters.measure = contradicted.measure
    and quarters.period_end = contradicted.period_end
where years.period_type = 'year' and quarters.period_type = 'quarter'
group by years.capex_id, years.amount
having count(*) = 4
    and count(contradicted.company_id) = 0
    and abs(year_amount - quarters_amount)
        > greatest(1, count(*) filter (where quarters.evidence = 'reported')) * {{ reporting_unit('years.amount') }}
