"""Concepts of the measures: preference, signs, and filers' own elements."""

import gzip
import json
from pathlib import Path

import pytest

from ingest.catalog import concepts

FACTS = Path(__file__).parents[2] / "../shared/data/companyfacts"


def ranks(measure: str) -> dict[str, int]:
    return {c.concept: c.preference for c in concepts.load() if c.measure == measure}


def test_capex_concepts_stand_in_the_order_of_the_methodology():
    assert list(ranks("cash_ppe_gross"))[:4] == [
        "PaymentsToAcquirePropertyPlantAndEquipment",
        "PaymentsToAcquireProductiveAssets",
        "PaymentsToAcquireOtherPropertyPlantAndEquipment",
        "PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities",
    ]
    assert list(ranks("cash_ppe_gross").values()) == [1, 2, 3, 4, 5]


def test_a_concept_feeds_one_measure_only():
    keys = [(c.taxonomy, c.concept) for c in concepts.load()]
    assert len(keys) == len(set(keys)) > 25
    assert {c.taxonomy for c in concepts.load()} == {"us-gaap", "ifrs-full"}


def test_payments_and_additions_are_stored_positive_and_income_keeps_its_sign():
    assert concepts.unsigned() == {"cash_ppe_gross", "finance_lease_principal", "finance_lease_additions"}


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("PurchasesOfPropertyAndEquipmentAndIntangibleAssets", "cash_ppe_gross"),
        ("PaymentsToAcquirePropertyAndEquipmentIncludingInternalUseSoftwareAndWebsiteDevelopment", "cash_ppe_gross"),
        ("ProceedsFromPropertyPlantAndEquipmentSalesAndIncentives", "proceeds_ppe"),
        ("PrincipalRepaymentsOfFinanceLeases", "finance_lease_principal"),
        ("PaymentsForFinancedPropertyPlantAndEquipmentAndIntangibleAssetsFinancingActivities", None),
        ("AccruedPurchasesOfPropertyAndEquipmentCurrent", None),
        ("RightofUseAssetsObtainedinExchangeforOperatingandFinanceLeaseLiabilities", None),
        ("PropertyAndEquipmentObtainedInExchangeForFinancingObligations", None),
    ],
)
def test_a_filers_own_element_is_known_by_its_whole_name(name, measure):
    concept = concepts.custom(name)
    assert (concept.measure if concept else None) == measure
    assert concept is None or concept.preference > max(ranks(measure).values())


@pytest.mark.skipif(not FACTS.is_dir(), reason="the shared company facts are not here")
def test_every_filer_has_capex_revenue_and_operating_cash_flow_of_its_newest_annual_report():
    for path in FACTS.glob("*.json.gz"):
        facts = json.loads(gzip.decompress(path.read_bytes()))["facts"]
        for measure in ("cash_ppe_gross", "revenue", "operating_cash_flow", "depreciation"):
            ends = {
                row["end"]
                for concept in concepts.load()
                if concept.measure == measure
                for rows in facts.get(concept.taxonomy, {}).get(concept.concept, {}).get("units", {}).values()
                for row in rows
            }
            assert max(ends) >= "2024-12-31", (path.name, measure)
