select
    coverage_id as id, company_name as "company", calendar_quarter as "calendar quarter", period_end as "ends on", reason as "why missing"
from reports.rpt_coverage
where status = 'missing'
order by period_end desc, company_name
