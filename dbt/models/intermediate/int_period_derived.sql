with spans as (

    select * from {{ ref('int_span_versioned') }}

),

tagged as (

    select
        company_id,
        measure,
        lease_basis,
        concept,
        preference,
        if(quarter_count = 1, 'quarter', 'year') as period_type,
        end_index,
        period_start,
        period_end,
        currency,
        amount,
        false as is_difference,
        operands,
        valid_from,
        valid_to
    from spans
    where quarter_count in (1, 4)

),

-- Two spans of one concept that begin together: what the longer has more is the quarter between their ends.
differences as (

    select
        longer.company_id,
        longer.measure,
        longer.lease_basis,
        longer.concept,
        longer.preference,
        'quarter' as period_type,
        longer.end_index,
        shorter.period_end + 1 as period_start,
        longer.period_end,
        longer.currency,
        cast(longer.amount - shorter.amount as decimal(24, 2)) as amount,
        true as is_difference,
        longer.operands || {{ negated('shorter.operands') }} as operands,
        greatest(longer.valid_from, shorter.valid_from) as valid_from,
        least(longer.valid_to, shorter.valid_to) as valid_to
    from spans as longer
    inner join spans as shorter
        on longer.company_id = shorter.company_id
        and longer.measure = shorter.measure
        and longer.concept = shorter.concept
        and longer.start_index = shorter.start_index
        and longer.end_index = shorter.end_index + 1
        and longer.period_end - shorter.period_end between 80 and 100
        and longer.valid_from < shorter.valid_to
        and shorter.valid_from < longer.valid_to

),

filed as (

    select *, if(len(operands) = 1, 'reported', 'derived') as evidence
    from tagged

    union all by name

    select *, 'derived' as evidence
    from differences

),

-- What the company says in a text stands until, and only where, no filing has it.
announced as (

    select
        announced.company_id,
        announced.measure,
        if(announced.measure = 'incl_finance_leases', companies.lease_basis, null) as lease_basis,
        {{ text_preference() }} as preference,
        announced.period_type,
        announced.end_index,
        announced.period_start,
        announced.period_end,
        announced.currency,
        announced.amount,
        false as is_difference,
        announced.evidence,
        announced.document_id,
        announced.quote,
        announced.quote_kind,
        announced.source_url,
        announced.known_on as valid_from,
        {{ end_of_time() }} as valid_to
    from {{ ref('int_capex_announced') }} as announced
    inner join {{ ref('stg_lake__company') }} as companies on announced.company_id = companies.company_id

)

select * from filed
union all by name
select * from announced
