select
    event_id as commitment_id,
    relation,
    related_event_id as related_commitment_id,
    document_id,
    known_on,
    reason
from {{ ref('stg_lake__event_relation') }}
