with candidates as (

    select * from {{ ref('int_period_derived') }}
    where valid_to = {{ end_of_time() }} and evidence in ('reported', 'derived')

),

kept as (

    select * from {{ ref('int_period_merged') }}
    where superseded_on is null and evidence in ('reported', 'derived')

),

pairs as (

    select
        kept.company_id,
        kept.measure,
        kept.period_type,
        kept.end_index,
        kept.period_start,
        kept.period_end,
        kept.currency,
        if(kept.concept = other.concept, 'tagged_and_difference', 'other_concept') as kind,
        kept.amount as kept_amount,
        kept.operands as kept_operands,
        other.amount as other_amount,
        other.operands as other_operands
    from kept
    inner join candidates as other
        on kept.company_id = other.company_id
        and kept.measure = other.measure
        and kept.period_type = other.period_type
        and kept.end_index = other.end_index
    where abs(kept.amount - other.amount)
        > greatest({{ reporting_unit('kept.amount') }}, {{ reporting_unit('other.amount') }})
        -- Two concepts of revenue or depreciation are two definitions; two of capex are a question.
        and (kept.concept = other.concept or kept.measure in {{ capex_measures() }})

),

years as (

    select
        years.company_id,
        years.measure,
        years.period_type,
        years.end_index,
        years.period_start,
        years.period_end,
        years.currency,
        'year_and_quarters' as kind,
        any_value(years.amount) as kept_amount,
        any_value(years.operands) as kept_operands,
        cast(sum(quarters.amount) as decimal(24, 2)) as other_amount,
        flatten(list(quarters.operands order by quarters.end_index)) as other_operands
    from kept as years
    inner join kept as quarters
        on years.company_id = quarters.company_id
        and years.measure = quarters.measure
        and years.currency = quarters.currency
        and quarters.end_index between years.end_index - 3 and years.end_index
    where years.period_type = 'year' and quarters.period_type = 'quarter'
    group by
        years.company_id, years.measure, years.period_type, years.end_index, years.period_start, years.period_end, years.currency
    -- Each quarter may be off by the rounding of its own figure.
    having count(*) = 4
        and abs(kept_amount - other_amount) > 4 * {{ reporting_unit('any_value(years.amount)') }}

),

contradictions as (

    select * from pairs
    union all by name
    select * from years

)

select
    * exclude (kept_operands, other_operands),
    cast(other_amount - kept_amount as decimal(24, 2)) as difference,
    {{ derivation_of('kept_operands') }} as kept_derivation,
    {{ newest_operand('kept_operands') }}.accession as kept_accession,
    {{ newest_operand('kept_operands') }}.source_url as kept_source_url,
    {{ newest_operand('kept_operands') }}.filed_on as kept_filed_on,
    {{ derivation_of('other_operands') }} as other_derivation,
    {{ newest_operand('other_operands') }}.accession as other_accession,
    {{ newest_operand('other_operands') }}.source_url as other_source_url,
    {{ newest_operand('other_operands') }}.filed_on as other_filed_on
from contradictions
