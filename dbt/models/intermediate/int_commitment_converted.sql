with described as (

    select
        described.*,
        related.relation,
        related.related_event_id,
        related.parts_amount,
        related.is_part,
        if(related.is_superseded, 'superseded', described.stated_status) as status,
        if(related.is_superseded, related.superseded_on, described.stated_status_on) as status_on
    from {{ ref('int_commitment_described') }} as described
    inner join {{ ref('int_commitment_related') }} as related on described.event_id = related.event_id

),

rated as (

    {{ with_day_rates('described', 'known_on') }}

)

select
    *,
    case
        when event_type = 'financing' then 'financing'
        when is_joint_venture then 'joint_venture'
        when instrument in ('lease', 'purchase', 'contract') then 'contract_obligation'
        when counterparty is not null then if(scope = 'other_investment', 'financing', 'contract_obligation')
        when place_type = 'country' then 'country_investment'
        when place is null and horizon_end is not null and scope in ('capex', 'ai_infrastructure') and not is_appropriation
            then 'capex_plan'
        else 'project'
    end as kind,
    {{ to_usd('amount', 'fx_rate') }} as amount_usd,
    if(
        horizon_end > horizon_start,
        {{ to_usd('amount / ((horizon_end - horizon_start) / 365.25)', 'fx_rate') }},
        null
    ) as annualised_usd,
    cast(
        {{ counted_amount('amount', 'status', 'is_part', 'parts_amount', 'is_appropriation', 'is_only_talks') }} as decimal(24, 2)
    ) as counted_amount,
    {{ counted_reason('status', 'is_part', 'parts_amount', 'is_appropriation', 'is_only_talks') }} as counted_reason
from rated
