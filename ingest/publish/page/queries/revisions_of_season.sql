-- Guidance of the newest season, by what was done to it.
select
    season, count(distinct company_id) filter (action = 'raised') as raised,
    count(distinct company_id) filter (action = 'lowered') as lowered
from reports.rpt_guidance_revisions
where evidence = 'announced' and regexp_full_match(target_period, '(CY|FY)\d{4}')
group by season
order by season desc
limit 1
