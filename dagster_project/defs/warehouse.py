"""The dbt layers as assets; every dbt test is an asset check of the table it guards."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

from dagster_project import transform
from ingest.settings import Settings

MANIFEST = transform.manifest_path(Settings())
TRANSLATOR = DagsterDbtTranslator(settings=DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))
PROJECT = DbtProject(project_dir=transform.PROJECT_DIR, target_path=transform.target_dir(Settings()))


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR, project=PROJECT, name="warehouse")
def warehouse(context: dg.AssetExecutionContext) -> Iterator[Any]:
    """Build staging, intermediate, marts and reports; a failed blocking test stops the run before anything is published."""
    selected = [] if not context.is_subset else sorted(_selected_models(context))
    for event in transform.build(Settings(), selected):
        message = DbtCoreCliEventMessage(raw_event=dict(event), event_history_metadata={})
        yield from message.to_default_asset_events(manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR, context=context)


def _selected_models(context: dg.AssetExecutionContext) -> set[str]:
    """dbt names of the tables chosen in the launchpad or the asset graph."""
    return {key.path[-1] for key in context.selected_asset_keys}
