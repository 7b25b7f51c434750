"""The main job: everything, sources to published files."""

import dagster as dg

from dagster_project.launch import JOB_NAME

capex_job = dg.define_asset_job(
    JOB_NAME,
    selection=dg.AssetSelection.all(),
    description="Collect what is new, extract figures, build the tables, run every check, publish.",
)
