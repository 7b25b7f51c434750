with financings as (

    select
        financing_id as id,
        'financing' as told_as,
        coalesce(instrument, 'not_stated') as instrument,
        * exclude (financing_id, instrument)
    from {{ ref('fct_financing') }}

),

-- Money that others put up against a promise: joint ventures and leases are told as commitments.
funded_by_others as (

    select
        commitment_id as id,
        'commitment' as told_as,
        if(kind = 'joint_venture', kind, instrument) as instrument,
        * exclude (commitment_id, instrument),
        scope as use_of_proceeds
    from {{ ref('fct_commitment') }}
    where kind = 'joint_venture' or instrument = 'lease'

),

fundings as (

    select * from financings
    union all by name
    select * from funded_by_others

)

select
    fundings.id as funding_id,
    fundings.told_as,
    fundings.company_id,
    coalesce(dim_company.company_name, fundings.company_id) as company_name,
    fundings.instrument,
    fundings.announced_on,
    fundings.announced_basis,
    fundings.amount,
    fundings.amount_low,
    fundings.amount_high,
    fundings.currency,
    fundings.modifier,
    fundings.amount_usd,
    fundings.share_pct,
    fundings.earmarked_amount,
    fundings.earmarked_usd,
    fundings.earmarked_null_reason,
    fundings.use_of_proceeds,
    fundings.place,
    fundings.counterparty,
    fundings.status,
    fundings.is_confirmed,
    fundings.attribution,
    fundings.evidence,
    fundings.document_count,
    fundings.document_id,
    fundings.source_url,
    fundings.quote,
    fundings.quote_kind
from fundings
left join {{ ref('dim_company') }} as dim_company on fundings.company_id = dim_company.company_id
order by fundings.announced_on desc, fundings.amount_usd desc nulls last, fundings.id
