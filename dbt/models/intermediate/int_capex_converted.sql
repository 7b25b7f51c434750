with companies as (

    select * from {{ ref('stg_lake__company') }}

),

known as (

    select * from {{ ref('int_period_merged') }}

),

missed as (

    select *, 'quarter' as period_type
    from {{ ref('int_quarter_missed') }}

),

periods as (

    select * from known
    union all by name
    select * from missed

),

labelled as (

    select
        periods.*,
        {{ fiscal_year_of('periods.end_index', 'companies.fiscal_year_label') }} as fiscal_year,
        if(periods.period_type = 'quarter', {{ fiscal_quarter_of('periods.end_index') }}, null) as fiscal_quarter,
        if(
            periods.period_type = 'quarter', {{ calendar_quarter_of('periods.period_start', 'periods.period_end') }}, null
        ) as calendar_quarter,
        if(
            periods.period_type = 'quarter',
            periods.period_end - {{ calendar_quarter_end_of('periods.period_start', 'periods.period_end') }},
            null
        ) as calendar_offset_days,
        coalesce(periods.superseded_on, {{ end_of_time() }}) as valid_to,
        {{ newest_operand('periods.operands') }} as newest
    from periods
    inner join companies on periods.company_id = companies.company_id

),

rated as (

    {{ with_flow_rates('labelled') }}

),

converted as (

    select *, {{ to_usd('amount', 'fx_rate') }} as amount_usd
    from rated

),

-- A year is what its quarters came to in USD, each at its own rate, wherever the four add up to it.
years_of_quarters as (

    select
        years.company_id,
        years.measure,
        years.end_index,
        years.vintage,
        sum(quarters.amount_usd) as amount_usd
    from converted as years
    inner join converted as quarters
        on years.company_id = quarters.company_id
        and years.measure = quarters.measure
        and years.currency = quarters.currency
        and quarters.end_index between years.end_index - 3 and years.end_index
        and quarters.known_on < years.valid_to
        and quarters.valid_to >= years.valid_to
    where years.period_type = 'year' and quarters.period_type = 'quarter' and years.currency <> 'USD'
    group by years.company_id, years.measure, years.end_index, years.vintage, years.amount
    having count(quarters.amount_usd) = 4
        and abs(sum(quarters.amount) - years.amount) <= 4 * {{ reporting_unit('years.amount') }}

)

select
    {{ capex_id_of('converted') }} as capex_id,
    {{ capex_id_of('converted') }} || '@' || converted.known_on as vintage_id,
    converted.company_id,
    converted.period_type,
    converted.fiscal_year,
    converted.fiscal_quarter,
    converted.end_index,
    converted.period_start,
    converted.period_end,
    converted.calendar_quarter,
    converted.calendar_offset_days,
    converted.measure,
    converted.lease_basis,
    converted.amount,
    converted.currency,
    cast(coalesce(years_of_quarters.amount_usd, converted.amount_usd) as decimal(24, 2)) as amount_usd,
    if(years_of_quarters.amount_usd is null, converted.fx_rate, years_of_quarters.amount_usd / nullif(converted.amount, 0)) as fx_rate,
    if(years_of_quarters.amount_usd is null, converted.fx_method, 'sum_of_converted_quarters') as fx_method,
    converted.fx_source,
    case
        when converted.null_reason is not null then converted.null_reason
        when years_of_quarters.amount_usd is null then converted.fx_null_reason
    end as null_reason,
    converted.evidence,
    {{ derivation_of('converted.operands') }} as derivation,
    converted.concept,
    converted.newest.accession as accession,
    array_to_string(list_sort(list_distinct(list_transform(converted.operands, lambda o: o.accession))), '; ') as accessions,
    converted.document_id,
    converted.quote,
    converted.quote_kind,
    coalesce(converted.newest.source_url, converted.source_url) as source_url,
    if(converted.document_id is null, converted.newest.source, 'document') as source,
    converted.known_on,
    converted.superseded_on,
    converted.vintage,
    converted.operands
from converted
left join years_of_quarters
    on converted.company_id = years_of_quarters.company_id
    and converted.measure = years_of_quarters.measure
    and converted.end_index = years_of_quarters.end_index
    and converted.vintage = years_of_quarters.vintage
    and converted.period_type = 'year'
