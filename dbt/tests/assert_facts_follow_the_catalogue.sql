-- Facts carry the measure and the rank that their concept had when they were read. A part of the lake that was not read
-- again after the catalogue changed would be merged in the old order.
select distinct
    facts.company_id,
    facts.taxonomy,
    facts.concept,
    facts.measure,
    facts.preference
from {{ ref('stg_lake__fact') }} as facts
inner join {{ source('lake', 'concept') }} as concepts
    on facts.taxonomy = concepts.taxonomy and facts.concept = concepts.concept
where facts.measure <> concepts.measure or facts.preference <> concepts.preference
