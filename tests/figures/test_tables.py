"""Capex rows of statements: each period column with its days, unit, sign and currency; in every language; nothing else."""

import gzip
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.catalog import companies as catalogue
from ingest.figures.tables import TableFigure, TableReading, table_figures
from ingest.text import document
from ingest.text.segments import segments

FILINGS = Path(__file__).parents[2] / "../shared/data/filings"
shared = pytest.mark.skipif(not FILINGS.exists(), reason="../shared/data/filings is absent: hand-checked filings are not read")


def read(text: str, language: str = "en", filer: str | None = None, published: date | None = None) -> TableReading:
    company = catalogue.get(filer) if filer else None
    return table_figures(text, segments(text, language), language=language, company=company, published=published)


def millions(figures: tuple[TableFigure, ...]) -> list[tuple[str, float, str]]:
    return [(f.period, float(f.low or 0) / 1e6, f.currency) for f in figures]


# read in the filings by hand: file -> filer, (period, USD million, measure) of each column of each capex row
GROSS, NET = "cash_ppe_gross", "cash_ppe_net"
HAND_CHECKED = {
    "AAPL/10-K_aapl-10-k-2024-11-01": ("apple", [("FY2024", 9447, GROSS), ("FY2023", 10959, GROSS), ("FY2022", 10708, GROSS)]),
    "AAPL/10-Q_0000320193-23-000077": (
        "apple",
        [("FY2023-Q1/FY2023-Q3", 8796, GROSS), ("FY2022-Q1/FY2022-Q3", 7419, GROSS)],
    ),
    "AAPL/10-Q_aapl-20250329": ("apple", [("FY2025-Q1/FY2025-Q2", 6011, GROSS), ("FY2024-Q1/FY2024-Q2", 4388, GROSS)]),
    "AMD/10-K_0000002488-24-000012": ("amd", [("CY2023", 546, GROSS), ("CY2022", 450, GROSS), ("CY2021", 301, GROSS)]),
    "AMD/10-Q_0000002488-23-000139": ("amd", [("CY2023-Q1/CY2023-Q2", 283, GROSS), ("CY2022-Q1/CY2022-Q2", 203, GROSS)]),
    "AMZN/10-K_amzn-10-k-2025-02-07": (
        "amazon",
        [
            ("CY2023", 48133, NET),
            ("CY2024", 77658, NET),
            ("CY2022", 63645, GROSS),
            ("CY2023", 52729, GROSS),
            ("CY2024", 82999, GROSS),
        ],
    ),
    "AMZN/10-Q_0001018724-23-000012": (
        "amazon",
        [
            ("CY2022-Q2", 15724, GROSS),
            ("CY2023-Q2", 11455, GROSS),
            ("CY2022-Q1/CY2022-Q2", 30675, GROSS),
            ("CY2023-Q1/CY2023-Q2", 25662, GROSS),
            ("P12M", 65358, GROSS),
            ("P12M", 58632, GROSS),
            ("P12M", 59061, NET),
            ("P12M", 53963, NET),
        ],
    ),
    "GOOGL/10-K_0001652044-24-000022": (
        "alphabet",
        [("CY2021", 24640, GROSS), ("CY2022", 31485, GROSS), ("CY2023", 32251, GROSS)],
    ),
    "GOOGL/10-Q_0001652044-23-000094": (
        "alphabet",
        [("CY2022-Q1/CY2022-Q3", 23890, GROSS), ("CY2023-Q1/CY2023-Q3", 21232, GROSS)],
    ),
    "IBM/10-Q_0000051143-23-000021": (
        "ibm",
        [
            ("CY2023-Q1/CY2023-Q2", 664, GROSS),
            ("CY2022-Q1/CY2022-Q2", 620, GROSS),
            ("CY2023-Q1/CY2023-Q2", 944, NET),
            ("CY2022-Q1/CY2022-Q2", 871, NET),
        ],
    ),
    "IBM/10-Q_ibm-10-q-2025-07-24": (
        "ibm",
        [
            ("CY2025-Q1/CY2025-Q2", 454, GROSS),
            ("CY2024-Q1/CY2024-Q2", 459, GROSS),
            ("CY2025-Q1/CY2025-Q2", 657, NET),
            ("CY2024-Q1/CY2024-Q2", 761, NET),
        ],
    ),
    "IBM/10-K_ibm-10-k-2025-02-25": ("ibm", []),  # its statements are in an exhibit
    "META/10-K_0001326801-24-000012": (
        "meta",
        [
            ("CY2023", 27045, NET),
            ("CY2022", 31186, NET),
            ("CY2021", 18567, NET),
            ("CY2023", 27266, GROSS),
            ("CY2022", 31431, GROSS),
            ("CY2021", 18690, GROSS),
        ],
    ),
    "META/10-K_meta-10-k-2025-01-30": ("meta", [("CY2024", 37256, GROSS), ("CY2023", 27045, GROSS), ("CY2022", 31186, GROSS)]),
    "META/10-Q_0001326801-19-000037": ("meta", [("CY2019-Q1", 3837, NET), ("CY2018-Q1", 2812, NET)]),
    "NVDA/10-K_FY2023Q4": ("nvidia", [("FY2023", 1833, GROSS), ("FY2022", 976, GROSS), ("FY2021", 1128, GROSS)]),
    "NVDA/10-Q_FY2025Q2": ("nvidia", [("FY2025-Q1/FY2025-Q2", 1346, GROSS), ("FY2024-Q1/FY2024-Q2", 537, GROSS)]),
    "NVDA/10-Q_FY2026Q3": ("nvidia", [("FY2026-Q1/FY2026-Q3", 4758, GROSS), ("FY2025-Q1/FY2025-Q3", 2159, GROSS)]),
    "NVDA/EX-99.1_FY2024Q4_press-release": (
        "nvidia",
        [
            ("FY2024-Q4", 253, GROSS),
            ("FY2023-Q4", 509, GROSS),
            ("FY2024", 1069, GROSS),
            ("FY2023", 1833, GROSS),
            ("FY2024-Q3", 278, GROSS),
        ],
    ),
    "NVDA/EX-99.1_FY2026Q3_press-release": (
        "nvidia",
        [
            ("FY2026-Q3", 1637, GROSS),
            ("FY2025-Q3", 813, GROSS),
            ("FY2026-Q1/FY2026-Q3", 4758, GROSS),
            ("FY2025-Q1/FY2025-Q3", 2159, GROSS),
            ("FY2026-Q2", 1894, GROSS),
        ],
    ),
}


