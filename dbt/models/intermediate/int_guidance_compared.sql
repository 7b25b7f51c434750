with issued as (

    select
        *,
        {{ shape_family('shape') }} as family
    from {{ ref('int_guidance_issued') }}

),

-- Whether the company had been heard on the target before, in another measure or by another voice.
first_heard as (

    select company_id, target_start, target_end, min(known_on) as heard_on
    from issued
    group by company_id, target_start, target_end

),

ordered as (

    select
        issued.*,
        first_heard.heard_on < issued.known_on as is_heard_before,
        lag(guidance_id) over chain as previous_guidance_id,
        lag(amount_low) over chain as previous_low,
        lag(amount_high) over chain as previous_high,
        lag(midpoint) over chain as previous_midpoint,
        lag(currency) over chain as previous_currency,
        lag(family) over chain as previous_family,
        lead(known_on) over chain as superseded_on,
        lead(guidance_id) over chain is null as is_current
    from issued
    inner join first_heard using (company_id, target_start, target_end)
    window chain as (partition by chain_id order by sequence)

),

-- How the new amounts lie to the old ones; null where the two shapes cannot be compared.
compared as (

    select
        *,
        case
            when previous_family is null or 'directional' in (family, previous_family) or currency <> previous_currency then null
            when family = 'range' and previous_family = 'range' and amount_low >= previous_low and amount_high <= previous_high
                then if(amount_low = previous_low and amount_high = previous_high, 'maintained', 'narrowed')
            when family = previous_family then {{ moved('coalesce(midpoint, amount_low, amount_high)', 'coalesce(previous_midpoint, previous_low, previous_high)') }}
        end as by_amount,
        case
            when previous_family is null or 'directional' in (family, previous_family) or currency <> previous_currency then null
            when amount_low > previous_high then 'raised'
            when amount_high < previous_low then 'lowered'
        end as by_distance,
        case
            when previous_family is null or 'directional' in (family, previous_family) or currency <> previous_currency then null
            -- "More than 25" and then 35 is more; then 26 would only be more precise.
            when previous_family = 'lower_bound' and amount_low > 1.1 * previous_low then 'raised'
            when previous_family = 'upper_bound' and amount_high < 0.9 * previous_high then 'lowered'
            -- A bound or a point inside the old range, a range or a point inside the old bound.
            when coalesce(amount_low, amount_high) >= coalesce(previous_low, coalesce(amount_low, amount_high))
                and coalesce(amount_high, amount_low) <= coalesce(previous_high, coalesce(amount_high, amount_low))
                then 'narrowed'
            when amount_low is not null and previous_low is not null then {{ moved('amount_low', 'previous_low') }}
            when amount_high is not null and previous_high is not null then {{ moved('amount_high', 'previous_high') }}
        end as by_ends,
        if(stated_action in ('raised', 'lowered'), stated_action, null) as by_words
    from ordered

)

select
    * exclude (by_amount, by_distance, by_ends, by_words, family, previous_family, previous_currency, is_heard_before),
    case
        when stated_action = 'cancelled' then 'withdrawn'
        when previous_guidance_id is null or previous_family = 'directional' and family <> 'directional'
            then coalesce(
                if(stated_action = 'maintained', 'maintained', null), if(is_heard_before, by_words, null), 'initiated'
            )
        else coalesce(by_amount, by_distance, by_words, by_ends, 'maintained')
    end as action,
    case
        when stated_action = 'cancelled' then 'stated'
        when previous_guidance_id is null or previous_family = 'directional' and family <> 'directional'
            then if(stated_action = 'maintained' or (is_heard_before and by_words is not null), 'stated', 'first')
        when by_amount is not null then 'like_shapes'
        when by_distance is not null then 'disjoint'
        when by_words is not null then 'stated'
        when by_ends is not null then 'ends'
        else 'stated'
    end as action_basis
from compared
