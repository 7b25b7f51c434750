"""Whose amount it is, where the nearest name is the wrong one."""

import pytest

from ingest.figures.extract import figures_of

PAYERS = [
    ("For OpenAI we have committed to invest $30 billion.", "SoftBank on its plans", "softbank"),
    ("Für Alphabet haben wir 3 Milliarden Euro in Rechenzentren investiert.", "Interview mit Vantage Data Centers", "vantage"),
    (
        "Microsoft has spent $7.3 billion in the UAE, including a $1.5 billion equity stake in G42 and "
        "more than $4.6 billion of capital expenditure on data centers.",
        "",
        "microsoft",
    ),
    ("Princeton Digital Group, backed by Warburg Pincus, will invest $1 billion in data centres.", "", "princeton_digital"),
]


@pytest.mark.parametrize(("text", "title", "payer"), PAYERS)
def test_the_payer_is_not_the_nearest_name(text, title, payer):
    language = "de" if text.startswith("Für") else "en"
    assert {figure.company for figure in figures_of(text, language=language, title=title)} == {payer}
