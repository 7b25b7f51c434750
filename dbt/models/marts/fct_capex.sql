with periods as (

    select * from {{ ref('int_capex_converted') }}

),

-- What the first filing said; only where no filing has the figure, what was first announced.
first_reported as (

    select
        capex_id,
        vintage_id,
        amount as first_reported_amount,
        known_on as first_reported_on
    from periods
    where vintage is not null
    qualify row_number() over (
        partition by capex_id
        order by evidence in ('reported', 'derived') desc, vintage
    ) = 1

),

latest as (

    select
        periods.* exclude (operands, capex_id),
        periods.capex_id,
        true as is_latest,
        first_reported.first_reported_amount,
        first_reported.first_reported_on
    from periods
    left join first_reported on periods.capex_id = first_reported.capex_id
    where periods.superseded_on is null

),

-- A second row only where the figure has changed since: `is_latest` tells the two apart.
restated as (

    select
        periods.* exclude (operands, capex_id),
        periods.capex_id || ':first' as capex_id,
        false as is_latest,
        first_reported.first_reported_amount,
        first_reported.first_reported_on
    from periods
    inner join first_reported on periods.vintage_id = first_reported.vintage_id
    inner join latest on periods.capex_id = latest.capex_id
    where periods.superseded_on is not null and periods.amount <> latest.amount

),

vintages as (

    select * from latest
    union all by name
    select * from restated

)

select
    capex_id,
    company_id,
    period_type,
    fiscal_year,
    fiscal_quarter,
    period_start,
    period_end,
    calendar_quarter,
    calendar_offset_days,
    measure,
    measure in {{ capex_measures() }} as is_capex,
    lease_basis,
    amount,
    currency,
    amount_usd,
    fx_rate,
    fx_method,
    fx_source,
    null_reason,
    evidence,
    derivation,
    concept,
    source,
    accession,
    accessions,
    document_id,
    quote,
    quote_kind,
    source_url,
    known_on,
    vintage_id,
    first_reported_amount,
    first_reported_on,
    is_latest
from vintages
