{# Shapes that can be compared: a point is a point, approximate or not. #}
{% macro shape_family(shape) -%}
    if({{ shape }} = 'approximate', 'point', {{ shape }})
{%- endmacro %}

{% macro moved(new, old) -%}
    case when {{ new }} > {{ old }} then 'raised' when {{ new }} < {{ old }} then 'lowered' else 'maintained' end
{%- endmacro %}

{# Whether an amount lies in a range or keeps a bound; null for a point, which nobody hits to the dollar. #}
{% macro is_met(amount, vintage) -%}
    if(
        {{ vintage }}.shape in ('point', 'approximate'),
        null,
        {{ amount }} >= coalesce({{ vintage }}.amount_low, {{ amount }})
        and {{ amount }} <= coalesce({{ vintage }}.amount_high, {{ amount }})
    )
{%- endmacro %}
