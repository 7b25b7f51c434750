-- Every amount from filings is the signed sum of the facts that it is traced to.
select
    vintages.vintage_id,
    vintages.amount,
    sum(facts.sign * facts.amount) as arithmetic
from {{ ref('fct_capex_vintage') }} as vintages
left join {{ ref('bridge_capex_fact') }} as facts on vintages.vintage_id = facts.vintage_id
where vintages.evidence in ('reported', 'derived')
group by vintages.vintage_id, vintages.amount
having vintages.amount is distinct from arithmetic
