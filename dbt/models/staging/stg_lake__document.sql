select
    document_id,
    story_id,
    title,
    publisher,
    published_on,
    published_basis,
    language,
    source_url,
    accession,
    kind,
    text_kind,
    media_type,
    source,
    raw_sha256,
    retrieved_at,
    text
from {{ source('lake', 'document') }}