@shared
@pytest.mark.parametrize("name", HAND_CHECKED)
def test_hand_checked_filings(name):
    filer, expected = HAND_CHECKED[name]
    data = gzip.decompress((FILINGS / f"{name}.htm.gz").read_bytes())
    begun = time.process_time()
    parsed = document.read(data, filename=name)
    figures = read(parsed.text, parsed.language, filer, parsed.published_on).figures
    assert time.process_time() - begun < 2
    assert [(f.period, float(f.low or 0) / 1e6, f.measure) for f in figures] == expected
    for figure in figures:
        assert figure.currency == "USD" and figure.is_forecast is False
        assert parsed.text[figure.start : figure.end] == figure.quote
        assert figure.quote.startswith(figure.label)


@shared
def test_days_of_52_week_years():
    data = gzip.decompress((FILINGS / "NVDA" / "EX-99.1_FY2026Q2_press-release.htm.gz").read_bytes())
    figures = read(document.read(data).text, filer="nvidia").figures
    assert [(f.period_start, f.period_end) for f in figures[:3]] == [
        (date(2025, 4, 28), date(2025, 7, 27)),
        (date(2024, 4, 29), date(2024, 7, 28)),
        (date(2025, 1, 27), date(2025, 7, 27)),
    ]


STATEMENTS = [
    (
        "de",
        "Konzern-Kapitalflussrechnung\nin Mio. €\n\n | 1. Halbjahr 2025 | 1. Halbjahr 2024\n"
        "Auszahlungen für Investitionen in Sachanlagen | –1.234 | –987\nAbschreibungen auf Sachanlagen | 500 | 400\n"
        "Einzahlungen aus dem Abgang von Sachanlagen | 3 | 4",
        [("CY2025-Q1/CY2025-Q2", 1234, "EUR"), ("CY2024-Q1/CY2024-Q2", 987, "EUR")],
    ),
    (
        "fr",
        "Tableau des flux de trésorerie\n(en millions d'euros)\n\n | 30 juin 2025 | 30 juin 2024\n | 6 mois | 6 mois\n"
        "Acquisitions d'immobilisations corporelles et incorporelles | (1 234) | (987)\nCessions d'immobilisations | 12 | 3",
        [("CY2025-Q1/CY2025-Q2", 1234, "EUR"), ("CY2024-Q1/CY2024-Q2", 987, "EUR")],
    ),
    (
        "es",
        "Estado de flujos de efectivo (millones de euros)\n\n | Ejercicio 2024 | Ejercicio 2023\n"
        "Pagos por inversiones en inmovilizado material | (1.234) | (1.100)\nCobros por desinversiones | 3 | 3",
        [("FY2024", 1234, "EUR"), ("FY2023", 1100, "EUR")],
    ),
    (
        "it",
        "Rendiconto finanziario (milioni di euro)\n\n | 2024 | 2023\n"
        "Investimenti in immobili, impianti e macchinari | (1.234) | (1.111)\nAmmortamenti di immobili | 7 | 8",
        [("CY2024", 1234, "EUR"), ("CY2023", 1111, "EUR")],
    ),
    (
        "pt",
        "Demonstração dos fluxos de caixa (R$ milhões)\n\n | 2T25 | 2T24 | 6M25\n"
        "Aquisição de imobilizado | (1.234) | (987) | (2.000)",
        [("CY2025-Q2", 1234, "BRL"), ("CY2024-Q2", 987, "BRL"), ("CY2025-Q1/CY2025-Q2", 2000, "BRL")],
    ),
    (
        "nl",
        "Kasstroomoverzicht (in miljoenen euro)\n\n | Boekjaar 2024 | Boekjaar 2023\n"
        "Investeringen in materiële vaste activa | (1.234) | (1.100)\nOpbrengst verkoop materiële vaste activa | 4 | 5",
        [("FY2024", 1234, "EUR"), ("FY2023", 1100, "EUR")],
    ),
    (
        "zh",
        "合并现金流量表\n单位：百万元 币种：人民币\n\n项目 | 2025年1-6月 | 2024年1-6月\n"
        "经营活动产生的现金流量净额 | 1,000 | 2,000\n"
        "购建固定资产、无形资产和其他长期资产支付的现金 | 3,456 | 2,222\n处置固定资产收回的现金净额 | 5 | 4",
        [("CY2025-Q1/CY2025-Q2", 3456, "CNY"), ("CY2024-Q1/CY2024-Q2", 2222, "CNY")],
    ),
    (
        "zh-Hant",
        "合併現金流量表\n單位：新台幣仟元\n\n項目 | 114年1月1日至6月30日 | 113年1月1日至6月30日\n"
        "取得不動產、廠房及設備 | (628,000,000) | (387,000,000)\n處分不動產、廠房及設備價款 | 100 | 200",
        [("CY2025-Q1/CY2025-Q2", 628000, "TWD"), ("CY2024-Q1/CY2024-Q2", 387000, "TWD")],
    ),
    (
        "ja",
        "連結キャッシュ・フロー計算書\n(単位：百万円)\n\n | 前連結会計年度 (自 2023年4月1日 至 2024年3月31日) | "
        "当連結会計年度 (自 2024年4月1日 至 2025年3月31日)\n有形固定資産の取得による支出 | △123,456 | △234,567\n"
        "有形固定資産の売却による収入 | 1,000 | 2,000",
        [("FY2023", 123456, "JPY"), ("FY2024", 234567, "JPY")],
    ),
    (
        "ja",
        "設備投資の実績及び計画（単位：百万円）\n　　　　　　　　　　2025年3月期（実績）　2026年3月期（計画）\n"
        "　売上高　　　　　　　　　　31,412　　　　　　　　40,400\n　設備投資額　　　　　　　　 2,067　　　　　　　　26,900",
        [("FY2024", 2067, "JPY"), ("FY2025", 26900, "JPY")],
    ),
    (
        "ko",
        "연결 현금흐름표 (단위: 백만원)\n\n과목 | 2025년 1분기 | 2024년 1분기\n유형자산의 취득 | (12,345,678) | (11,111,111)\n"
        "유형자산의 처분 | 1,000 | 2,000",
        [("CY2025-Q1", 12345678, "KRW"), ("CY2024-Q1", 11111111, "KRW")],
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "expected"), STATEMENTS, ids=[f"{language}-{n}" for n, (language, _, _) in enumerate(STATEMENTS)]
)
def test_statements_of_each_language(language, text, expected):
    filer = "softbank" if language == "ja" else None
    assert millions(read(text, language, filer).figures) == expected


