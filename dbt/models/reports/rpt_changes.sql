with current_version as (

    select * from {{ ref('int_version_stated') }}

),

previous_version as (

    select * from {{ ref('stg_lake__published_state') }}

),

-- Without a previous version everything would be new, which says nothing.
compared as (

    select
        coalesce(now.subject, before.subject) as subject,
        coalesce(now.subject_id, before.subject_id) as subject_id,
        coalesce(now.company_id, before.company_id) as company_id,
        coalesce(now.about, before.about) as about,
        case
            when now.subject_id is null then 'removed'
            when before.subject_id is null then 'new'
            when row(now.amount_low, now.amount_high, now.currency) is distinct from row(before.amount_low, before.amount_high, before.currency)
                then if(now.subject = 'capex', 'restated', 'amount_changed')
            else 'state_changed'
        end as change,
        before.amount_low as previous_low,
        before.amount_high as previous_high,
        before.state as previous_state,
        now.amount_low,
        now.amount_high,
        coalesce(now.currency, before.currency) as currency,
        now.state,
        now.known_on,
        now.document_id,
        now.source_url,
        now.quote,
        now.quote_kind,
        now.evidence,
        now.accession
    from current_version as now
    full outer join previous_version as before on now.subject = before.subject and now.subject_id = before.subject_id
    where exists (select 1 from previous_version)
        and row(now.amount_low, now.amount_high, now.currency, now.state)
        is distinct from row(before.amount_low, before.amount_high, before.currency, before.state)

)

select *
from compared
order by known_on desc nulls last, subject, subject_id
