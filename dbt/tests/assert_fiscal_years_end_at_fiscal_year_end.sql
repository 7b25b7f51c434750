-- Twelve months that end elsewhere are a trailing year, not a fiscal one.
select
    capex.capex_id,
    capex.period_start,
    capex.period_end
from {{ ref('fct_capex') }} as capex
inner join {{ ref('dim_company') }} as companies on capex.company_id = companies.company_id
where capex.period_type = 'year'
    and (
        capex.period_end - capex.period_start + 1 not between 357 and 371
        or abs(
            capex.period_end - (
                make_date(
                    capex.fiscal_year + if(companies.fiscal_year_label = 'start', 1, 0),
                    companies.fiscal_year_end_month::int,
                    least(companies.fiscal_year_end_day, 28)::int
                ) + greatest(companies.fiscal_year_end_day - 28, 0)::int
            )
        ) > 15
    )
