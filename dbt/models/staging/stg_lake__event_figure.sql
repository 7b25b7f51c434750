select
    figure_id,
    event_id,
    role,
    reason
from {{ source('lake', 'event_figure') }}
