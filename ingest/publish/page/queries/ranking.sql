-- All companies with a series: those with gross cash capex first, each by its newest quarter.
select company_name, marked_name, measure, measure_name(measure) as measure_name, is_current
from series
qualify row_number() over (partition by company_id order by period_end desc) = 1
order by measure = 'cash_ppe_gross' desc, amount_usd desc
