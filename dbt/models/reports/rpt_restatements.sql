with filed as (

    select * from {{ ref('fct_capex_vintage') }}
    where evidence in ('reported', 'derived')

),

first_filed as (

    select *
    from filed
    qualify row_number() over (partition by capex_id order by vintage) = 1

),

last_filed as (

    select *
    from filed
    qualify row_number() over (partition by capex_id order by vintage desc) = 1

),

-- Vintages of a derived figure that still have an operand in common: only the other operand was filed anew.
shared_operands as (

    select distinct before.vintage_id as first_vintage_id, after.vintage_id as last_vintage_id
    from {{ ref('bridge_capex_fact') }} as before
    inner join {{ ref('bridge_capex_fact') }} as after
        on before.capex_id = after.capex_id
        and before.concept = after.concept
        and before.period_start = after.period_start
        and before.period_end = after.period_end
        and before.accession = after.accession

)

select
    last_filed.capex_id,
    last_filed.company_id,
    last_filed.measure,
    last_filed.period_type,
    last_filed.fiscal_year,
    last_filed.fiscal_quarter,
    last_filed.period_start,
    last_filed.period_end,
    last_filed.currency,
    first_filed.amount as first_reported_amount,
    last_filed.amount as latest_amount,
    cast(last_filed.amount - first_filed.amount as decimal(24, 2)) as difference,
    {{ growth_pct('last_filed.amount', 'first_filed.amount') }} as difference_pct,
    case
        when first_filed.concept <> last_filed.concept then 'other_concept'
        when shared_operands.last_vintage_id is not null then 'one_operand_restated'
        else 'restated'
    end as cause,
    first_filed.known_on as first_reported_on,
    last_filed.known_on,
    last_filed.evidence,
    first_filed.derivation as first_derivation,
    last_filed.derivation,
    first_filed.accession as first_accession,
    last_filed.accession,
    first_filed.source_url as first_source_url,
    last_filed.source_url
from last_filed
inner join first_filed on last_filed.capex_id = first_filed.capex_id
left join shared_operands
    on first_filed.vintage_id = shared_operands.first_vintage_id
    and last_filed.vintage_id = shared_operands.last_vintage_id
where last_filed.amount <> first_filed.amount
order by last_filed.known_on desc, last_filed.capex_id
