"""Sources to typed rows: everything before the warehouse, in pure Python (imports neither Dagster nor dbt)."""
