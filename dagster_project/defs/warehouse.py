"""The dbt layers as assets; every dbt test is an asset check of the table it guards."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets
from dagster_dbt.asset_utils import get_subset_selection_for_context
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage
from dagster_dbt.dbt_manifest import validate_manifest

from dagster_project import built, transform
from dagster_project.reporting import OWNERS
from ingest.settings import Settings

MANIFEST = validate_manifest(transform.manifest_path(Settings()))
PROJECT = DbtProject(project_dir=transform.PROJECT_DIR, target_path=transform.target_dir(Settings()))


class Translator(DagsterDbtTranslator):
    """Owners and tags as on the other assets; keys, groups and descriptions come from the dbt project."""

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return OWNERS

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetCheckSpec | None:
        """With the test's description, or its name, which is a sentence."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        sentence = manifest["nodes"][unique_id]["name"].removeprefix("assert_").replace("_", " ").capitalize()
        return spec and spec._replace(description=manifest["nodes"][unique_id]["description"] or f"{sentence}.")

    def get_tags(self, dbt_resource_props: Mapping[str, Any]) -> dict[str, str]:
        return {"layer": dbt_resource_props["schema"]}


TRANSLATOR = Translator(settings=DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR, project=PROJECT, name="warehouse")
def warehouse(context: dg.AssetExecutionContext) -> Iterator[Any]:
    """Build staging, intermediate, marts and reports; a failed blocking test stops the run before anything is published."""
    # Also what a single check asks for that is run by itself.
    selection, indirect = get_subset_selection_for_context(context, MANIFEST, None, None, None, TRANSLATOR, None)
    for event in transform.build(Settings(), selection, indirect):
        message = DbtCoreCliEventMessage(raw_event=dict(event), event_history_metadata={})
        made = message.to_default_asset_events(manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR, context=context)
        for result in made:
            is_table = isinstance(result, dg.Output)
            yield result.with_metadata({**built.metadata(_node(event)), **result.metadata}) if is_table else result


def _node(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return MANIFEST["nodes"][event["data"]["node_info"]["unique_id"]]
