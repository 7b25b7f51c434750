select
    company_id,
    taxonomy,
    concept,
    measure,
    preference,
    currency,
    period_start,
    period_end,
    period_end - period_start + 1 as period_days,
    value,
    accession,
    form,
    filed_on,
    source,
    source_url
from {{ source('lake', 'fact') }}
-- The same fact of the same filing can arrive twice: by company facts and out of the filing itself.
qualify row_number() over (
    partition by company_id, taxonomy, concept, currency, period_start, period_end, accession
    order by source, filed_on, value
) = 1
