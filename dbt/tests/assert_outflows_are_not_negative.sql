select capex_id, amount
from {{ ref('fct_capex') }}
where measure in {{ outflows() }} and amount < 0
