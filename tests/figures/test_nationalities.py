"""The company that a nationality means is the last one from that country."""

import pytest

from ingest.figures.companies import find_companies


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("SAP and Snowflake met. The German software maker agreed.", ["sap", "snowflake", "sap"]),
        ("ASML and TSMC met. The Taiwanese company and the Dutch group agreed.", ["asml", "tsmc", "tsmc", "asml"]),
        ("Samsung fell. The Dutch group agreed.", ["samsung"]),
        ("Samsung fell, said the Dutch group ASML.", ["samsung", "asml"]),
        ("Mark Zuckerberg and Satya Nadella met.", ["meta", "microsoft"]),
    ],
)
def test_a_nationality_chooses_the_company(text, companies):
    assert [mention.company_id for mention in find_companies(text, "en")] == companies
