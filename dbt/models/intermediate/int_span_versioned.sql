with spans as (

    select * from {{ ref('int_fact_combined') }}

),

by_day as (

    select *
    from spans
    qualify row_number() over (
        partition by company_id, measure, concept, start_index, end_index, filed_on
        order by accession desc, period_start, period_end
    ) = 1

),

-- A filing that repeats the figure is no new version: the value belongs to the filing that first gave it.
changes as (

    select *
    from by_day
    qualify amount is distinct from lag(amount) over (
        partition by company_id, measure, concept, start_index, end_index
        order by filed_on
    )

)

select
    *,
    filed_on as valid_from,
    coalesce(
        lead(filed_on) over (
            partition by company_id, measure, concept, start_index, end_index
            order by filed_on
        ),
        {{ end_of_time() }}
    ) as valid_to
from changes
