with companies as (

    select * from {{ ref('stg_lake__company') }}

),

spans as (

    select * from {{ ref('int_span_versioned') }}
    where valid_to = {{ end_of_time() }}

),

known as (

    select company_id, measure, end_index
    from {{ ref('int_period_merged') }}
    where period_type = 'quarter' and superseded_on is null

),

-- Only a year of which something shorter was filed has quarters to expect: some filers give years and nothing else.
years_with_interim as (

    select distinct company_id, measure, (end_index - 1) // 4 as year_index
    from spans
    where quarter_count < 4

),

spanned as (

    select
        company_id,
        measure,
        any_value(lease_basis) as lease_basis,
        any_value(currency) as currency,
        min(start_index) + 1 as first_index,
        max(end_index) as last_index
    from spans
    group by company_id, measure

),

covered as (

    select
        company_id,
        measure,
        lease_basis,
        currency,
        unnest(generate_series(first_index, last_index))::int as end_index
    from spanned

),

missed as (

    select covered.*
    from covered
    inner join years_with_interim
        on covered.company_id = years_with_interim.company_id
        and covered.measure = years_with_interim.measure
        and (covered.end_index - 1) // 4 = years_with_interim.year_index
    anti join known
        on covered.company_id = known.company_id
        and covered.measure = known.measure
        and covered.end_index = known.end_index

),

-- The longer figure of which the missing one would have been the end, by the concept that comes first.
closing as (

    select
        longer.company_id,
        longer.measure,
        longer.end_index,
        longer.concept,
        longer.period_start,
        longer.period_end,
        shorter.period_end as shorter_end
    from spans as longer
    left join spans as shorter
        on longer.company_id = shorter.company_id
        and longer.measure = shorter.measure
        and longer.concept = shorter.concept
        and longer.start_index = shorter.start_index
        and longer.end_index = shorter.end_index + 1
    where longer.quarter_count > 1
    qualify row_number() over (
        partition by longer.company_id, longer.measure, longer.end_index
        order by longer.preference, longer.quarter_count desc, longer.concept, shorter.period_end desc
    ) = 1

),

-- The days of a fiscal quarter, as any fact of the company has them.
days as (

    select company_id, end_index as index, mode(period_end) as ends_on
    from {{ ref('int_fact_placed') }}
    where exclusion_reason is null
    group by company_id, end_index

    union all

    select company_id, start_index as index, mode(period_start) - 1 as ends_on
    from {{ ref('int_fact_placed') }}
    where exclusion_reason is null
    group by company_id, start_index

),

boundaries as (

    select company_id, index, min(ends_on) as ends_on
    from days
    group by company_id, index

)

select
    missed.company_id,
    missed.measure,
    missed.lease_basis,
    missed.currency,
    missed.end_index,
    coalesce(
        before.ends_on,
        {{ nominal_quarter_end('missed.end_index - 1', 'companies.fiscal_year_end_month', 'companies.fiscal_year_end_day') }}
    ) + 1 as period_start,
    coalesce(
        boundaries.ends_on,
        {{ nominal_quarter_end('missed.end_index', 'companies.fiscal_year_end_month', 'companies.fiscal_year_end_day') }}
    ) as period_end,
    case
        when closing.end_index is null
            then 'no figure ends with this quarter'
        when closing.shorter_end is null
            then format(
                'no figure from {} to the end of the quarter before, to subtract from the one to {} ({})',
                closing.period_start, closing.period_end, closing.concept
            )
        else format(
            'the figures to {} and to {} are not of one basis: their difference is no possible payment ({})',
            closing.shorter_end, closing.period_end, closing.concept
        )
    end as null_reason
from missed
inner join companies on missed.company_id = companies.company_id
left join closing
    on missed.company_id = closing.company_id
    and missed.measure = closing.measure
    and missed.end_index = closing.end_index
left join boundaries
    on missed.company_id = boundaries.company_id and missed.end_index = boundaries.index
left join boundaries as before
    on missed.company_id = before.company_id and missed.end_index - 1 = before.index
