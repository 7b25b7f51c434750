select
    company_id,
    name as company_name,
    ticker,
    cik,
    country,
    company_group,
    reporting_currency,
    fiscal_year_end_month,
    fiscal_year_end_day,
    fiscal_year_label,
    lease_basis,
    headline_measure,
    is_filer
from {{ source('lake', 'company') }}
