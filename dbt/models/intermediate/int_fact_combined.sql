with facts as (

    select
        company_id,
        measure,
        cast(null as varchar) as lease_basis,
        taxonomy || ':' || concept as concept,
        preference,
        currency,
        period_start,
        period_end,
        start_index,
        end_index,
        quarter_count,
        value as amount,
        accession,
        filed_on,
        [{{ operand('1') }}] as operands
    from {{ ref('int_fact_placed') }}
    where exclusion_reason is null

),

-- What may be added up with what: figures of one filing for one span. Across filings one of them may already be net of
-- the other (a line that turns from gross to net keeps its tag).
by_filing as (

    select *
    from facts
    qualify row_number() over (
        partition by company_id, measure, accession, start_index, end_index
        order by preference, concept, period_start
    ) = 1

),

net_of_proceeds as (

    select
        gross.* replace (
            'cash_ppe_net' as measure,
            gross.concept || ' - ' || proceeds.concept as concept,
            {{ combined_preference() }} as preference,
            cast(gross.amount - proceeds.amount as decimal(24, 2)) as amount,
            gross.operands || {{ negated('proceeds.operands') }} as operands
        )
    from by_filing as gross
    inner join by_filing as proceeds
        on gross.company_id = proceeds.company_id
        and gross.accession = proceeds.accession
        and gross.start_index = proceeds.start_index
        and gross.end_index = proceeds.end_index
    where gross.measure = 'cash_ppe_gross' and proceeds.measure = 'proceeds_ppe'

),

-- Cash capex as the company counts it: net where the filing gives proceeds, else gross.
cash as (

    select *
    from (
        select * from net_of_proceeds
        union all by name
        select * from by_filing where measure in ('cash_ppe_net', 'cash_ppe_gross')
    )
    qualify row_number() over (
        partition by company_id, accession, start_index, end_index
        order by measure = 'cash_ppe_net' desc, preference
    ) = 1

),

with_lease_principal as (

    select
        cash.* replace (
            'incl_finance_leases' as measure,
            companies.lease_basis as lease_basis,
            cash.concept || ' + ' || principal.concept as concept,
            {{ combined_preference() }} as preference,
            cast(cash.amount + principal.amount as decimal(24, 2)) as amount,
            cash.operands || principal.operands as operands
        )
    from cash
    inner join by_filing as principal
        on cash.company_id = principal.company_id
        and cash.accession = principal.accession
        and cash.start_index = principal.start_index
        and cash.end_index = principal.end_index
    inner join {{ ref('stg_lake__company') }} as companies on cash.company_id = companies.company_id
    where principal.measure = 'finance_lease_principal' and companies.lease_basis = 'principal'

)

select * from facts
union all by name
select * from net_of_proceeds
union all by name
select * from with_lease_principal
