with figures as (

    select * from {{ ref('int_figure_sourced') }}

),

links as (

    select * from {{ ref('stg_lake__event_figure') }}

),

actuals as (

    select figure_id, measure, unused_reason
    from {{ ref('int_capex_told') }}

)

select
    figures.figure_id,
    figures.document_id,
    figures.company_id,
    figures.figure_type,
    figures.attribution,
    figures.evidence,
    figures.scope,
    coalesce(figures.measure, actuals.measure) as measure,
    figures.amount_low,
    figures.amount_high,
    figures.currency,
    figures.modifier,
    figures.shape,
    figures.alt_amount,
    figures.alt_currency,
    figures.period,
    figures.period_text,
    figures.period_start,
    figures.period_end,
    figures.duration_months,
    figures.share_pct,
    figures.share_of,
    figures.share_use,
    figures.status,
    figures.relation_cue,
    figures.instrument,
    figures.counterparty,
    figures.place,
    figures.place_type,
    figures.change_reason,
    links.event_id,
    links.role as event_role,
    case
        when figures.figure_type = 'actual' and figures.company_id not in (select company_id from {{ ref('stg_lake__company') }})
            then 'the company is not in the catalogue'
        when figures.figure_type = 'actual' then actuals.unused_reason
        when links.event_id is not null then null
        when figures.period_end is null then 'names no target period'
        else 'said after the period, and by nobody before'
    end as unused_reason,
    figures.quote,
    figures.quote_kind,
    figures.context,
    figures.span_start,
    figures.span_end,
    figures.confidence,
    figures.why,
    figures.published_on,
    figures.known_on,
    figures.source_url,
    figures.extractor_version
from figures
left join links on figures.figure_id = links.figure_id
left join actuals on figures.figure_id = actuals.figure_id
