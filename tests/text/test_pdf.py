"""PDF: wrapped lines become paragraphs, rows of tables stay rows, unreadable files say why."""

import pytest

from ingest.errors import CapexError
from ingest.figures.tables import table_figures
from ingest.text import document, pdf
from ingest.text.segments import segments
from tests.text.papers import pdf as paper
from tests.text.papers import right

RELEASE = [
    (72, 740, "Acme Corporation"),
    (72, 725, "Second Quarter 2025 Results"),
    (72, 700, "Acme Corporation today announced its results for the second quarter of 2025. Capital"),
    (72, 688, "expenditures came to $1.2 billion, and the company now expects to spend between $4.5"),
    (72, 676, "billion and $5.0 billion in the full year."),
    (72, 650, "CONSOLIDATED STATEMENTS OF CASH FLOWS"),
    (72, 638, "(In millions)"),
    (310, 622, "Three Months Ended"),
    (430, 622, "Six Months Ended"),
    (325, 610, "June 30,"),
    (440, 610, "June 30,"),
    *[right(x, 598, year) for x, year in zip((340, 400, 460, 520), ("2025", "2024") * 2, strict=True)],
    (72, 586, "Net cash from operating activities"),
    *[right(x, 586, n) for x, n in zip((340, 400, 460, 520), ("2,500", "2,100", "4,900", "4,000"), strict=True)],
    (72, 574, "Purchases of property and"),
    (80, 562, "equipment"),
    *[right(x, 562, n) for x, n in zip((343, 403, 463, 523), ("(1,234)", "(987)", "(2,345)", "(1,876)"), strict=True)],
    (72, 550, "Proceeds from sales of property"),
    *[right(x, 550, n) for x, n in zip((340, 400, 460, 520), ("12", "5", "20", "9"), strict=True)],
]


def test_prose_is_unwrapped():
    text = pdf.read(paper(RELEASE), "acme.pdf").text
    assert "Capital expenditures came to $1.2 billion, and the company now expects to spend between $4.5 billion and" in text


def test_table_rows_stay_rows_and_a_broken_label_is_whole():
    text = pdf.read(paper(RELEASE), "acme.pdf").text
    assert " | Three Months Ended | Three Months Ended | Six Months Ended | Six Months Ended\n" in text
    assert "\nPurchases of property and equipment | (1,234) | (987) | (2,345) | (1,876)\n" in text


def test_capex_of_a_results_announcement():
    parsed = document.read(paper(RELEASE), filename="acme.pdf")
    figures = table_figures(parsed.text, segments(parsed.text)).figures
    assert [(f.period, int(f.low) // 10**6) for f in figures] == [
        ("CY2025-Q2", 1234),
        ("CY2024-Q2", 987),
        ("CY2025-Q1/CY2025-Q2", 2345),
        ("CY2024-Q1/CY2024-Q2", 1876),
    ]
    assert all(parsed.text[f.start : f.end] == f.quote for f in figures)


def test_columns_of_prose_are_read_one_after_the_other():
    left = [(72.0, 700.0 - 12 * n, f"left column line {n} tells of capital spending") for n in range(6)]
    right_ = [(330.0, 700.0 - 12 * n, f"right column line {n} tells of something else") for n in range(6)]
    text = pdf.read(paper(left + right_), "two.pdf").text
    assert text.index("left column line 5") < text.index("right column line 0")


def test_pages_follow_each_other():
    assert pdf.read(paper([(72, 700, "Page one.")], [(72, 700, "Page two.")]), "two.pdf").text == "Page one.\n\nPage two."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (paper([]), "scan.pdf: the PDF has no text layer"),
        (paper(RELEASE, encrypted=True), "scan.pdf: the PDF is encrypted"),
        (b"%PDF-1.4 cut off", "scan.pdf: not a readable PDF"),
        (paper(RELEASE)[:700], "scan.pdf: not a readable PDF|scan.pdf: the PDF has no text layer"),
    ],
)
def test_unreadable_files_say_why(data, reason):
    with pytest.raises(CapexError, match=reason):
        pdf.read(data, "scan.pdf")
