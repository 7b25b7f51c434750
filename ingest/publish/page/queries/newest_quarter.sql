-- The newest calendar quarter that most of the US platforms have reported: gross cash capex, with the same companies a year before.
with platform as (
    select *, yoy_pct is not null as has_year_before
    from series
    where company_group = 'us_platform' and measure = 'cash_ppe_gross' and is_current
),

reported as (
    select calendar_quarter, count(*) as reported_count
    from platform
    group by calendar_quarter
),

newest as (
    select max(calendar_quarter) as calendar_quarter
    from reported
    where reported_count > (select count(distinct company_id) from platform) / 2
)

select
    newest.calendar_quarter as newest,
    sum(platform.amount_usd)::double / 1e9 as usd_bn,
    100 * (
        sum(platform.amount_usd) filter (platform.has_year_before)
        / sum(platform.amount_usd / (1 + platform.yoy_pct / 100)) filter (platform.has_year_before) - 1
    )::double as yoy_pct,
    string_agg(platform.company_name, ', ' order by platform.amount_usd desc) as members,
    (select list_sort(list_distinct(list(company_name))) from platform) as all_members
from platform
inner join newest on platform.calendar_quarter = newest.calendar_quarter
group by newest.calendar_quarter
