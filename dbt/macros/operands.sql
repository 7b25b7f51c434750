{# What a number is made of: facts with a sign, in the order in which a reader would write the sum. #}

{% macro operand(sign) -%}
    {
        'sign': {{ sign }},
        'quarter_count': quarter_count,
        'end_index': end_index,
        'measure': measure,
        'concept': taxonomy || ':' || concept,
        'period_start': period_start,
        'period_end': period_end,
        'amount': value,
        'accession': accession,
        'form': form,
        'filed_on': filed_on,
        'source': source,
        'source_url': source_url
    }
{%- endmacro %}

{% macro negated(operands) -%}
    list_transform({{ operands }}, lambda operand: struct_update(operand, sign := -operand.sign))
{%- endmacro %}

{# A sum over facts of one filing ranks behind a concept in which the filer states the measure itself. #}
{% macro combined_preference() %}100{% endmacro %}

{# Any filing ranks before any text. #}
{% macro text_preference() %}1000{% endmacro %}

{% macro end_of_time() %}date '9999-12-31'{% endmacro %}

{# The coarsest power of thousand that an amount is a multiple of, at most a million: the unit it was printed in. #}
{% macro reporting_unit(amount) -%}
    case when {{ amount }} % 1000000 = 0 then 1000000 when {{ amount }} % 1000 = 0 then 1000 else 1 end
{%- endmacro %}

{# '44,924 m' or '1,234,567': an amount as a reader takes it in. #}
{% macro readable(amount) -%}
    if({{ amount }} % 1000000 = 0, format('{:,} m', ({{ amount }} / 1000000)::bigint), format('{:,}', round({{ amount }})::bigint))
{%- endmacro %}

{# 'FY to 2026-06-30 115,948 m (accession) − 9M to 2026-03-31 80,146 m (accession)'; measures are named where more than one is involved. #}
{% macro derivation_of(operands) -%}
    array_to_string(
        list_transform({{ operands }}, lambda o, i:
            case when o.sign < 0 then '− ' when i > 1 then '+ ' else '' end
            || if(len(list_distinct(list_transform({{ operands }}, lambda p: p.measure))) > 1, o.measure || ' ', '')
            || case o.quarter_count when 1 then 'Q' || {{ fiscal_quarter_of('o.end_index') }} when 2 then '6M' when 3 then '9M' else 'FY' end
            || ' to ' || o.period_end || ' ' || {{ readable('o.amount') }} || ' (' || o.accession || ')'
        ),
        ' '
    )
{%- endmacro %}

{# The operand that was filed last: with it the number became known. #}
{% macro newest_operand(operands) -%}
    list_reduce({{ operands }}, lambda a, b: if(b.filed_on > a.filed_on, b, a))
{%- endmacro %}
