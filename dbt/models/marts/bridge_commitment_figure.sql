select
    event_id as commitment_id,
    figure_id,
    document_id,
    role,
    reason,
    is_spokesman,
    amount_low,
    amount_high,
    currency,
    modifier,
    status,
    published_on,
    known_on,
    quote,
    quote_kind,
    source_url
from {{ ref('int_event_figure_joined') }}
where event_type = 'commitment'
