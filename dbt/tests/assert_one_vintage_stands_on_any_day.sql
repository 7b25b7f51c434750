-- Vintages of a figure follow each other without gap or overlap, and the last one stands.
select
    capex_id,
    known_on,
    superseded_on
from {{ ref('fct_capex_vintage') }}
qualify superseded_on is distinct from lead(known_on) over (partition by capex_id order by known_on)
