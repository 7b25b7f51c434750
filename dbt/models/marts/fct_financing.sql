with financings as (

    select
        *,
        (amount * share_pct / 100)::decimal(24, 2) as earmarked_amount
    from {{ ref('int_commitment_converted') }}
    where event_type = 'financing'

)

select
    event_id as financing_id,
    company_id,
    instrument,
    announced_on,
    announced_basis,
    known_on,
    amount,
    amount_low,
    amount_high,
    currency,
    modifier,
    amount_usd,
    fx_rate,
    fx_method,
    fx_source,
    fx_null_reason,
    share_pct,
    share_of,
    earmarked_amount,
    {{ to_usd('earmarked_amount', 'fx_rate') }} as earmarked_usd,
    coalesce(share_use, scope) as use_of_proceeds,
    if(share_pct is null, 'the share is not disclosed', null) as earmarked_null_reason,
    scope,
    place,
    counterparty,
    horizon_start,
    horizon_end,
    status,
    not is_only_talks as is_confirmed,
    attribution,
    evidence,
    document_count,
    figure_count,
    last_mentioned_on,
    figure_id,
    document_id,
    source_url,
    quote,
    quote_kind
from financings
