-- Gross cash capex of the companies that a total can count on, last 20 calendar quarters.
select company_name as company, calendar_quarter, amount_usd::double / 1e9 as amount
from series
where measure = 'cash_ppe_gross' and is_current
qualify dense_rank() over (order by calendar_quarter desc) <= 20
order by calendar_quarter, company
