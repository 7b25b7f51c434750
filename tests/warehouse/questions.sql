-- The questions that the reports answer (METHODOLOGY section 8), each one query on the published file.
-- A comment line `-- name: question` opens each. The README shows them, tests/warehouse/test_questions.py runs them.

-- comparable_capex: What did each company spend in a calendar quarter, comparably?
select company_name, amount_usd, yoy_pct, qoq_pct, ttm_usd, capex_to_revenue_pct, capex_to_operating_cash_flow_pct, group_share_pct
from reports.rpt_capex_comparison
where calendar_quarter = '2026-Q2' and measure = 'cash_ppe_gross'
order by amount_usd desc;

-- plan_progress: How much of each multi-year plan is spent, and is the pace enough?
select company_name, plan_amount, currency, spent_amount, spent_pct, is_upper_bound, run_rate, needed_run_rate, projected_end, horizon_end
from reports.rpt_commitment_progress
where spent_amount is not null;

-- guidance_season: Who raised or cut guidance in a season, by how much, and was it plan or accounting?
select company_name, target_period, action, change_midpoint, change_low, change_high, change_midpoint_pct, change_reason, quote, quote_kind
from reports.rpt_guidance_revisions
where season = '2026-Q3' and action in ('raised', 'lowered', 'narrowed');

-- known_on_a_day: What did we know on a day?
select company_id, target_period, measure, amount_low, amount_high, issued_on
from guidance_as_of(date '2025-06-30')
where target_period = 'CY2025';

-- guidance_accuracy: How accurate was the first and the last guidance?
select company_name, target_period, measure, first_midpoint, last_midpoint, actual_amount, first_error_pct, last_error_pct
from reports.rpt_guidance_accuracy;

-- cash_and_leases: How far apart are cash and lease-inclusive capex of one company and quarter?
select company_name, calendar_quarter, measure, lease_basis, amount_usd, evidence
from reports.rpt_capex_comparison
where measure in ('cash_ppe_gross', 'incl_finance_leases') and calendar_quarter = '2026-Q2'
qualify count(*) over (partition by company_id, calendar_quarter) = 2
order by company_name, measure;

-- commitments: What is promised in one currency and per year, counted once, and what is delayed or cancelled?
select company_name, kind, status, sum(counted_usd) as counted_usd, sum(annualised_usd) filter (where counted_usd > 0) as annualised_usd
from reports.rpt_commitments
group by all
order by counted_usd desc;

-- funding: How is it funded, and what share is for data centres?
select company_name, instrument, amount_usd, share_pct, earmarked_usd, use_of_proceeds
from reports.rpt_financing
order by amount_usd desc;

-- us_and_china: US platforms against Chinese platforms over four quarters, in one currency?
select company_group, sum(ttm_usd) as ttm_usd
from (
    select distinct on (company_id) company_id, company_group, ttm_usd
    from reports.rpt_capex_comparison
    where company_id in ('alphabet', 'amazon', 'meta', 'microsoft', 'alibaba', 'baidu', 'tencent')
        and calendar_quarter = '2026-Q2' and ttm_usd is not null
    order by company_id, list_position(['cash_ppe_gross', 'company_headline', 'accrual_additions'], measure)
)
group by company_group;

-- conflicts: Where do sources disagree, what was restated, what is missing and why?
select 'conflict' as what, company_id, about, kept_amount as amount, other_amount, reason from reports.rpt_conflicts
union all
select 'restated', company_id, measure || ' to ' || period_end, latest_amount, first_reported_amount, cause from reports.rpt_restatements
union all
select 'missing', company_id, calendar_quarter, null, null, reason from reports.rpt_coverage where status = 'missing';

-- provenance: Where does a number come from, to the sentence or the filing?
select guidance_id, role, reason, published_on, quote, quote_kind, source_url
from marts.bridge_guidance_figure
where guidance_id = (
    select guidance_id from marts.fct_guidance where company_id = 'microsoft' and target_period = 'CY2026' and is_current
)
order by published_on;
