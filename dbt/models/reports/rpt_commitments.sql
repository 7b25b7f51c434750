with commitments as (

    select * from {{ ref('fct_commitment') }}

),

-- Capex of the four quarters that were known when a commitment was announced, in the most comparable measure.
spending as (

    select
        commitments.commitment_id,
        arg_min(
            struct_pack(capex_id := comparison.capex_id, ttm_usd := comparison.ttm_usd),
            (list_position({{ measures_by_preference() }}, comparison.measure), -epoch(comparison.period_end))
        ) as newest
    from commitments
    inner join {{ ref('rpt_capex_comparison') }} as comparison
        on commitments.company_id = comparison.company_id
        and comparison.known_on <= commitments.known_on
        and comparison.period_end > commitments.known_on - interval 12 month
        and comparison.ttm_usd is not null
    group by commitments.commitment_id

)

select
    commitments.commitment_id,
    commitments.company_id,
    coalesce(dim_company.company_name, commitments.company_id) as company_name,
    commitments.kind,
    commitments.scope,
    commitments.announced_on,
    commitments.announced_basis,
    year(commitments.known_on) as announced_year,
    commitments.amount_low,
    commitments.amount_high,
    commitments.currency,
    commitments.modifier,
    commitments.amount_usd,
    commitments.counted_usd,
    commitments.counted_reason,
    commitments.horizon_start,
    commitments.horizon_end,
    commitments.horizon_basis,
    commitments.annualised_usd,
    {{ share_pct('commitments.amount_usd', 'spending.newest.ttm_usd') }} as share_of_ttm_capex_pct,
    spending.newest.capex_id as ttm_capex_id,
    commitments.status,
    commitments.status_on,
    commitments.is_confirmed,
    commitments.relation,
    commitments.related_commitment_id,
    commitments.place,
    commitments.counterparty,
    commitments.instrument,
    commitments.attribution,
    commitments.evidence,
    commitments.document_count,
    commitments.last_mentioned_on,
    commitments.fx_rate,
    commitments.fx_method,
    commitments.fx_null_reason,
    commitments.document_id,
    commitments.source_url,
    commitments.quote,
    commitments.quote_kind
from commitments
left join {{ ref('dim_company') }} as dim_company on commitments.company_id = dim_company.company_id
left join spending on commitments.commitment_id = spending.commitment_id
order by commitments.amount_usd desc nulls last, commitments.commitment_id
