-- Trailing twelve months of the US and the Chinese platforms; a quarter counts only when all of a group's companies are in.
with ttm as (
    select company_group, company_id, marked_name, calendar_quarter, ttm_usd
    from series
    where company_group in ('us_platform', 'china_platform') and is_current and ttm_usd is not null
        and period_end > newest_end - interval 7 year
),

groups as (
    select company_group, count(distinct company_id) as company_count from ttm group by all
),

totals as (
    select
        company_group, calendar_quarter, count(*) as company_count, sum(ttm_usd)::double / 1e9 as value,
        string_agg(marked_name, ', ' order by ttm_usd desc) as members
    from ttm
    group by all
)

select
    case company_group when 'us_platform' then 'US platforms' else 'Chinese platforms' end as series,
    calendar_quarter, value, members
from totals
join groups using (company_group, company_count)
order by calendar_quarter, series
