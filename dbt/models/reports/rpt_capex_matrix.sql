{#- The quarters are the columns that the contract beside this file names: one list, and no column that a reader did not expect. -#}
with cells as (

    select * from {{ ref('rpt_capex_comparison') }}
    where amount_usd is not null

)

select
    company_id,
    any_value(company_name) as company_name,
    any_value(company_group) as company_group,
    measure,
    max(calendar_quarter) as newest_quarter,
    {%- for quarter in model.columns if modules.re.fullmatch('[0-9]{4}-Q[1-4]', quarter) %}
    max(amount_usd) filter (where calendar_quarter = '{{ quarter }}') as "{{ quarter }}",
    {%- endfor %}
    max_by(evidence, period_end) as evidence,
    max_by(capex_id, period_end) as capex_id,
    max_by(accession, period_end) as accession,
    max_by(document_id, period_end) as document_id,
    max_by(source_url, period_end) as source_url
from cells
group by company_id, measure
order by measure, max_by(amount_usd, period_end) desc, company_id
