"""The rules of METHODOLOGY sections 5 to 7, as dbt unit tests beside the models that apply them."""

from pathlib import Path

import yaml

from tests.warehouse.conftest import ROOT, failures

RULES = ROOT / "dbt" / "models" / "intermediate" / "_intermediate_figures_rules.yml"


def test_dbt_unit_tests_of_figures_pass(warehouse):
    names = [test["name"] for test in yaml.safe_load(Path(RULES).read_text(encoding="utf-8"))["unit_tests"]]
    warehouse.build([], "--empty")
    result = warehouse.dbt("test", "--select", *names)
    assert result.success, failures(result)
    assert {r.node.name for r in result.result if r.status == "pass"} == set(names)
    assert len(names) >= 6
