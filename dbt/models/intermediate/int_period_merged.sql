with candidates as (

    select * from {{ ref('int_period_derived') }}
    -- Payments cannot be negative: then the two figures are not of one basis, and their difference is no quarter.
    where amount >= 0 or not is_difference or measure not in {{ outflows() }}

),

-- Every day on which the answer can change.
turns as (

    select distinct company_id, measure, period_type, end_index, valid_from as known_on
    from candidates

    union

    select distinct company_id, measure, period_type, end_index, valid_to as known_on
    from candidates
    where valid_to < {{ end_of_time() }}

),

best as (

    select
        turns.known_on,
        candidates.*
    from turns
    inner join candidates
        on turns.company_id = candidates.company_id
        and turns.measure = candidates.measure
        and turns.period_type = candidates.period_type
        and turns.end_index = candidates.end_index
        and turns.known_on >= candidates.valid_from
        and turns.known_on < candidates.valid_to
    qualify row_number() over (
        partition by turns.company_id, turns.measure, turns.period_type, turns.end_index, turns.known_on
        order by candidates.preference, candidates.is_difference, candidates.valid_from desc, candidates.concept
    ) = 1

),

vintages as (

    select *
    from best
    qualify row(amount, evidence) is distinct from lag(row(amount, evidence)) over (
        partition by company_id, measure, period_type, end_index
        order by known_on
    )

)

select
    * exclude (valid_from, valid_to),
    row_number() over later as vintage,
    lead(known_on) over later as superseded_on
from vintages
window later as (partition by company_id, measure, period_type, end_index order by known_on)
