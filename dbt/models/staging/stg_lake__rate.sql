select
    currency,
    rate_on,
    usd_per_unit,
    basis,
    source
from {{ source('lake', 'rate') }}
where usd_per_unit > 0
