{#
    Table macros of the published file: what was known on a day, for any DuckDB client that opens it.

        select * from guidance_as_of(date '2025-06-30')

    DuckDB checks the tables a macro reads when it is created, so they are created at the end of a run (`on-run-end` in
    dbt_project.yml), each if its tables exist. `copy from database` takes them along when the file is published.
#}

{% macro create_point_in_time_macros() %}
    {% if execute and flags.WHICH in ('run', 'build') %}
        {% if is_built('fct_capex_vintage') %}
            {% do run_query(capex_as_of()) %}
        {% endif %}
        {% if is_built('fct_guidance') %}
            {% do run_query(guidance_as_of()) %}
        {% endif %}
        {% if is_built('fct_commitment') and is_built('bridge_commitment_figure') and is_built('bridge_commitment_relation') %}
            {% do run_query(commitments_as_of()) %}
        {% endif %}
    {% endif %}
{% endmacro %}

{% macro is_built(name) %}
    {% do return(adapter.get_relation(database=target.database, schema='marts', identifier=name) is not none) %}
{% endmacro %}

{# Amounts in the version that was the newest one on the day. #}
{% macro capex_as_of() %}
create or replace macro main.capex_as_of(day) as table (
    select * exclude (superseded_on, is_latest)
    from marts.fct_capex_vintage
    where known_on <= day and (superseded_on is null or superseded_on > day)
)
{% endmacro %}

{#
    The guidance in force per chain, without the columns that only later texts fill. "Significantly more" leaves a number
    in force and is none itself; a withdrawal leaves nothing.
#}
{% macro guidance_as_of() %}
create or replace macro main.guidance_as_of(day) as table (
    with newest as (
        select * exclude (superseded_on, is_current, document_count, reaffirmation_count, last_reaffirmed_on)
        from marts.fct_guidance
        where known_on <= day and (shape <> 'directional' or action = 'withdrawn')
        qualify row_number() over (partition by chain_id order by sequence desc) = 1
    )

    select *
    from newest
    where action <> 'withdrawn'
)
{% endmacro %}

{# Commitments known by the day, with the status, overlaps and counted amount that followed from the texts of that day. #}
{% macro commitments_as_of() %}
create or replace macro main.commitments_as_of(day) as table (
    with told as (
        select
            commitment_id,
            arg_max({{ settled_status('status') }}, known_on) filter (where {{ settled_status('status') }} is not null) as stated_status,
            bool_and(status = 'reported_talks') as is_only_talks,
            count(distinct document_id) as document_count
        from marts.bridge_commitment_figure
        where known_on <= day
        group by commitment_id
    ),

    relations as (
        select
            known.commitment_id,
            arg_max(known.relation, (other.amount, other.commitment_id)) as relation,
            arg_max(known.related_commitment_id, (other.amount, other.commitment_id)) as related_commitment_id,
            sum(other.amount) filter (where known.relation = 'cumulative_of') as parts_amount,
            bool_or(known.relation = 'component_of') as is_part
        from marts.bridge_commitment_relation as known
        inner join marts.fct_commitment as other on known.related_commitment_id = other.commitment_id
        where known.known_on <= day
        group by known.commitment_id
    ),

    replaced as (
        select distinct related_commitment_id as commitment_id
        from marts.bridge_commitment_relation
        where known_on <= day and relation = 'supersedes'
    ),

    stated as (
        select
            commitments.* exclude (
                status, status_on, is_confirmed, relation, related_commitment_id, counted_amount, counted_usd, counted_reason,
                document_count, figure_count, last_mentioned_on
            ),
            if(replaced.commitment_id is not null, 'superseded', coalesce(told.stated_status, 'active')) as status,
            not told.is_only_talks as is_confirmed,
            relations.relation,
            relations.related_commitment_id,
            relations.parts_amount,
            coalesce(relations.is_part, false) as is_part,
            told.document_count
        from marts.fct_commitment as commitments
        inner join told on commitments.commitment_id = told.commitment_id
        left join relations on commitments.commitment_id = relations.commitment_id
        left join replaced on commitments.commitment_id = replaced.commitment_id
        where commitments.known_on <= day
    )

    select
        * exclude (parts_amount, is_part),
        {{ to_usd(counted_amount('amount', 'status', 'is_part', 'parts_amount', 'is_appropriation', 'not is_confirmed'), 'fx_rate') }}
            as counted_usd,
        {{ counted_reason('status', 'is_part', 'parts_amount', 'is_appropriation', 'not is_confirmed') }} as counted_reason
    from stated
)
{% endmacro %}