HEAD = (
    "Statements of cash flows\n(In millions)\n\n"
    " | Six months ended June 30, 2025 | Six months ended June 30, 2024\nNet income | $5 | $4\n"
)


@pytest.mark.parametrize(
    "label",
    [
        "Purchases of property and equipment, accrued but not paid",
        "Proceeds from sales of property and equipment",
        "Change in accounts payable for purchases of property and equipment",
        "Property and equipment acquired under finance leases",
        "Property and equipment, net",
        "Depreciation of property and equipment",
        "Deposits for purchases of equipment",
        "Purchases of marketable securities",
        "Capital expenditures as a percentage of revenue",
        "Cash flow before capital expenditures",
        "Principal payments on property and equipment and intangible assets",
        "Commitments for capital expenditures",
    ],
)
def test_rows_that_are_no_capex(label):
    reading = read(HEAD + f"{label} | (1,234) | (987)")
    assert reading.figures == ()
    assert len(reading.claimed) == 3  # dealt with all the same


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("Purchases of property, plant and equipment", "cash_ppe_gross"),
        ("Payments to acquire property and equipment", "cash_ppe_gross"),
        ("Additions to property and equipment", "cash_ppe_gross"),
        ("Capital expenditures", "cash_ppe_gross"),
        ("Purchases of property and equipment, net of proceeds from sales", "cash_ppe_net"),
        ("Capital expenditures, including finance leases", "incl_finance_leases"),
        ("Capital expenditures (accrual basis)", "accrual_additions"),
    ],
)
def test_measure_by_label(label, measure):
    figures = read(HEAD + f"{label} | (1,234) | (987)").figures
    assert [(f.low, f.measure) for f in figures] == [(Decimal(1234_000_000), measure), (Decimal(987_000_000), measure)]


