with operands as (

    select
        vintage_id,
        capex_id,
        unnest(operands) as operand,
        generate_subscripts(operands, 1) as position
    from {{ ref('int_capex_converted') }}

)

select
    vintage_id,
    capex_id,
    position::int as position,
    operand.sign::int as sign,
    operand.measure as measure,
    operand.concept as concept,
    operand.period_start as period_start,
    operand.period_end as period_end,
    operand.amount as amount,
    operand.accession as accession,
    operand.form as form,
    operand.filed_on as filed_on,
    operand.source as source,
    operand.source_url as source_url
from operands
