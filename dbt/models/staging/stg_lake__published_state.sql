select
    subject,
    subject_id,
    company_id,
    about,
    amount_low,
    amount_high,
    currency,
    state
from {{ source('lake', 'published_state') }}
