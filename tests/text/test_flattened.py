"""Tables of one cell a line are put together to rows; lists of headlines and key figures are not."""

from ingest.text.flattened import Found, flattened
from ingest.text.segments import cells, segments

_TABLE = "Capex tracker\nCompany\n2024\n2025\nAmazon\n83\n131.8\nMeta\n39.2\n72.2\nSource: filings."


def _lines(text: str) -> list[tuple[int, int]]:
    ends, at = [], 0
    for line in text.split("\n"):
        ends.append((at, at + len(line)))
        at += len(line) + 1
    return ends


def test_a_table_is_found_with_its_head():
    assert flattened(_TABLE, _lines(_TABLE)) == [Found(1, 10, 3, 3)]


def test_rows_are_segments_whose_cells_are_lines():
    rows = [segment for segment in segments(_TABLE) if segment.kind == "table_row"]
    assert [[_TABLE[a:b] for a, b in cells(_TABLE, row.start, row.end)] for row in rows] == [
        ["Company", "2024", "2025"],
        ["Amazon", "83", "131.8"],
        ["Meta", "39.2", "72.2"],
    ]


def test_the_heading_of_the_first_column_shows_where_rows_begin():
    text = "Pipeline\nDeveloper\nSite\nCapex\nStatus\nOne\nHamina\n€1.2bn\nApproved\nTwo\nLule\n€850m\nPlanned\nRead next"
    assert flattened(text, _lines(text)) == [Found(1, 13, 4, 4)]


def test_headlines_and_a_few_key_figures_are_no_table():
    for text in ("Revenue\n$5bn\nProfit\n$1bn", "One headline\nAnother headline\nA third\nA fourth\nA fifth", "Meta\n22.1"):
        assert flattened(text, _lines(text)) == []
