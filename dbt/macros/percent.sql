{# Percentages are null where the base is unknown or not positive: growth from a loss has no meaning. #}

{% macro share_pct(part, whole) -%}
    if({{ whole }} > 0, round(100.0 * cast({{ part }} as double) / cast({{ whole }} as double), 2), null)
{%- endmacro %}

{% macro growth_pct(now, before) -%}
    if({{ before }} > 0, round(100.0 * (cast({{ now }} as double) / cast({{ before }} as double) - 1), 2), null)
{%- endmacro %}
