-- How each quarter of each company is known.
select
    company_name as company, calendar_quarter, status, coalesce(measure_name(measure), reason) as told
from reports.rpt_coverage
order by lower(company_name), calendar_quarter
