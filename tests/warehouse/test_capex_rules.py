"""The rules of METHODOLOGY sections 2 to 4, as dbt unit tests beside the models that apply them."""

from tests.warehouse.conftest import failures

RULES = {
    "quarters_are_differences_along_the_year_to_date_chain",
    "no_difference_is_taken_across_concepts",
    "trailing_twelve_months_are_no_fiscal_year",
    "years_of_53_weeks_and_quarters_of_14_weeks_are_whole",
    "every_vintage_of_a_restated_figure_is_kept",
    "convenience_translations_are_left_out",
    "a_missing_link_leaves_a_hole",
    "a_missing_quarter_says_why",
    "contradictions_beyond_rounding_are_recorded",
    "fiscal_labels_and_calendar_quarters_come_from_dates",
    "flows_are_converted_at_the_mean_rate_of_their_period",
    "a_year_in_usd_is_the_sum_of_its_converted_quarters",
    "lease_principal_is_added_where_the_company_counts_so",
}


def test_dbt_unit_tests_pass(warehouse):
    warehouse.build([], "--empty")
    result = warehouse.dbt("test", "--select", "test_type:unit")
    assert result.success, failures(result)
    passed = {r.node.name for r in result.result if r.status == "pass"}
    assert passed >= RULES
