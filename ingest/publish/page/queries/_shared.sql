-- What the page's queries share. Temporary: the published file itself is only read.

create temp macro measure_name(measure) as case measure
    when 'cash_ppe_gross' then 'gross cash'
    when 'cash_ppe_net' then 'net cash'
    when 'company_headline' then 'own definition'
    when 'accrual_additions' then 'accrual additions'
    when 'incl_finance_leases' then 'with finance leases'
    else replace(measure, '_', ' ')
end;

-- The mark of a name whose amount is not gross cash capex.
create temp macro measure_mark(measure) as case measure
    when 'cash_ppe_gross' then ''
    when 'company_headline' then '*'
    when 'accrual_additions' then '†'
    when 'incl_finance_leases' then '‡'
    else '§'
end;

create temp macro plain(number) as rtrim(rtrim(format('{:,.2f}', number::double), '0'), '.');

-- An amount as people write it: 600 bn, 1.2 tn, 350 m.
create temp macro scaled(amount) as case
    when amount >= 1e12 then plain(amount / 1e12) || ' tn'
    when amount >= 1e9 then plain(amount / 1e9) || ' bn'
    else plain(amount / 1e6) || ' m'
end;

-- Bounds, ranges and points in words: USD 64–72 bn, at least CNY 380 bn.
create temp macro words_of(low, high, currency, hedge) as case
    when low is null and high is null then null
    when high is null then 'at least ' || currency || ' ' || scaled(low)
    when low is null then 'up to ' || currency || ' ' || scaled(high)
    when low = high then case when hedge in ('about', 'approximate') then 'about ' else '' end || currency || ' ' || scaled(low)
    when low >= 1e12 then currency || ' ' || plain(low / 1e12) || '–' || scaled(high)
    when low >= 1e9 and high < 1e12 then currency || ' ' || plain(low / 1e9) || '–' || scaled(high)
    else currency || ' ' || scaled(low) || '–' || scaled(high)
end;

-- A cell that shows words and sorts by its number.
create temp macro amount_cell(low, high, currency, hedge := null) as {
    'text': words_of(low, high, currency, hedge), 'sort': coalesce((low + high) / 2, low, high)::double
};

create temp macro spaced(name) as regexp_replace(
    regexp_replace(regexp_replace(replace(name, '_', ' '), '\bai\b', 'AI'), '\bus\b', 'US'), '\bchina\b', 'China'
);

-- One comparable series per company: gross cash capex where it is known for the last two years, else what the company announces.
create temp table series as
with measured as (
    select
        *,
        count(*) filter (period_end > newest_end - interval 2 year) over (
            partition by company_id, measure, lease_basis
        ) as recent_quarter_count,
        list_position(
            ['cash_ppe_gross', 'company_headline', 'accrual_additions', 'incl_finance_leases', 'cash_ppe_net'], measure
        ) as preference
    from (select *, max(period_end) over () as newest_end from reports.rpt_capex_comparison where amount_usd is not null)
),

chosen as (
    select company_id, measure, lease_basis
    from measured
    where preference is not null
    qualify row_number() over (
        partition by company_id order by recent_quarter_count >= 4 desc, preference, recent_quarter_count desc
    ) = 1
)

select
    measured.*,
    measured.company_name || measure_mark(measured.measure) as marked_name,
    -- has a full year of quarters behind one of its last four: what a total over companies can count on
    coalesce(
        bool_or(ttm_usd is not null and period_end > newest_end - interval 1 year) over (partition by measured.company_id), false
    ) as is_current
from measured
join chosen
    on measured.company_id = chosen.company_id
    and measured.measure = chosen.measure
    and measured.lease_basis is not distinct from chosen.lease_basis;
