with guidance as (

    select *
    from {{ ref('fct_guidance') }}
    where attribution <> 'analyst' and shape <> 'directional' and action <> 'withdrawn'

),

-- First and last version, of all and of those with a midpoint: a bound can be met, but not missed by so much.
vintages as (

    select
        chain_id,
        any_value(company_id) as company_id,
        any_value(target_period) as target_period,
        any_value(target_start) as target_start,
        any_value(target_end) as target_end,
        any_value(measure) as measure,
        any_value(currency) as currency,
        count(*) as vintage_count,
        arg_min(guidance_id, sequence) as first_guidance_id,
        arg_max(guidance_id, sequence) as last_guidance_id
    from guidance
    group by chain_id

),

actuals as (

    select *
    from {{ ref('fct_capex') }}
    where is_latest and amount is not null

)

select
    vintages.company_id,
    dim_company.company_name,
    vintages.target_period,
    vintages.measure,
    vintages.currency,
    vintages.vintage_count,
    first_vintage.issued_on as first_issued_on,
    first_vintage.amount_low as first_low,
    first_vintage.amount_high as first_high,
    first_vintage.midpoint as first_midpoint,
    last_vintage.issued_on as last_issued_on,
    last_vintage.amount_low as last_low,
    last_vintage.amount_high as last_high,
    last_vintage.midpoint as last_midpoint,
    actuals.amount as actual_amount,
    {{ growth_pct('actuals.amount', 'first_vintage.midpoint') }} as first_error_pct,
    {{ growth_pct('actuals.amount', 'last_vintage.midpoint') }} as last_error_pct,
    {{ is_met('actuals.amount', 'first_vintage') }} as is_first_met,
    {{ is_met('actuals.amount', 'last_vintage') }} as is_last_met,
    case
        when first_vintage.midpoint is null and last_vintage.midpoint is null then 'only bounds were given: met or not, but no midpoint'
        when first_vintage.midpoint is null then 'the first version was a bound'
        when last_vintage.midpoint is null then 'the last version was a bound'
    end as null_reason,
    actuals.evidence as actual_evidence,
    actuals.capex_id,
    actuals.source_url as actual_source_url,
    first_vintage.guidance_id as first_guidance_id,
    last_vintage.guidance_id as last_guidance_id,
    last_vintage.document_id,
    last_vintage.source_url,
    last_vintage.quote,
    last_vintage.quote_kind
from vintages
inner join guidance as first_vintage on vintages.first_guidance_id = first_vintage.guidance_id
inner join guidance as last_vintage on vintages.last_guidance_id = last_vintage.guidance_id
-- The very measure and the very period; fiscal years of 52 or 53 weeks end within days of the nominal day.
inner join actuals
    on vintages.company_id = actuals.company_id
    and vintages.measure = actuals.measure
    and vintages.currency = actuals.currency
    and abs(vintages.target_end - actuals.period_end) <= 10
    and abs(vintages.target_start - actuals.period_start) <= 10
inner join {{ ref('dim_company') }} as dim_company on vintages.company_id = dim_company.company_id
order by vintages.company_id, vintages.target_end, vintages.measure
