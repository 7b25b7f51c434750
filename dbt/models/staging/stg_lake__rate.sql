select
    currency,
    rate_on,
    usd_per_unit,
    basis,
    source
from {{ source('lake', 'rate') }}
where usd_per_unit > 0
qualify row_number() over (partition by currency, rate_on, source order by basis, usd_per_unit) = 1
