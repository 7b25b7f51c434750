{#
    Conversion into USD (METHODOLOGY section 4), in one place so that every table converts alike.

    Both `with_*` macros are a whole select: they take the name of a relation or CTE and add to its columns
    fx_rate (USD per unit, null when unknown), fx_method, fx_source and fx_null_reason (set exactly when fx_rate is null).

        converted as (

            {{ with_flow_rates('my_cte') }}

        )
        select *, {{ to_usd('amount', 'fx_rate') }} as amount_usd from converted
#}

{# Holidays can keep a rate series silent this many days; a longer silence is a hole. #}
{% macro longest_rate_silence() %}7{% endmacro %}

{% macro to_usd(amount, rate) -%}
    cast(round(cast({{ amount }} as double) * {{ rate }}, 2) as decimal(24, 2))
{%- endmacro %}

{#
    Flows: the mean of the rates inside the period. The relation has currency, period_start and period_end.
    A period that the series does not cover from end to end has no rate: half a quarter's mean is not the quarter's.
#}
{% macro with_flow_rates(relation) %}
select
    flows.*,
    case
        when flows.currency = 'USD' then 1.0
        when means.is_covered then means.mean_rate
    end as fx_rate,
    case
        when flows.currency = 'USD' then 'reported_in_usd'
        when means.is_covered then 'period_mean_of_' || means.basis
    end as fx_method,
    case when flows.currency <> 'USD' and means.is_covered then means.source end as fx_source,
    case
        when flows.currency = 'USD' or means.is_covered then null
        when flows.currency is null or flows.period_start is null or flows.period_end is null
            then 'no currency or no period to convert by'
        when means.currency is null
            then format('no {} rate between {} and {}', flows.currency, flows.period_start, flows.period_end)
        else
            format(
                '{} rates cover only {} to {} of {} to {}, or have a hole in it',
                flows.currency, means.first_on, means.last_on, flows.period_start, flows.period_end
            )
    end as fx_null_reason
from {{ relation }} as flows
left join (
    select
        periods.currency,
        periods.period_start,
        periods.period_end,
        avg(rates.usd_per_unit) as mean_rate,
        min(rates.rate_on) as first_on,
        max(rates.rate_on) as last_on,
        if(bool_or(rates.basis = 'monthly_mean'), 'monthly', 'daily') as basis,
        string_agg(distinct rates.source, ' + ' order by rates.source) as source,
        first_on - periods.period_start < {{ longest_rate_silence() }}
        and periods.period_end - last_on < {{ longest_rate_silence() }}
        and coalesce(max(rates.days_since_previous) <= {{ longest_rate_silence() }}, true) as is_covered
    from (
        select distinct currency, period_start, period_end
        from {{ relation }}
        where currency <> 'USD'
    ) as periods
    inner join {{ ref('int_rate_chosen') }} as rates
        on periods.currency = rates.currency and rates.rate_on between periods.period_start and periods.period_end
    group by periods.currency, periods.period_start, periods.period_end
) as means
    on flows.currency = means.currency
    and flows.period_start = means.period_start
    and flows.period_end = means.period_end
{% endmacro %}

{# Announcements: the rate of the day, or of the last day before it. `day` names the relation's date column. #}
{% macro with_day_rates(relation, day) %}
select
    stated.*,
    case
        when stated.currency = 'USD' then 1.0
        when stated.{{ day }} - rates.rate_on <= {{ longest_rate_silence() }} then rates.usd_per_unit
    end as fx_rate,
    case
        when stated.currency = 'USD' then 'reported_in_usd'
        when stated.{{ day }} - rates.rate_on <= {{ longest_rate_silence() }}
            then if(rates.basis = 'monthly_mean', 'month_mean_of_day', 'rate_of_day')
    end as fx_method,
    case
        when stated.currency <> 'USD' and stated.{{ day }} - rates.rate_on <= {{ longest_rate_silence() }} then rates.source
    end as fx_source,
    case
        when stated.currency = 'USD' or stated.{{ day }} - rates.rate_on <= {{ longest_rate_silence() }} then null
        when stated.currency is null or stated.{{ day }} is null then 'no currency or no day to convert by'
        when rates.rate_on is null then format('no {} rate on or before {}', stated.currency, stated.{{ day }})
        else format('the last {} rate before {} is of {}', stated.currency, stated.{{ day }}, rates.rate_on)
    end as fx_null_reason
from {{ relation }} as stated
asof left join {{ ref('int_rate_chosen') }} as rates
    on stated.currency = rates.currency and stated.{{ day }} >= rates.rate_on
{% endmacro %}
