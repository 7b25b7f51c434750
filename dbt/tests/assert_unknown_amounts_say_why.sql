-- Null with a reason, and a reason only with a null.
select capex_id, amount, amount_usd, null_reason
from {{ ref('fct_capex') }}
where (amount is null or amount_usd is null) <> (null_reason is not null)
