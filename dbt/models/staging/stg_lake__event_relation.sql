select
    event_id,
    relation,
    related_event_id,
    document_id,
    known_on,
    reason
from {{ source('lake', 'event_relation') }}
