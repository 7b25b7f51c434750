{# Which measures are capex, and which are payments: names are defined in the catalogue of concepts and in METHODOLOGY. #}

{# The most comparable first: coverage shows the first one that is known. #}
{% macro capex_measures() -%}
    ('cash_ppe_gross', 'cash_ppe_net', 'incl_finance_leases', 'company_headline', 'accrual_additions')
{%- endmacro %}

{# Payments are stored positive and are never below zero. #}
{% macro outflows() -%}
    ('cash_ppe_gross', 'finance_lease_principal', 'finance_lease_additions', 'incl_finance_leases')
{%- endmacro %}

{# The same as a list, to rank by. #}
{% macro measures_by_preference() -%}
    {{ capex_measures() | replace('(', '[') | replace(')', ']') }}
{%- endmacro %}
