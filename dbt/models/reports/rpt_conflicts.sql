with told as (

    select * from {{ ref('int_event_figure_joined') }}

),

spokesmen as (

    select * from told where is_spokesman

),

-- One commitment or financing, another amount in the same currency.
of_events as (

    select
        told.event_type as subject,
        told.event_id as subject_id,
        told.company_id,
        coalesce(spokesmen.place, spokesmen.period) as about,
        spokesmen.amount as kept_amount,
        told.amount as other_amount,
        told.currency,
        'sources give different amounts' as reason,
        spokesmen.evidence as kept_evidence,
        spokesmen.document_id as kept_document_id,
        spokesmen.source_url as kept_source_url,
        spokesmen.quote as kept_quote,
        told.evidence as other_evidence,
        told.document_id as other_document_id,
        told.source_url as other_source_url,
        told.quote as other_quote,
        told.quote_kind,
        told.known_on
    from told
    inner join spokesmen on told.event_id = spokesmen.event_id and told.currency = spokesmen.currency
    where told.event_type in ('commitment', 'financing') and not {{ equal_as_printed('told.amount', 'spokesmen.amount') }}

),

filed as (

    select *
    from {{ ref('int_capex_converted') }}
    where superseded_on is null and evidence in ('reported', 'derived')

),

announced as (

    select * from {{ ref('int_capex_told') }}
    where unused_reason is null

),

-- A filing and a text on one quantity: the filing wins.
of_filings as (

    select
        'capex' as subject,
        filed.capex_id as subject_id,
        announced.company_id,
        announced.measure || ' ' || announced.period_type || ' to ' || filed.period_end as about,
        filed.amount as kept_amount,
        announced.amount as other_amount,
        announced.currency,
        'the filing has another amount than the text' as reason,
        filed.evidence as kept_evidence,
        null as kept_document_id,
        filed.source_url as kept_source_url,
        filed.derivation as kept_quote,
        announced.evidence as other_evidence,
        announced.document_id as other_document_id,
        announced.source_url as other_source_url,
        announced.quote as other_quote,
        announced.quote_kind,
        announced.known_on
    from announced
    inner join filed
        on announced.company_id = filed.company_id
        and announced.measure = filed.measure
        and announced.period_type = filed.period_type
        and announced.end_index = filed.end_index
        and announced.currency = filed.currency
    where not {{ equal_as_printed('announced.amount', 'filed.amount') }}

),

-- Two texts on one quantity that no filing has.
of_texts as (

    select
        'capex' as subject,
        {{ capex_id_of('chosen') }} as subject_id,
        announced.company_id,
        announced.measure || ' ' || announced.period_type || ' to ' || chosen.period_end as about,
        chosen.amount as kept_amount,
        announced.amount as other_amount,
        announced.currency,
        'two texts give different amounts' as reason,
        chosen.evidence as kept_evidence,
        chosen.document_id as kept_document_id,
        chosen.source_url as kept_source_url,
        chosen.quote as kept_quote,
        announced.evidence as other_evidence,
        announced.document_id as other_document_id,
        announced.source_url as other_source_url,
        announced.quote as other_quote,
        announced.quote_kind,
        announced.known_on
    from announced
    inner join {{ ref('int_capex_announced') }} as chosen
        on announced.company_id = chosen.company_id
        and announced.measure = chosen.measure
        and announced.period_type = chosen.period_type
        and announced.end_index = chosen.end_index
        and announced.currency = chosen.currency
    anti join filed
        on announced.company_id = filed.company_id
        and announced.measure = filed.measure
        and announced.period_type = filed.period_type
        and announced.end_index = filed.end_index
    where not {{ equal_as_printed('announced.amount', 'chosen.amount') }}

),

-- Two ways to one number within the filings.
within_filings as (

    select
        'capex' as subject,
        {{ capex_id_of('contradicted') }} as subject_id,
        contradicted.company_id,
        contradicted.measure || ' ' || contradicted.period_type || ' to ' || contradicted.period_end as about,
        contradicted.kept_amount,
        contradicted.other_amount,
        contradicted.currency,
        case contradicted.kind
            when 'tagged_and_difference' then 'the tagged quarter is not the difference of the year-to-date figures'
            when 'other_concept' then 'another concept of the same measure has another amount'
            else 'the year is not the sum of its quarters'
        end as reason,
        'reported' as kept_evidence,
        null as kept_document_id,
        contradicted.kept_source_url,
        contradicted.kept_derivation as kept_quote,
        'reported' as other_evidence,
        null as other_document_id,
        contradicted.other_source_url,
        contradicted.other_derivation as other_quote,
        null as quote_kind,
        greatest(contradicted.kept_filed_on, contradicted.other_filed_on) as known_on
    from {{ ref('int_capex_contradicted') }} as contradicted

),

conflicts as (

    select * from of_events
    union all
    select * from of_filings
    union all
    select * from of_texts
    union all
    select * from within_filings

)

select
    subject,
    subject_id,
    company_id,
    about,
    kept_amount::decimal(24, 2) as kept_amount,
    other_amount::decimal(24, 2) as other_amount,
    currency,
    (other_amount - kept_amount)::decimal(24, 2) as difference,
    {{ growth_pct('other_amount', 'kept_amount') }} as difference_pct,
    reason,
    kept_evidence,
    kept_document_id,
    kept_source_url,
    kept_quote,
    other_evidence,
    other_document_id,
    other_source_url,
    other_quote,
    quote_kind,
    known_on
from conflicts
order by known_on desc, company_id, subject_id, other_amount