def test_label_over_two_rows():
    text = HEAD + "Acquisitions of:\nProperty, plant and equipment | (628) | (387)\nIntangible assets | (3) | (4)"
    assert [f.label for f in read(text).figures] == ["Acquisitions of Property, plant and equipment"] * 2


def test_label_that_wraps():
    text = (
        "Cash flows of the years ended December 31 (in millions).\n\n"
        "                                         2025       2024\n"
        "Payments for purchase of property and\n"
        "  construction activities (1)         $(1,669)   $(1,597)\n"
        "Payments for acquisitions                (148)      (125)\n"
    )
    assert millions(read(text, filer="american_tower").figures) == [("CY2025", 1669.0, "USD"), ("CY2024", 1597.0, "USD")]


def test_noncash_section_is_left_out():
    text = HEAD + "Supplemental non-cash information:\nPurchases of property and equipment | 628 | 387"
    assert read(text).figures == ()


def test_key_figures_with_a_change_column():
    text = (
        "Key figures\n\n(in € million) | Q2 2025 | Q2 2024 | Change | H1 2025\n"
        "Revenue | 8,600 | 8,200 | 5% | 17,000\nCapital expenditure | 198 | 177 | 12% | 400\nFree cash flow | 2 | 3 | n/a | 5"
    )
    assert millions(read(text).figures) == [
        ("CY2025-Q2", 198, "EUR"),
        ("CY2024-Q2", 177, "EUR"),
        ("CY2025-Q1/CY2025-Q2", 400, "EUR"),
    ]


