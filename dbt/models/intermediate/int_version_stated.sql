{# One row per thing that readers follow from version to version; publishing keeps a copy for the next run to compare with. #}

select
    'capex' as subject,
    capex_id as subject_id,
    company_id,
    measure || ' ' || period_type || ' to ' || period_end as about,
    amount as amount_low,
    amount as amount_high,
    currency,
    evidence as state,
    known_on,
    document_id,
    source_url,
    quote,
    quote_kind,
    evidence,
    accession
from {{ ref('fct_capex') }}
where is_latest and is_capex and amount is not null

union all

select
    'guidance',
    guidance_id,
    company_id,
    target_period || ' ' || measure,
    amount_low,
    amount_high,
    currency,
    action,
    known_on,
    document_id,
    source_url,
    quote,
    quote_kind,
    evidence,
    null as accession
from {{ ref('fct_guidance') }}

union all

select
    'commitment',
    commitment_id,
    company_id,
    coalesce(place, scope),
    amount_low,
    amount_high,
    currency,
    status,
    known_on,
    document_id,
    source_url,
    quote,
    quote_kind,
    evidence,
    null as accession
from {{ ref('fct_commitment') }}

union all

select
    'financing',
    financing_id,
    company_id,
    coalesce(instrument, use_of_proceeds),
    amount_low,
    amount_high,
    currency,
    status,
    known_on,
    document_id,
    source_url,
    quote,
    quote_kind,
    evidence,
    null as accession
from {{ ref('fct_financing') }}
