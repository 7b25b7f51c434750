with guidance as (

    select * from {{ ref('fct_guidance') }}

),

companies as (

    select company_id, company_name from {{ ref('dim_company') }}

)

select
    guidance.guidance_id,
    guidance.company_id,
    coalesce(companies.company_name, guidance.company_id) as company_name,
    guidance.target_period,
    guidance.measure,
    strftime(guidance.known_on, '%Y') || '-Q' || quarter(guidance.known_on) as season,
    guidance.issued_on,
    guidance.issued_basis,
    guidance.action,
    guidance.change_reason,
    guidance.change_reason_basis,
    guidance.shape,
    previous.amount_low as previous_low,
    previous.amount_high as previous_high,
    guidance.amount_low,
    guidance.amount_high,
    guidance.currency,
    (guidance.amount_low - previous.amount_low)::decimal(24, 2) as change_low,
    (guidance.amount_high - previous.amount_high)::decimal(24, 2) as change_high,
    (guidance.midpoint - previous.midpoint)::decimal(24, 2) as change_midpoint,
    {{ growth_pct('guidance.midpoint', 'previous.midpoint') }} as change_midpoint_pct,
    guidance.attribution,
    guidance.evidence,
    guidance.is_current,
    guidance.document_count,
    guidance.reaffirmation_count,
    guidance.last_reaffirmed_on,
    guidance.document_id,
    guidance.source_url,
    guidance.quote,
    guidance.quote_kind
from guidance
left join guidance as previous on guidance.previous_guidance_id = previous.guidance_id
left join companies on guidance.company_id = companies.company_id
order by guidance.issued_on desc, guidance.company_id, guidance.target_period, guidance.sequence desc