def test_columns_of_plain_text_are_shared_out():
    text = (
        "CONSOLIDATED STATEMENTS OF CASH FLOWS\n(In thousands of dollars)\n\n"
        "                                     Three months ended June 30,     Six months ended June 30,\n"
        "                                       2025         2024         2025         2024\n"
        "Purchases of property and equipment   (1,234)      (987)      (2,345)     (1,876)\n"
    )
    assert [(f.period, int(f.low or 0)) for f in read(text).figures] == [
        ("CY2025-Q2", 1_234_000),
        ("CY2024-Q2", 987_000),
        ("CY2025-Q1/CY2025-Q2", 2_345_000),
        ("CY2024-Q1/CY2024-Q2", 1_876_000),
    ]


def test_sections_behind_blank_lines_have_the_head_of_the_statement():
    text = (
        "Condensed statements of cash flows (in thousands of dollars)\n\n"
        "                                          Six months ended June 30,\n"
        "                                             2025          2024\n"
        "Operating activities\n"
        "Net income                                 3,603         6,210\n\n"
        "Investing activities\n"
        "Purchases of property and equipment      (1,234)         (987)\n\n"
        "Balance sheet data        June 30, 2025     December 31, 2024\n"
        "Capital expenditures              5,000                 4,000\n"
    )
    assert [(f.period, int(f.low or 0)) for f in read(text).figures] == [
        ("CY2025-Q1/CY2025-Q2", 1_234_000),
        ("CY2024-Q1/CY2024-Q2", 987_000),
    ]


def test_the_unit_may_stand_over_the_labels_of_plain_text():
    text = (
        "Three chip makers\n\n"
        "USD bn        2024 capex     2025 plan\n"
        "TSMC                29.8          40.0\n"
        "Micron Technology    8.4          13.8\n"
    )
    assert millions(read(text).figures) == [
        ("CY2024", 29_800, "USD"),
        ("CY2025", 40_000, "USD"),
        ("CY2024", 8_400, "USD"),
        ("CY2025", 13_800, "USD"),
    ]


def test_balance_sheet_dates_are_no_periods():
    text = "Balance sheets (in millions)\n\n | June 30, 2025 | December 31, 2024\nCash | 5 | 4\nCapital expenditures | 7 | 8"
    assert read(text).figures == ()


def test_without_a_unit_there_is_no_figure():
    text = " | Year ended December 31, 2025 | Year ended December 31, 2024\nPurchases of property | $(1,234) | $(987)"
    assert read(text).figures == ()
    assert [int(f.low or 0) for f in read(text.replace("1,234", "1,234,567,890")).figures] == [1_234_567_890]


def test_companies_in_rows():
    text = (
        "Capex of the hyperscalers ($bn)\n\n | 2024 | 2025E\nMicrosoft | 75.6 | ~118\nAlphabet | 52.5 | 91-93\nTotal | 128 | 210"
    )
    figures = read(text).figures
    assert [(f.company, f.period, f.low, f.high, f.modifier, f.is_forecast) for f in figures] == [
        ("microsoft", "CY2024", Decimal("75.6e9"), Decimal("75.6e9"), "exact", None),
        ("microsoft", "CY2025", Decimal("118e9"), Decimal("118e9"), "about", True),
        ("alphabet", "CY2024", Decimal("52.5e9"), Decimal("52.5e9"), "exact", None),
        ("alphabet", "CY2025", Decimal("91e9"), Decimal("93e9"), "range", True),
    ]


BREAKDOWN = """{caption} (in thousands):

 | Six Months Ended June 30, 2025 | Six Months Ended June 30, 2024
Development projects | 1,412,305 | 1,015,442
Enhancements and improvements | 8,100 | 7,254"""


