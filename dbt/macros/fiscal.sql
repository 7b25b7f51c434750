{#
    The fiscal grid: every company's quarters numbered through, so that "the quarter before" is minus one.

    A day's position is the number of fiscal quarters that have ended by its end, as a fraction: months since the nominal
    fiscal year end of year 0, divided by three. Rounded it is the quarter that ends nearest, which is what makes a year
    of 52 or 53 weeks (it ends within days of the nominal day) land where it belongs. Quarter k of fiscal year y is
    4 (y - 1) + k.
#}

{% macro fiscal_position(day, year_end_month, year_end_day) -%}
    (
        12 * year({{ day }}) + month({{ day }}) - 1 + day({{ day }}) / day(last_day({{ day }}))
        - ({{ year_end_month }} - 1 + least({{ year_end_day }} / day(last_day(make_date(2023, {{ year_end_month }}::int, 1))), 1))
    ) / 3
{%- endmacro %}

{# A fiscal year is named after the calendar year it ends in, or starts in where that is the company's usage. #}
{% macro fiscal_year_of(index, year_label) -%}
    ({{ index }} - 1) // 4 + 1 - if({{ year_label }} = 'start', 1, 0)
{%- endmacro %}

{% macro fiscal_quarter_of(index) -%}
    ({{ index }} - 1) % 4 + 1
{%- endmacro %}

{# The last day of a quarter by whole months: what a quarter is shown with of which no filing says the days. #}
{% macro nominal_quarter_end(index, year_end_month, year_end_day) -%}
    {%- set months -%} (3 * ({{ index }}) + {{ year_end_month }} - 1)::int {%- endset -%}
    {%- set first_of_month -%} make_date({{ months }} // 12, {{ months }} % 12 + 1, 1) {%- endset -%}
    if({{ year_end_day }} >= 25, last_day({{ first_of_month }}), {{ first_of_month }} + {{ year_end_day }}::int - 1)
{%- endmacro %}

{# '2026-Q2': the calendar quarter that contains the period's midpoint. #}
{% macro calendar_quarter_of(period_start, period_end) -%}
    strftime({{ midpoint_of(period_start, period_end) }}, '%Y') || '-Q' || quarter({{ midpoint_of(period_start, period_end) }})
{%- endmacro %}

{% macro midpoint_of(period_start, period_end) -%}
    ({{ period_start }} + (({{ period_end }} - {{ period_start }}) // 2)::int)
{%- endmacro %}

{% macro calendar_quarter_end_of(period_start, period_end) -%}
    last_day(date_trunc('quarter', {{ midpoint_of(period_start, period_end) }})::date + to_months(2))
{%- endmacro %}

{# Readable and stable: `acme:cash_ppe_gross:2026-06-30:q`. #}
{% macro capex_id_of(relation) -%}
    concat_ws(':', {{ relation }}.company_id, {{ relation }}.measure, {{ relation }}.period_end, left({{ relation }}.period_type, 1))
{%- endmacro %}

{# After the end of a quarter a filing may take this long: 45 days for a quarter, four months for a foreign filer's year. #}
{% macro days_until_filed() %}120{% endmacro %}
