"""Which period an amount belongs to, where the nearest one is another's."""

from datetime import date

import pytest

from ingest.figures.extract import figures_of

SENTENCES = [
    (
        "nl",
        "Proximus investeerde vorig jaar 1,3 miljard euro en verwacht dit jaar een capex van ongeveer 1,2 miljard euro.",
        [("actual", "CY2025"), ("guidance", "CY2026")],
    ),
    (
        "en",
        "Lumen's capital expenditures totaled $4.2 billion in 2025; for 2026 the plan is $3.9 billion.",
        [("actual", "CY2025"), ("guidance", "CY2026")],
    ),
    ("zh", "中国铁塔2024年资本开支319.4亿元，2025年资本开支计划为320亿元。", [("actual", "CY2024"), ("guidance", "CY2025")]),
    ("zh", "百度2025年二季度资本开支38亿元，全年预计约120亿元。", [("actual", "CY2025-Q2"), ("guidance", "CY2025")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_each_amount_has_its_own_period_and_tense(language, text, expected):
    figures = figures_of(text, language=language, published=date(2026, 2, 1))
    assert [(figure.type, figure.period) for figure in figures] == expected