def test_rows_under_a_caption_of_capex_are_its_parts():
    figures = read(BREAKDOWN.format(caption="This table sets forth our capital expenditures"), filer="digital_realty").figures
    assert [int(f.low / 1000) for f in figures] == [1412305, 1015442, 8100, 7254]


@pytest.mark.parametrize("caption", ["Our revenues", "Property and equipment additions by segment", "Capital expenditures"])
def test_a_table_of_other_things_is_no_breakdown(caption):
    other = "\nRevenues | 900 | 800" if caption == "Capital expenditures" else ""
    assert not read(BREAKDOWN.format(caption=caption) + other, filer="digital_realty").figures


def test_a_list_of_companies_under_a_heading_of_several_columns():
    text = "| Company | 2026 Capex | Revenue |\n|---|---|---|\n| Amazon | $200B | $700B |\n| Meta | $125-145B | $210B |"
    figures = read(text, published=date(2026, 5, 1)).figures
    assert [(f.company, f.low, f.high, f.is_forecast) for f in figures] == [
        ("amazon", Decimal("200e9"), Decimal("200e9"), True),
        ("meta", Decimal("125e9"), Decimal("145e9"), True),
    ]


def test_a_convenience_translation_is_no_second_figure():
    text = (
        "The following table sets forth our capital expenditures:\n\n"
        " | Three months ended June 30, | Three months ended June 30, | Three months ended June 30,\n"
        " | 2024 | 2025 | 2025\n | RMB | RMB | US$\n | (in millions)\nCapital expenditures | 11,867 | 38,676 | 5,399"
    )
    figures = read(text, filer="alibaba").figures
    assert millions(figures) == [("FY2025-Q1", 11867, "CNY"), ("FY2026-Q1", 38676, "CNY")]
    assert figures[1].alt == (Decimal(5399_000_000), "USD")


def test_a_unit_on_a_line_of_its_own_in_the_head():
    text = (
        "| Unaudited | 2Q2025 | 2Q2024 | Year-on-year change |\n|---|---|---|---|\n| (RMB in millions) | | | |\n"
        "| Operating cash flow | 74,000 | 54,000 | 37% |\n| Total capital expenditures | 19,107 | 8,729 | 119% |"
    )
    assert millions(read(text).figures) == [("CY2025-Q2", 19107, "CNY"), ("CY2024-Q2", 8729, "CNY")]


def test_trailing_quarters_are_years():
    text = (
        "FREE CASH FLOW - TRAILING 4-QUARTERS\n($ in millions)\n\n | Fiscal 2025 | Fiscal 2026\n | Q4 | Q1\n"
        "Operating cash flow | 20,821 | 21,534\nCapital expenditures | (21,215) | (27,414)"
    )
    figures = read(text, filer="oracle").figures
    assert [(f.period, f.period_start, f.period_end) for f in figures] == [
        ("P12M", date(2024, 6, 1), date(2025, 5, 31)),
        ("P12M", date(2024, 9, 1), date(2025, 8, 31)),
    ]


def test_guidance_columns():
    text = "Outlook\n\n| Metric | FY2026 guidance |\n|---|---|\n| Capital expenditures | $66-72 billion |\n| Revenue | $200B |"
    (figure,) = read(text).figures
    assert (figure.low, figure.high, figure.modifier, figure.is_forecast) == (Decimal("66e9"), Decimal("72e9"), "range", True)


def test_printed_twice_is_one_figure():
    assert (
        len(read(HEAD + "Capital expenditures | (5) | (4)\n\nText.\n\n" + HEAD + "Capital expenditures | (5) | (4)").figures) == 2
    )


@given(st.lists(st.lists(st.text(alphabet="0123456789().,-–%$€ QFY月年Capexcapital", max_size=12), max_size=6), max_size=12))
def test_any_table_is_read_without_an_error(rows):
    text = "Capital expenditures in millions of dollars\n\n" + "\n".join(" | ".join(row) for row in rows)
    for figure in read(text).figures:
        assert text[figure.start : figure.end] == figure.quote
        assert figure.low is None or figure.low > 0
