-- No number without its source: a filing and its address, or a document and its words.
select vintage_id, evidence, accession, document_id
from {{ ref('fct_capex_vintage') }}
where case
    when evidence in ('reported', 'derived') then accession is null or source_url is null or derivation is null
    else document_id is null or quote is null
end
