-- A year-to-date figure must never stand as a quarter.
select capex_id, period_start, period_end, amount
from {{ ref('fct_capex') }}
where period_type = 'quarter' and amount is not null and period_end - period_start + 1 not between 80 and 100
