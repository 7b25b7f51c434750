select
    event_id,
    event_type,
    company_id,
    figure_id,
    announced_on,
    announced_basis,
    chain_id,
    sequence,
    target_period,
    target_start,
    target_end,
    measure,
    measure_basis
from {{ source('lake', 'event') }}
