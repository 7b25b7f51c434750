with figures as (

    select document_id, count(*) as figure_count
    from {{ ref('stg_lake__figure') }}
    group by document_id

)

select
    documents.document_id,
    documents.story_id,
    documents.title,
    documents.publisher,
    documents.published_on,
    documents.published_basis,
    documents.language,
    documents.source_url,
    documents.accession,
    documents.kind,
    documents.text_kind,
    documents.media_type,
    documents.source,
    documents.raw_sha256,
    documents.retrieved_at,
    length(documents.text)::bigint as character_count,
    coalesce(figures.figure_count, 0) as figure_count
from {{ ref('stg_lake__document') }} as documents
left join figures on documents.document_id = figures.document_id
