{# Characters of the text shown on either side of a quote. #}
{% set margin = 240 %}

with figures as (

    select * from {{ ref('stg_lake__figure') }}

),

documents as (

    select * from {{ ref('stg_lake__document') }}

)

select
    figures.* exclude (published_on),
    coalesce(figures.published_on, documents.published_on) as published_on,
    coalesce(figures.published_on, documents.published_on, documents.retrieved_at::date) as known_on,
    {{ stated_amount('figures.amount_low', 'figures.amount_high') }} as amount,
    {{ shape_of('figures.amount_low', 'figures.amount_high', 'figures.modifier') }} as shape,
    case figures.attribution when 'company' then 'announced' when 'press' then 'press' else 'third_party' end as evidence,
    documents.text_kind as quote_kind,
    substring(
        documents.text,
        greatest(figures.span_start - {{ margin }}, 0) + 1,
        figures.span_end + {{ margin }} - greatest(figures.span_start - {{ margin }}, 0)
    ) as context,
    documents.title,
    documents.publisher,
    documents.source_url,
    documents.accession
from figures
inner join documents on figures.document_id = documents.document_id
