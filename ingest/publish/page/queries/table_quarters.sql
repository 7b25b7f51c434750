with recent as (
    select
        marked_name as "company", calendar_quarter, amount_usd::double / 1e9 as usd_bn,
        last_value(amount_usd) over (
            partition by company_id order by period_end rows between unbounded preceding and unbounded following
        ) as newest_usd
    from series
    qualify dense_rank() over (order by calendar_quarter desc) <= 12
)

select * exclude (newest_usd)
from (pivot recent on calendar_quarter using sum(usd_bn))
order by newest_usd desc
