with companies as (

    select * from {{ ref('stg_lake__company') }}

),

facts as (

    select * from {{ ref('stg_lake__fact') }}

),

positions as (

    select
        facts.*,
        companies.reporting_currency,
        {{ fiscal_position('facts.period_start - 1', 'companies.fiscal_year_end_month', 'companies.fiscal_year_end_day') }}
            as start_position,
        {{ fiscal_position('facts.period_end', 'companies.fiscal_year_end_month', 'companies.fiscal_year_end_day') }}
            as end_position
    from facts
    inner join companies on facts.company_id = companies.company_id

),

indexed as (

    select
        *,
        round(start_position)::int as start_index,
        round(end_position)::int as end_index,
        end_index - start_index as quarter_count,
        -- A sixth of a quarter is half a month: further away, the day is no end of a fiscal quarter.
        greatest(abs(start_position - start_index), abs(end_position - end_index)) <= 1 / 6 as is_on_grid
    from positions

),

judged as (

    select
        *,
        case
            when currency <> reporting_currency then 'convenience_currency'
            when not is_on_grid then 'off_the_fiscal_grid'
            when quarter_count not between 1 and 4 then 'not_one_to_four_quarters'
            when quarter_count = 4 and {{ fiscal_quarter_of('end_index') }} <> 4 then 'twelve_months_not_fiscal_year'
            when quarter_count = 4 and period_days not between 357 and 371 then 'odd_length'
            when quarter_count < 4 and period_days not between 80 * quarter_count and 100 * quarter_count then 'odd_length'
        end as misfit
    from indexed

),

-- A year's amount tagged with the dates of its last quarter: filers do that, and never notice.
longer_spans as (

    select company_id, measure, accession, end_index, value
    from judged
    where misfit is null and quarter_count > 1 and value <> 0

)

select
    company_id,
    taxonomy,
    concept,
    measure,
    preference,
    currency,
    period_start,
    period_end,
    period_days,
    start_index,
    end_index,
    quarter_count,
    case
        when misfit is not null then misfit
        when exists (
            select 1
            from longer_spans as longer
            where longer.company_id = judged.company_id
                and longer.measure = judged.measure
                and longer.accession = judged.accession
                and longer.end_index = judged.end_index
                and longer.value = judged.value
                and judged.quarter_count = 1
        ) then 'repeats_a_longer_span'
    end as exclusion_reason,
    value,
    accession,
    form,
    filed_on,
    source,
    source_url
from judged
