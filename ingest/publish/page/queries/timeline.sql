-- The largest commitments, from announcement to horizon.
select
    commitment_id as row,
    company_name || ': '
        || case
            when place is not null then place || ', '
            when scope in ('other_investment', 'not_stated') then ''
            else spaced(scope) || ', '
        end
        || words_of(amount_low, amount_high, currency, modifier)
        || case when currency = 'USD' then '' else ' (USD ' || format('{:,.0f}', amount_usd::double / 1e9) || ' bn)' end
        || case when status = 'active' then '' else ' – ' || spaced(status) end as label,
    announced_on as starts_on,
    case
        when horizon_end > announced_on then least(horizon_end, max(announced_on) over () + interval 10 year)::date
        else announced_on
    end as ends_on,
    counted_usd > 0 as is_counted, status,
    coalesce(strftime(horizon_end, '%Y-%m-%d'), 'no end given') as words
from reports.rpt_commitments
where amount_usd is not null and announced_on is not null
order by amount_usd desc, commitment_id
limit 25
