-- How new and how much.
select
    (select max(newest_filed_on) from marts.dim_company) as newest_filing,
    (select max(published_on) from marts.dim_document) as newest_document,
    (select count(*) from marts.dim_document) as documents,
    (select count(distinct company_id) from series) as companies,
    (select count(*) filter (text_kind = 'authored') from marts.dim_document) as authored
