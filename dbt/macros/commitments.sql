{# Statuses that last until a later text says otherwise; news that merely repeats or resizes a commitment leaves them. #}
{% macro settled_status(status) -%}
    case {{ status }}
        when 'delayed' then 'delayed'
        when 'cancelled' then 'cancelled'
        when 'completed' then 'completed'
        when 'maintained' then 'active'
    end
{%- endmacro %}

{#
    What a commitment adds to a sum over commitments, so that nothing is counted twice.
    `parts` is the amount of the steps that lead to a running total (null when it is none).
#}
{% macro counted_amount(amount, status, is_part, parts, is_appropriation, is_only_talks) -%}
    case
        when {{ status }} in ('cancelled', 'superseded') or {{ is_part }} or {{ is_appropriation }} or {{ is_only_talks }} then 0
        else greatest({{ amount }} - coalesce({{ parts }}, 0), 0)
    end
{%- endmacro %}

{% macro counted_reason(status, is_part, parts, is_appropriation, is_only_talks) -%}
    case
        when {{ status }} = 'cancelled' then 'cancelled'
        when {{ status }} = 'superseded' then 'replaced by a later version'
        when {{ is_part }} then 'part of a larger commitment'
        when {{ is_appropriation }} then 'a board approval of money that plans and budgets already contain'
        when {{ is_only_talks }} then 'only talks are reported'
        when {{ parts }} is not null then 'running total: its steps are counted'
        else 'counted in full'
    end
{%- endmacro %}

{# What the spokesman says, or a good share of the texts: one text's slip does not turn a plan into a contract. #}
{% macro usual(column, share) -%}
    coalesce(
        max({{ column }}) filter (where is_spokesman),
        if(count({{ column }}) >= {{ share }} * count(*), mode({{ column }}), null)
    )
{%- endmacro %}
