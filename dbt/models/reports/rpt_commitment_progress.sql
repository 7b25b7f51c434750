with plans as (

    select *
    from {{ ref('fct_commitment') }}
    where kind = 'capex_plan' and status not in ('superseded', 'cancelled') and relation is distinct from 'component_of'

),

-- The plan's quarters: those that began after the announcement. The one it fell into was partly over and stands beside.
quarters as (

    select
        plans.commitment_id,
        capex.measure,
        capex.period_start,
        capex.period_end,
        capex.amount,
        capex.evidence,
        capex.period_start <= plans.known_on as is_announcement_quarter
    from plans
    inner join {{ ref('fct_capex') }} as capex
        on plans.company_id = capex.company_id
        and plans.currency = capex.currency
        and capex.period_type = 'quarter'
        and capex.is_latest
        and capex.is_capex
        and capex.amount is not null
        and capex.period_end > plans.known_on
        and (plans.horizon_end is null or capex.period_start < plans.horizon_end)

),

measured as (

    select
        commitment_id,
        measure,
        (sum(amount) filter (where not is_announcement_quarter))::decimal(24, 2) as spent_amount,
        sum(amount)::decimal(24, 2) as spent_with_announcement_quarter,
        min(period_start) filter (where not is_announcement_quarter) as window_start,
        max(period_end) as window_end,
        count(*) filter (where not is_announcement_quarter) as quarter_count,
        bool_or(is_announcement_quarter) as has_announcement_quarter,
        round((max(period_end) - min(period_start) filter (where not is_announcement_quarter) + 1) / 91.3) as expected_count,
        (sum(amount) filter (where not is_announcement_quarter)
            / ((max(period_end) - min(period_start) filter (where not is_announcement_quarter) + 1) / 365.25))::decimal(24, 2) as run_rate,
        list_sort(list_distinct(list(evidence))) as evidence
    from quarters
    group by commitment_id, measure
    having count(*) filter (where not is_announcement_quarter) > 0

),

-- One measure per plan: the one known longest without a gap, then the most comparable.
chosen as (

    select *
    from measured
    qualify row_number() over (
        partition by commitment_id
        order by
            quarter_count = expected_count desc,
            quarter_count desc,
            list_position({{ measures_by_preference() }}, measure)
    ) = 1

),

progress as (

    select
        plans.*,
        chosen.* exclude (commitment_id, evidence),
        chosen.evidence as spent_evidence,
        chosen.quarter_count = chosen.expected_count as is_complete
    from plans
    left join chosen on plans.commitment_id = chosen.commitment_id

)

select
    progress.commitment_id,
    progress.company_id,
    coalesce(dim_company.company_name, progress.company_id) as company_name,
    progress.amount as plan_amount,
    progress.modifier as plan_modifier,
    progress.currency,
    progress.announced_on,
    progress.horizon_end,
    progress.measure,
    if(progress.is_complete, progress.spent_amount, null) as spent_amount,
    if(progress.is_complete, {{ share_pct('progress.spent_amount', 'progress.amount') }}, null) as spent_pct,
    if(
        progress.is_complete and progress.has_announcement_quarter,
        {{ share_pct('progress.spent_with_announcement_quarter', 'progress.amount') }},
        null
    ) as spent_pct_with_announcement_quarter,
    progress.window_start,
    progress.window_end,
    progress.quarter_count,
    -- All of a company's capex against a plan for one purpose.
    progress.scope <> 'capex' as is_upper_bound,
    if(progress.is_complete, progress.run_rate, null) as run_rate,
    if(
        progress.is_complete and progress.horizon_end > progress.window_end,
        (greatest(progress.amount - progress.spent_amount, 0) / ((progress.horizon_end - progress.window_end) / 365.25))::decimal(24, 2),
        null
    ) as needed_run_rate,
    case
        when not progress.is_complete or progress.run_rate = 0 then null
        when progress.spent_amount >= progress.amount then progress.window_end
        else (progress.window_end + ((progress.amount - progress.spent_amount) / progress.run_rate * 365.25)::int)::date
    end as projected_end,
    case
        when progress.measure is null then 'no quarterly capex in the plan''s currency since it began'
        when not progress.is_complete then 'a quarter since the plan began is unknown'
        when progress.horizon_end is null then 'the plan has no stated end'
    end as null_reason,
    array_to_string(progress.spent_evidence, ', ') as spent_evidence,
    progress.document_id,
    progress.source_url,
    progress.quote,
    progress.quote_kind
from progress
left join {{ ref('dim_company') }} as dim_company on progress.company_id = dim_company.company_id
order by progress.amount_usd desc nulls last, progress.commitment_id
