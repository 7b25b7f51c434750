with relations as (

    select * from {{ ref('stg_lake__event_relation') }}

),

amounts as (

    select event_id, amount
    from {{ ref('int_commitment_described') }}

),

-- The relation a commitment is shown with: to the largest of those it has.
shown as (

    select
        relations.event_id,
        arg_max(relations.relation, (amounts.amount, relations.related_event_id)) as relation,
        arg_max(relations.related_event_id, (amounts.amount, relations.related_event_id)) as related_event_id,
        sum(amounts.amount) filter (where relations.relation = 'cumulative_of') as parts_amount,
        bool_or(relations.relation = 'component_of') as is_part
    from relations
    inner join amounts on relations.related_event_id = amounts.event_id
    group by relations.event_id

),

replaced as (

    select
        related_event_id as event_id,
        min(known_on) as superseded_on
    from relations
    where relation = 'supersedes'
    group by related_event_id

)

select
    amounts.event_id,
    shown.relation,
    shown.related_event_id,
    shown.parts_amount,
    coalesce(shown.is_part, false) as is_part,
    replaced.superseded_on,
    replaced.event_id is not null as is_superseded
from amounts
left join shown on amounts.event_id = shown.event_id
left join replaced on amounts.event_id = replaced.event_id
