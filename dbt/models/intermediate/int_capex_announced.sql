with told as (

    select *
    from {{ ref('int_capex_told') }}
    where unused_reason is null

),

chosen as (

    select * from told
    where rank_in_period = 1

),

-- Known since the first text that gave the amount, be it rounded.
agreeing as (

    select
        chosen.figure_id,
        min(told.known_on) as known_on,
        count(distinct told.document_id) as document_count
    from chosen
    inner join told
        on chosen.company_id = told.company_id
        and chosen.measure = told.measure
        and chosen.period_type = told.period_type
        and chosen.end_index = told.end_index
        and {{ equal_as_printed('chosen.amount', 'told.amount') }}
    group by chosen.figure_id

)

select
    chosen.company_id,
    chosen.measure,
    chosen.measure_basis,
    chosen.period_type,
    chosen.end_index,
    chosen.period_start,
    chosen.period_end,
    chosen.amount,
    chosen.currency,
    chosen.shape,
    chosen.evidence,
    agreeing.known_on,
    agreeing.document_count,
    chosen.figure_id,
    chosen.document_id,
    chosen.quote,
    chosen.quote_kind,
    chosen.source_url
from chosen
inner join agreeing on chosen.figure_id = agreeing.figure_id
