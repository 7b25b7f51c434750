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
        list_position({{ measures_by_preference() }}, measure) as measure_rank
    from {{ ref('int_capex_converted') }}
    where superseded_on is null

),

known_quarters as (

    select *
    from periods
    where measure_rank is not null and period_type = 'quarter' and amount is not null
    qualify row_number() over (partition by company_id, end_index order by measure_rank) = 1

),

unknown_quarters as (

    select *
    from periods
    where measure_rank is not null and period_type = 'quarter' and amount is null
    qualify row_number() over (partition by company_id, end_index order by measure_rank) = 1

),

known_years as (

    select *
    from periods
    where measure_rank is not null and period_type = 'year' and amount is not null
    qualify row_number() over (partition by company_id, end_index order by measure_rank) = 1

),

-- From the first figure of any kind, so that a filer whose capex stands under a concept nobody knows is not passed over.
reach as (

    select
        company_id,
        min(if(period_type = 'year', end_index - 3, end_index)) as first_index,
        max(end_index) filter (where measure_rank is not null) as newest_index,
        count(*) filter (where measure_rank is not null and period_type = 'quarter') = 0 as is_years_only
    from periods
    where amount is not null
    group by company_id

),

spine as (

    select
        companies.*,
        reach.newest_index,
        reach.is_years_only,
        clock.clock_on,
        unnest(generate_series(reach.first_index, 4 * year(clock.clock_on) + 4))::int as end_index
    from companies
    inner join reach on companies.company_id = reach.company_id
    cross join clock

),

expected as (

    select
        *,
        {{ nominal_quarter_end('end_index - 1', 'fiscal_year_end_month', 'fiscal_year_end_day') }} + 1 as nominal_start,
        {{ nominal_quarter_end('end_index', 'fiscal_year_end_month', 'fiscal_year_end_day') }} as nominal_end,
        {{ nominal_quarter_end('4 * ((end_index + 3) // 4)', 'fiscal_year_end_month', 'fiscal_year_end_day') }} as nominal_year_end
    from spine

)

select
    -- Readable and stable, also where there is no figure: `acme:coverage:FY2026-Q2`.
    format(
        '{}:coverage:FY{}-Q{}',
        expected.company_id,
        {{ fiscal_year_of('expected.end_index', 'expected.fiscal_year_label') }},
        {{ fiscal_quarter_of('expected.end_index') }}
    ) as coverage_id,
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
        when expected.newest_index is null
            then 'the filings in the data give no capex under a known concept'
        when years.company_id is not null and expected.is_years_only
            then format('only years are reported: {} for the year to {}', years.measure, years.period_end)
        when expected.is_years_only and expected.clock_on - expected.nominal_year_end < {{ days_until_filed() }}
            then format('not due yet: only years are reported; the newest data are of {}', expected.clock_on)
        when expected.clock_on - expected.nominal_end < {{ days_until_filed() }}
            then format('not due yet: the newest data are of {}', expected.clock_on)
        when expected.end_index > expected.newest_index
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
    known.quote,
    known.quote_kind,
    known.source_url,
    known.known_on
from expected
left join known_quarters as known
    on expected.company_id = known.company_id and expected.end_index = known.end_index
left join unknown_quarters as unknown
    on expected.company_id = unknown.company_id and expected.end_index = unknown.end_index
left join known_years as years
    on expected.company_id = years.company_id and (expected.end_index - 1) // 4 = (years.end_index - 1) // 4
where expected.nominal_start >= date '2018-12-01' and expected.nominal_end <= expected.clock_on
order by expected.company_id, expected.end_index desc
