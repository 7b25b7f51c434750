{#
    Descriptions of tables and columns as comments of the build file, all in one statement at the end of a run: dbt's own
    `persist_docs` asks and writes table by table, which takes longer than the tests do.
#}

{% macro describe_tables() %}
    {% if execute and flags.WHICH in ('run', 'build') %}
        {% set found = run_query("
            select schema_name || '.' || table_name || '.' || column_name
            from duckdb_columns() where database_name = current_database()
        ").columns[0].values() %}
        {% set comments = [] %}
        {% for node in graph.nodes.values() if node.resource_type == 'model' %}
            {% set built = [] %}
            {% for column in node.columns.values() if node.schema ~ '.' ~ node.alias ~ '.' ~ column.name in found %}
                {% do built.append('comment on column ' ~ node.relation_name ~ '."' ~ column.name ~ '" is ' ~ quoted(column.description)) %}
            {% endfor %}
            {% if built %}
                {% do comments.append('comment on table ' ~ node.relation_name ~ ' is ' ~ quoted(node.description)) %}
                {% do comments.extend(built) %}
            {% endif %}
        {% endfor %}
        {% if comments %}
            {% do run_query(comments | join(';\n')) %}
        {% endif %}
    {% endif %}
{% endmacro %}

{% macro quoted(text) %}
    {%- do return("'" ~ text | replace("'", "''") ~ "'") -%}
{% endmacro %}
