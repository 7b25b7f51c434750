"""House rules of the dbt project, read from the parsed manifest.

Trap avoided: rules that live in a style guide. Whoever adds a model without its grain, a column without its meaning or a check
whose name hides another one is told here.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from dbt.cli.main import dbtRunner

from ingest.catalog import companies

DBT = Path(__file__).parents[1] / "dbt"
PROVENANCE = ("evidence", "source_url")
FOUND_IN = ("accession", "document_id")
LINKS = ("dim_", "bridge_")
KEPT_FOR_THE_NEXT_RUN = {"int_version_stated"}  # reads the finished marts: it is what publishing compares the next version with
SQL_WORDS = re.compile(r"\blambda \w+(, \w+)*:")


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("manifest")
    common = ["--project-dir", str(DBT), "--profiles-dir", str(DBT), "--target-path", str(folder), "--log-path", str(folder)]
    parsed = dbtRunner().invoke(["parse", "--quiet", "--no-partial-parse", *common])
    assert parsed.success, parsed.exception
    return parsed.result


@pytest.fixture(scope="module")
def models(manifest):
    return {node.name: node for node in manifest.nodes.values() if node.resource_type == "model"}


@pytest.fixture(scope="module")
def tests(manifest):
    return [node for node in manifest.nodes.values() if node.resource_type == "test"]


def test_every_model_says_what_it_is_its_grain_and_its_units(models):
    silent = [name for name, node in models.items() if "Grain: " not in node.description or "Units: " not in node.description]
    assert silent == []


def test_every_column_has_a_meaning(models):
    bare = [
        f"{name}.{column.name}" for name, node in models.items() for column in node.columns.values() if not column.description
    ]
    assert bare == []
    assert [name for name, node in models.items() if not node.columns] == []


def test_every_model_is_tested(models, tests):
    tested = {parent for test in tests for parent in test.depends_on.nodes}
    assert [name for name, node in models.items() if node.unique_id not in tested] == []


def test_every_test_has_a_name_of_its_own_that_is_a_sentence(tests):
    names = Counter(test.name for test in tests)
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if not name.startswith("assert_")] == []


def test_marts_and_reports_are_contracts_of_typed_columns(models):
    public = {name: node for name, node in models.items() if node.schema in ("marts", "reports")}
    assert [name for name, node in public.items() if not node.contract.enforced] == []
    untyped = [
        f"{name}.{column.name}" for name, node in public.items() for column in node.columns.values() if not column.data_type
    ]
    assert untyped == []


def test_what_people_read_carries_its_provenance(models):
    public = [node for node in models.values() if node.schema in ("marts", "reports") and not node.name.startswith(LINKS)]
    lost = [
        f"{node.name} lacks {wanted}"
        for node in public
        for wanted in (*PROVENANCE, FOUND_IN)
        if not any(column.endswith(wanted) for column in node.columns)
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("layer", "prefixes"),
    [("staging", ["stg_"]), ("intermediate", ["int_"]), ("marts", ["dim_", "fct_", "bridge_"]), ("reports", ["rpt_"])],
)
def test_names_tell_the_layer(models, layer, prefixes):
    names = [name for name, node in models.items() if node.schema == layer]
    assert names
    assert [name for name in names if not name.startswith(tuple(prefixes))] == []


def test_layers_are_read_in_one_direction(manifest, models):
    order = ["staging", "intermediate", "marts", "reports"]
    backwards = [
        f"{name} reads {parent}"
        for name, node in models.items()
        for parent in node.depends_on.nodes
        if parent.startswith("model.")
        and name not in KEPT_FOR_THE_NEXT_RUN
        and order.index(manifest.nodes[parent].schema) > order.index(node.schema)
    ]
    assert backwards == []
    sources = [
        name
        for name, node in models.items()
        if node.schema != "staging" and any(p.startswith("source.") for p in node.depends_on.nodes)
    ]
    assert sources == []


def test_no_company_is_named_in_sql(manifest, models):
    names = re.compile(rf"\b({'|'.join(companies.load())})(?![a-z])", re.IGNORECASE)
    code = {macro.name: macro.macro_sql for macro in manifest.macros.values() if macro.package_name == "capex"}
    code |= {name: node.raw_code for name, node in models.items()}
    named = {name: found.group() for name, text in code.items() if (found := names.search(SQL_WORDS.sub("", text)))}
    assert named == {}
