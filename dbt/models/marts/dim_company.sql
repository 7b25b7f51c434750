with companies as (

    select * from {{ ref('stg_lake__company') }}

),

filings as (

    select
        company_id,
        max(filed_on) as newest_filed_on,
        count(distinct accession) as filing_count
    from {{ ref('stg_lake__fact') }}
    group by company_id

),

quarters as (

    select
        company_id,
        max(period_end) as newest_capex_on
    from {{ ref('int_capex_converted') }}
    where measure in {{ capex_measures() }} and amount is not null
    group by company_id

)

select
    companies.company_id,
    companies.company_name,
    companies.ticker,
    companies.cik,
    companies.country,
    companies.company_group,
    companies.reporting_currency,
    companies.fiscal_year_end_month,
    companies.fiscal_year_end_day,
    companies.fiscal_year_label,
    companies.lease_basis,
    companies.headline_measure,
    companies.is_filer,
    coalesce(filings.filing_count, 0) as filing_count,
    filings.newest_filed_on,
    quarters.newest_capex_on
from companies
left join filings on companies.company_id = filings.company_id
left join quarters on companies.company_id = quarters.company_id
