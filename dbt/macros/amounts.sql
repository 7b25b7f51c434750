{# Amounts as texts state them: a range, a point, or just a bound. #}

{# The one number an amount is known by: the middle of a range, otherwise the number that is printed. #}
{% macro stated_amount(low, high) -%}
    coalesce(({{ low }} + {{ high }}) / 2, {{ low }}, {{ high }})::decimal(24, 2)
{%- endmacro %}

{% macro shape_of(low, high, modifier) -%}
    case
        when {{ low }} is null and {{ high }} is null then 'directional'
        when {{ low }} is null then 'upper_bound'
        when {{ high }} is null then 'lower_bound'
        when {{ low }} < {{ high }} then 'range'
        when {{ modifier }} = 'about' then 'approximate'
        else 'point'
    end
{%- endmacro %}

{# The place of the last digit that is not zero: 38,676,000,000 -> 1,000,000. #}
{% macro printed_step(amount) -%}
    pow(
        10,
        length({{ amount }}::decimal(24, 0)::varchar) - length(rtrim({{ amount }}::decimal(24, 0)::varchar, '0'))
    )
{%- endmacro %}

{# One amount is the other, rounded: the same rule as ingest/events/amounts.py. #}
{% macro equal_as_printed(a, b) -%}
    abs({{ a }} - {{ b }}) <= least(
        greatest({{ printed_step(a) }}, {{ printed_step(b) }}) / 2,
        0.015 * greatest(abs({{ a }}), abs({{ b }}))
    )
{%- endmacro %}

{# Percent by which a differs from b. #}
{% macro pct_off(a, b) -%}
    round(100 * ({{ a }} / nullif({{ b }}, 0) - 1), 2)::double
{%- endmacro %}
