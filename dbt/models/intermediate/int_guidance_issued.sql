with told as (

    select * from {{ ref('int_event_figure_joined') }}
    where event_type = 'guidance'

),

-- What the texts that bring the news say about it; the spokesman's own words first.
news as (

    select
        event_id,
        arg_min(status, not is_spokesman) filter (where status in ('raised', 'lowered', 'maintained', 'cancelled')) as stated_action,
        arg_min(change_reason, not is_spokesman) filter (where change_reason is not null) as stated_reason
    from told
    where role = 'announces'
    group by event_id

),

support as (

    select
        event_id,
        count(distinct document_id) as document_count,
        count(distinct document_id) filter (where role = 'repeats') as reaffirmation_count,
        max(known_on) filter (where role = 'repeats') as last_reaffirmed_on
    from told
    group by event_id

)

select
    events.event_id as guidance_id,
    events.company_id,
    events.chain_id,
    events.sequence,
    events.target_period,
    events.target_start,
    events.target_end,
    events.measure,
    events.measure_basis,
    events.announced_on as issued_on,
    events.announced_basis as issued_basis,
    coalesce(events.announced_on, figures.known_on) as known_on,
    figures.amount_low,
    figures.amount_high,
    if(figures.shape in ('range', 'point', 'approximate'), figures.amount, null) as midpoint,
    figures.currency,
    figures.shape,
    figures.scope,
    figures.attribution,
    figures.evidence,
    news.stated_action,
    news.stated_reason,
    support.document_count,
    support.reaffirmation_count,
    support.last_reaffirmed_on,
    figures.figure_id,
    figures.document_id,
    figures.source_url,
    figures.quote,
    figures.quote_kind
from {{ ref('stg_lake__event') }} as events
inner join {{ ref('int_figure_sourced') }} as figures on events.figure_id = figures.figure_id
inner join support on events.event_id = support.event_id
left join news on events.event_id = news.event_id
where events.event_type = 'guidance'
