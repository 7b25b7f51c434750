"""The dbt layers as assets; every dbt test is an asset check of the table it guards."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets
from dagster_dbt.asset_utils import get_subset_selection_for_context
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage
from dagster_dbt.dbt_manifest import validate_manifest

from dagster_project import build_record, built, transform
from dagster_project.build_record import BuildRecord
from dagster_project.reporting import OWNERS, UNCHANGED
from ingest.publish import inputs
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
    """Build staging, intermediate, marts and reports; a failed blocking test stops the run before anything is published.

    The same inputs make the same tables: when nothing is new, what was built and checked before stands.
    """
    settings = Settings()
    # Also what a single check asks for that is run by itself.
    selection, indirect = get_subset_selection_for_context(context, MANIFEST, None, None, None, TRANSLATOR, None)
    made_from = inputs.hashes(settings.lake_dir)
    record = build_record.read(settings)
    if not selection and record is not None and record.inputs == made_from:
        with duckdb.connect(settings.build_path, read_only=True) as build:
            for event in record.events:
                yield from _results(context, event, build, {UNCHANGED: record.run_id[:8]})
        return
    build_record.remove(settings)
    events = []
    for event in transform.build(settings, selection, indirect):
        events.append(event)
        with transform.cursor() as build:
            yield from _results(context, event, build, {})
    if not selection:
        build_record.write(settings, BuildRecord(context.run_id, made_from, events))


def _results(
    context: dg.AssetExecutionContext, event: Mapping[str, Any], build: duckdb.DuckDBPyConnection, status: Mapping[str, str]
) -> Iterator[Any]:
    """What Dagster is told of a finished node: a table with its metadata, or a check."""
    message = DbtCoreCliEventMessage(raw_event=dict(event), event_history_metadata={})
    node = MANIFEST["nodes"][event["data"]["node_info"]["unique_id"]]
    for result in message.to_default_asset_events(manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR, context=context):
        is_table = isinstance(result, dg.Output)
        yield result.with_metadata({**built.metadata(node, build), **status, **result.metadata}) if is_table else result
