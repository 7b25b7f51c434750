with told as (

    select * from {{ ref('int_event_figure_joined') }}
    where event_type in ('commitment', 'financing')

),

-- What one text leaves out another says: the spokesman's words first, then the earliest.
described as (

    select
        event_id,
        {{ usual('place', 0.25) }} as place,
        {{ usual('counterparty', 0.5) }} as counterparty,
        {{ usual('instrument', 0.5) }} as instrument,
        coalesce(bool_or(instrument = 'joint_venture'), false) as is_joint_venture,
        coalesce(bool_or(measure = 'appropriation'), false) as is_appropriation,
        arg_min(share_pct, (not is_spokesman, known_on)) filter (where share_pct is not null) as share_pct,
        arg_min(share_of, (not is_spokesman, known_on)) filter (where share_pct is not null) as share_of,
        arg_min(share_use, (not is_spokesman, known_on)) filter (where share_pct is not null) as share_use,
        arg_min(
            {'starts_on': period_start, 'ends_on': period_end, 'months': duration_months, 'is_duration': starts_with(period, 'P')},
            (not is_spokesman, known_on)
        ) filter (where period_end is not null or duration_months is not null) as horizon,
        bool_and(status = 'reported_talks') as is_only_talks,
        arg_max(
            {'status': {{ settled_status('status') }}, 'known_on': known_on}, known_on
        ) filter (where {{ settled_status('status') }} is not null) as last_settled,
        count(*) as figure_count,
        count(distinct document_id) as document_count,
        max(known_on) as last_mentioned_on
    from told
    group by event_id

)

select
    events.event_id,
    events.event_type,
    events.company_id,
    events.announced_on,
    events.announced_basis,
    coalesce(events.announced_on, figures.known_on) as known_on,
    figures.scope,
    figures.amount_low,
    figures.amount_high,
    figures.amount,
    figures.currency,
    figures.modifier,
    figures.shape,
    figures.attribution,
    figures.evidence,
    figures.figure_id,
    figures.document_id,
    figures.source_url,
    figures.quote,
    figures.quote_kind,
    described.* exclude (event_id, horizon, last_settled),
    (
        select any_value(named.place_type)
        from told as named
        where named.event_id = events.event_id and named.place = described.place
    ) as place_type,
    described.horizon.months as duration_months,
    case
        when described.horizon is null then null
        when described.horizon.is_duration then events.announced_on
        else coalesce(described.horizon.starts_on, events.announced_on)
    end as horizon_start,
    case
        when described.horizon is null then null
        when described.horizon.is_duration then (events.announced_on + to_months(described.horizon.months::int))::date
        else described.horizon.ends_on
    end as horizon_end,
    case
        when described.horizon is null then null
        when described.horizon.is_duration then 'duration_from_announcement'
        when described.horizon.starts_on is null then 'announcement_to_stated_end'
        else 'stated'
    end as horizon_basis,
    coalesce(described.last_settled.status, 'active') as stated_status,
    described.last_settled.known_on as stated_status_on
from {{ ref('stg_lake__event') }} as events
inner join {{ ref('int_figure_sourced') }} as figures on events.figure_id = figures.figure_id
inner join described on events.event_id = described.event_id
