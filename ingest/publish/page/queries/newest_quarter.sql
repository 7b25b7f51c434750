-- The newest calendar quarter of the US platforms' gross cash capex, with the same companies a year before.
with platform as (
    select *, max(calendar_quarter) over () as newest, yoy_pct is not null as has_year_before
    from series
    where company_group = 'us_platform' and measure = 'cash_ppe_gross' and is_current
)

select
    newest,
    sum(amount_usd) filter (calendar_quarter = newest)::double / 1e9 as usd_bn,
    count(distinct company_id) as company_count,
    count(*) filter (calendar_quarter = newest) as reported_count,
    100 * (
        sum(amount_usd) filter (calendar_quarter = newest and has_year_before)
        / sum(amount_usd / (1 + yoy_pct / 100)) filter (calendar_quarter = newest and has_year_before) - 1
    )::double as yoy_pct,
    string_agg(company_name, ', ' order by amount_usd desc) filter (calendar_quarter = newest) as members,
    list_sort(list_distinct(list(company_name))) as all_members
from platform
group by newest
