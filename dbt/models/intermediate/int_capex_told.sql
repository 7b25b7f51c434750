with companies as (

    select * from {{ ref('stg_lake__company') }}

),

actuals as (

    select *
    from {{ ref('int_figure_sourced') }}
    where figure_type = 'actual'

),

placed as (

    select
        actuals.*,
        companies.headline_measure,
        case
            when actuals.period_end - actuals.period_start + 1 between 80 and 100 then 'quarter'
            when actuals.period_end - actuals.period_start + 1 between 357 and 371 then 'year'
        end as period_type,
        abs(
            {{ fiscal_position('actuals.period_end', 'companies.fiscal_year_end_month', 'companies.fiscal_year_end_day') }}
            - round({{ fiscal_position('actuals.period_end', 'companies.fiscal_year_end_month', 'companies.fiscal_year_end_day') }})
        ) <= 1 / 6 as ends_a_fiscal_quarter,
        round(
            {{ fiscal_position('actuals.period_end', 'companies.fiscal_year_end_month', 'companies.fiscal_year_end_day') }}
        )::int as end_index
    from actuals
    inner join companies on actuals.company_id = companies.company_id

),

-- "Capex" without a definition means what another text says of the same amount for the same period.
defined as (

    select company_id, period_end, period_type, amount, min(measure) as measure
    from placed
    where measure <> 'company_headline'
    group by company_id, period_end, period_type, amount
    having count(distinct measure) = 1

),

measured as (

    select
        placed.* exclude (measure),
        case
            when placed.measure <> 'company_headline' then placed.measure
            else coalesce(defined.measure, placed.measure, placed.headline_measure, 'company_headline')
        end as measure,
        case
            when placed.measure <> 'company_headline' then 'stated'
            when defined.measure is not null then 'inherited'
            when placed.measure is not null then 'stated'
            else 'headline'
        end as measure_basis
    from placed
    left join defined
        on placed.company_id = defined.company_id
        and placed.period_end = defined.period_end
        and placed.period_type = defined.period_type
        and placed.amount = defined.amount

),

judged as (

    select
        *,
        case
            when scope <> 'capex' then 'not the capex of the whole company'
            when period_start is null or period_end is null then 'names no period'
            when period_end > known_on then 'the period was not over'
            when period_type is null then 'neither a quarter nor a year'
            when not ends_a_fiscal_quarter then 'off the fiscal quarters'
            when period_type = 'year' and end_index % 4 <> 0 then 'twelve months, not a fiscal year'
            when shape not in ('point', 'approximate') then 'a bound or a range, not an amount'
        end as unused_reason
    from measured

)

select
    *,
    -- The most precise amount that the company itself gave, earliest first.
    if(
        unused_reason is null,
        row_number() over (
            partition by company_id, measure, period_type, end_index, unused_reason is null
            order by
                evidence,
                shape = 'approximate',
                {{ printed_step('amount') }},
                known_on,
                document_id,
                span_start
        ),
        null
    ) as rank_in_period
from judged
