-- Quarters of the eight largest series, each by its own measure, last 20 calendar quarters.
with newest as (
    select company_id
    from series
    qualify row_number() over (partition by company_id order by period_end desc) = 1
    order by amount_usd desc
    limit 8
)

select company_name as series, marked_name as label, calendar_quarter, amount_usd::double / 1e9 as value
from series
semi join newest using (company_id)
where period_end > newest_end - interval 5 year
order by calendar_quarter, series
