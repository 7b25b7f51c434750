"""The jobs: everything without network, the same with the live sources, and the measurement of the extractor.

Trap avoided: a job without the assets of the live sources would warn, on every click, that they were never materialised.
"""

import dagster as dg

from dagster_project.defs.checks import extraction_precision
from dagster_project.launch import JOB_NAME, LIVE_JOB_NAME

LIVE = {"resources": {"options": {"config": {"live": True}}}}
EXTRACTION = dg.AssetSelection.checks(extraction_precision)
ALL = dg.AssetSelection.all() - EXTRACTION

capex_job = dg.define_asset_job(
    JOB_NAME,
    selection=ALL,
    description="Sample and inbox: take what is new, extract figures, build the tables, run every check, publish. No network.",
)
live_job = dg.define_asset_job(
    LIVE_JOB_NAME,
    selection=ALL,
    config=LIVE,
    description="The same with EDGAR, newsroom feeds and exchange rates. Name companies in the launchpad to ask only for them.",
)
extraction_job = dg.define_asset_job(
    "extraction_quality",
    selection=EXTRACTION,
    description="Measure the extractor on the labelled corpus. Worth a run whenever rules or cue words changed.",
)
