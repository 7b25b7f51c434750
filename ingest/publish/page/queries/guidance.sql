-- Guidance for years, version by version (kind `version`), with what was spent (`actual`) and where the year's name stands (`name`);
-- companies that gave a second version for some year, each in one panel and by the measure of most versions.
with issued as (
    select
        *,
        lead(issued_on, 1, target_end) over (partition by chain_id order by issued_on, sequence) as next_on,
        count(*) over (partition by chain_id) as version_count,
        count(*) over (partition by company_id, measure, currency) as panel_version_count
    from marts.fct_guidance
    where
        shape <> 'directional'
        and evidence = 'announced'
        and issued_on <= target_end
        and regexp_full_match(target_period, '(CY|FY)\d{4}')
),

measured as (
    select company_id, measure, currency, any_value(panel_version_count) as panel_version_count
    from issued
    group by company_id, measure, currency
    having max(version_count) >= 2
),

panels as (
    select *
    from measured
    qualify row_number() over (partition by company_id order by panel_version_count desc, measure) = 1
    order by panel_version_count desc, company_id
    limit 12
),

versions as (
    select
        'version' as kind,
        row_number() over (order by issued.panel_version_count desc, issued.company_id, issued.target_end, issued.issued_on) as place,
        company.company_name || '|' || measure_name(issued.measure) || ', ' || issued.currency || ' bn'
        || case
            when bool_or(issued.target_period like 'FY%') over (partition by issued.company_id)
                then '; FY ends in ' || strftime(make_date(2001, company.fiscal_year_end_month, 1), '%B')
            else ''
        end as panel,
        issued.target_period as target, year(issued.target_end) % 2 as parity,
        issued.issued_on as starts_on, least(issued.next_on, issued.target_end) as ends_on,
        coalesce(issued.amount_low, issued.amount_high)::double / 1e9 as low,
        coalesce(issued.amount_high, issued.amount_low)::double / 1e9 as high,
        issued.shape, words_of(issued.amount_low, issued.amount_high, issued.currency, issued.shape) as words,
        issued.company_id, issued.measure, issued.currency, issued.target_end
    from issued
    semi join panels using (company_id, measure, currency)
    join marts.dim_company as company on issued.company_id = company.company_id
),

years as (
    select
        panel, target, company_id, measure, currency, target_end, min(place) as place, min(starts_on) as starts_on,
        max(high) as high
    from versions
    group by all
),

actuals as (
    select
        'actual' as kind, years.place, years.panel, years.target, years.starts_on, years.target_end as ends_on,
        accuracy.actual_amount::double / 1e9 as low,
        words_of(accuracy.actual_amount, accuracy.actual_amount, years.currency, null) || ' spent' as words
    from years
    join reports.rpt_guidance_accuracy as accuracy
        on years.company_id = accuracy.company_id
        and years.target = accuracy.target_period
        and years.measure = accuracy.measure
        and years.currency = accuracy.currency
),

-- a year's name stands above all of its versions and what was spent
names as (
    select
        'name' as kind, years.place, years.panel, years.target, years.target_end as ends_on,
        greatest(years.high, coalesce(actuals.low, 0)) as low
    from years
    left join actuals using (panel, target)
),

together as (
    select * exclude (company_id, measure, currency, target_end) from versions
    union all by name
    select * from actuals
    union all by name
    select * from names
)

select * exclude (place), max(high) over (partition by panel) as highest
from together
order by kind, place
