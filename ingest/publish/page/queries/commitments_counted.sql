-- Commitments in USD, nothing twice.
select
    sum(counted_usd)::double / 1e12 as usd_tn, count(*) filter (counted_usd > 0) as counted, count(*) as told,
    count(distinct company_id) as companies
from reports.rpt_commitments
