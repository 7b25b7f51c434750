select
    links.event_id,
    events.event_type,
    links.role,
    links.reason,
    events.figure_id = links.figure_id as is_spokesman,
    figures.*
from {{ ref('stg_lake__event_figure') }} as links
inner join {{ ref('stg_lake__event') }} as events on links.event_id = events.event_id
inner join {{ ref('int_figure_sourced') }} as figures on links.figure_id = figures.figure_id
