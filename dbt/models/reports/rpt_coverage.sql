with companies as (

    select * from {{ ref('stg_lake__company') }}

),

-- Today is the day of the newest thing in the data, so that an old data set does not look as if much were missing.
clock as (

    select max(known_on) as clock_on
    from {{ ref('fct_capex_vintage') }}

),

periods as (

    select
        *,
        list_position({{ capex_measures() | replace('(', '[') | replace(')', ']') }}, measure) as measure_rank
    from {{ ref('int_capex_converted') }}
    where superseded_on is null and measure in {{ capex_measures() }}

),

known_quarters as (

    select *
    from periods
    where period_type = 'quarter' and amount is not null
    qualify row_number() over (partition by company_id, end_index order by measure_rank) = 1

),

unknown_quarters as (

    select *
    from periods
    where period_type = 'quarter' and amount is null
    qualify row_number() over (partition by company_id, end_index order by measure_rank) = 1

),

known_years as (

    select *
    from periods
    where period_type = 'year' and amount is not null
    qualify row_number() over (partition by company_id, end_index order by measure_rank) = 1

),

first_known as (

    select company_id, min(first_index) as first_index
    from (
        select company_id, end_index as first_index from known_quarters
        union all
        select company_id, end_index - 3 as first_index from known_years
    )
    group by company_id

),

newest_known as (

    select company_id, max(end_index) as newest_index
    from known_quarters
    group by company_id

),

spine as (

    select
        companies.*,
        first_known.first_index,
        clock.clock_on,
        unnest(generate_series(first_known.first_index, 4 * year(clock.clock_on) + 4))::int as end_index
    from companies
    inner join first_known on companies.company_id = first_known.company_id
    cross join clock

),

expected as (

    select
        *,
        {{ nominal_quarter_end('end_index - 1', 'fiscal_year_end_month', 'fiscal_year_end_day') }} + 1 as nominal_start,
        {{ nominal_quarter_end('end_index', 'fiscal_year_end_month', 'fiscal_year_end_day') }} as nominal_end
    from spine

)

select
    expected.company_id,
    expected.company_name,
    {{ fiscal_year_of('expected.end_index', 'expected.fiscal_year_label') }} as fiscal_year,
    {{ fiscal_quarter_of('expected.end_index') }} as fiscal_quarter,
    coalesce(known.period_start, unknown.period_start, expected.nominal_start) as period_start,
    coalesce(known.period_end, unknown.period_end, expected.nominal_end) as period_end,
    coalesce(
        known.calendar_quarter,
        unknown.calendar_quarter,
        {{ calendar_quarter_of('expected.nominal_start', 'expected.nominal_end') }}
    ) as calendar_quarter,
    coalesce(known.evidence, 'missing') as status,
    case
        when known.company_id is not null then known.null_reason
        when unknown.company_id is not null then unknown.null_reason
        when years.company_id is not null and newest.newest_index is null
            then format('only years are reported: {} for the year to {}', years.measure, years.period_end)
        when expected.clock_on - expected.nominal_end < {{ days_until_filed() }}
            then format('not due yet: the newest data are of {}', expected.clock_on)
        when expected.end_index > newest.newest_index
            then format('nothing since; the newest data are of {}', expected.clock_on)
        else 'no figure ends with this quarter'
    end as reason,
    known.measure,
    known.amount,
    known.currency,
    known.amount_usd,
    coalesce(known.evidence, 'missing') as evidence,
    known.derivation,
    known.capex_id,
    known.accession,
    known.document_id,
    known.source_url,
    known.known_on
from expected
left join known_quarters as known
    on expected.company_id = known.company_id and expected.end_index = known.end_index
left join unknown_quarters as unknown
    on expected.company_id = unknown.company_id and expected.end_index = unknown.end_index
left join known_years as years
    on expected.company_id = years.company_id and (expected.end_index - 1) // 4 = (years.end_index - 1) // 4
left join newest_known as newest
    on expected.company_id = newest.company_id
where expected.nominal_start >= date '2018-12-01' and expected.nominal_end <= expected.clock_on
order by expected.company_id, expected.end_index desc
