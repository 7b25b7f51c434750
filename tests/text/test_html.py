"""Wild pages: the story is found, the noise is not, and tables keep their columns."""

from datetime import date

import pytest

from ingest.text import document, html
from tests.text import pages
from tests.text.pages import page

JSON_LD = """<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Acme lifts its spending plan","datePublished":"2026-01-28T21:05:00+00:00",
"publisher":{"@type":"Organization","name":"Example Wire"}}</script>"""
OPEN_GRAPH = """<meta property="og:title" content="Acme lifts its spending plan">
<meta property="og:site_name" content="Example Wire">
<meta property="article:published_time" content="2026-01-28T21:05:00Z"><link rel="canonical" href="https://wire.example/acme">"""


@pytest.mark.parametrize("head", [JSON_LD, OPEN_GRAPH])
def test_story_and_metadata(head):
    parsed = document.read(page(pages.ENGLISH, head), url="https://wire.example/acme")
    assert "between $66 billion and $72 billion" in parsed.text
    assert "Servers take the largest part" in parsed.text
    for noise in ("cookies", "Initech", "$77 billion", "Sign in", "All rights reserved"):
        assert noise not in parsed.text
    assert (parsed.title, parsed.publisher, parsed.language) == ("Acme lifts its spending plan", "Example Wire", "en")
    assert (parsed.published_on, parsed.published_basis) == (date(2026, 1, 28), "metadata")
    assert parsed.url == "https://wire.example/acme"


@pytest.mark.parametrize(
    ("story", "charset", "language", "words"),
    [
        (pages.GERMAN, "windows-1252", "de", "„Wir bauen für die nächsten zehn Jahre“"),
        (pages.CHINESE, "gbk", "zh", "第二季度资本开支为386.76亿元"),
        (pages.CHINESE, "gb18030", "zh", "未来三年将投入3800亿元"),
        (pages.TRADITIONAL, "big5", "zh-Hant", "介於520億至560億美元之間"),
        (pages.JAPANESE, "shift_jis", "ja", "投資額は約1兆6,000億円"),
        (pages.JAPANESE, "euc_jp", "ja", "9,000億円から引き上げる"),
        (pages.JAPANESE, "iso2022_jp", "ja", "9,000億円から引き上げる"),
        (pages.KOREAN, "euc-kr", "ko", "47조4천억원을 집행할 계획"),
        (pages.KOREAN, "utf-8", "ko", "디스플레이에 3조3천억원"),
        (pages.ENGLISH, "utf-16", "en", "between $66 billion"),
    ],
)
def test_encodings_and_languages(story, charset, language, words):
    parsed = document.read(page(story, charset=charset))
    assert words in parsed.text
    assert parsed.language == language


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "no-such-charset"])
def test_a_wrongly_declared_charset_does_no_harm(declared):
    data = page(pages.CHINESE, charset="gb18030").replace(b'charset="gb18030"', f'charset="{declared}"'.encode())
    assert document.read(data).language == "zh"


def test_utf8_with_a_broken_byte_is_still_utf8():
    data = page(pages.GERMAN).replace(b"hohe", b"ho\xffhe")
    assert "für die nächsten" in document.read(data).text


def test_the_http_charset_counts_when_the_page_declares_none():
    data = page(pages.JAPANESE, charset="shift_jis").replace(b'<meta charset="shift_jis">', b"")
    assert "1兆6,000億円" in document.read(data, media_type="text/html; charset=Shift_JIS").text


def test_table_cells_keep_their_columns_amid_a_website():
    text = html.read(page(pages.ENGLISH + "<h2>Cash flows</h2>" + pages.CASH_FLOW).decode()).text
    assert (
        "## Cash flows\n\n | Three Months Ended | Three Months Ended\n | June 30, | June 30,\n(In millions) | 2025 | 2024\n"
        in text
    )
    assert (
        "Net income | $3,100 | $2,900\nPurchases of property and equipment | (1,234) | (987)\nChange in receivables | — | 12"
        in text
    )


def test_a_plain_exhibit_is_read_whole():
    source = f"<html><body><p>Exhibit 99.1</p><p><b>ACME CORP</b></p>{pages.CASH_FLOW}<p>Short.</p></body></html>"
    text = html.read(source).text
    assert text.startswith("Exhibit 99.1\n\nACME CORP\n\n | Three Months Ended")
    assert text.endswith("\n\nShort.")


def test_exhibit_in_the_wrapper_of_a_full_submission():
    source = (
        "<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>d1.htm\n<TEXT>\n<html><body><p>Capex was $5 billion.</p></body></html>"
    )
    assert html.read(source).text == "Capex was $5 billion."


def test_inline_xbrl_names_filer_form_and_period():
    source = """<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><head><title>acme-20250630</title></head><body>
    <div style="display:none"><ix:header><ix:hidden>
    <ix:nonNumeric name="dei:AmendmentFlag">false</ix:nonNumeric></ix:hidden></ix:header></div>
    <p><ix:nonNumeric name="dei:DocumentType">10-Q</ix:nonNumeric></p>
    <p>For the period ended <ix:nonNumeric name="dei:DocumentPeriodEndDate">June 30, 2025</ix:nonNumeric></p>
    <p><ix:nonNumeric name="dei:EntityRegistrantName">ACME CORP</ix:nonNumeric></p>
    <p>We spent $<ix:nonFraction name="x" scale="6">1,234</ix:nonFraction> million.</p></body></html>"""
    found = html.read(source)
    assert (found.title, found.publisher) == ("ACME CORP 10-Q June 30, 2025", "ACME CORP")
    assert "We spent $1,234 million." in found.text
    assert "false" not in found.text


def test_bullets_headings_breaks_and_footnote_marks():
    source = """<html><body><h2>Outlook</h2><ul><li>Capex of <b>$66</b>-72 billion</li><li>Growth of 10%</li></ul>
    <p>Line one<br>line two of 5 billion<sup>1</sup> dollars on the 2<sup>nd</sup></p>
    <table><tr><td>•</td><td>First point of the list in a table</td></tr><tr><td>•</td><td>Second point</td></tr></table>
    </body></html>"""
    assert html.read(source).text == (
        "## Outlook\n\n- Capex of $66-72 billion\n- Growth of 10%\n\nLine one\nline two of 5 billion dollars on the 2nd\n\n"
        "- First point of the list in a table\n- Second point"
    )


def test_cells_that_span_rows_and_columns():
    source = """<html><body><table>
    <tr><th rowspan="2">Company</th><th colspan="2">Capex ($bn)</th></tr><tr><th>2024</th><th>2025</th></tr>
    <tr><td>Acme</td><td>12.5</td><td>20</td></tr><tr><td>Initech</td><td></td><td>7</td></tr></table></body></html>"""
    assert html.read(source).text == (
        "Company | Capex ($bn) | Capex ($bn)\nCompany | 2024 | 2025\nAcme | 12.5 | 20\nInitech |  | 7"
    )


def test_layout_tables_are_no_tables():
    source = (
        f"<html><body><table><tr><td><p>{'Prose in a cell. ' * 30}</p></td><td><p>Side bar.</p></td></tr></table></body></html>"
    )
    assert " | " not in html.read(source).text


@pytest.mark.parametrize(
    "source", ["", "   ", "<html></html>", "<!-- only -->", "<p", "<table><tr></table>", "\x00<p>x", "<?xml?>"]
)
def test_broken_html_never_raises(source):
    assert isinstance(html.read(source).text, str)


def test_hostile_markup_ends():
    assert "$5 billion" in html.read("<html><body>" + "<div>" * 200 + "<p>Capex was $5 billion.</p>").text
    html.read("<html><body>" + "<div>" * 50_000 + "<p>Capex was $5 billion.</p>")
    wide = "<html><body><table>" + "<tr><td colspan=999999>a</td><td rowspan=99999>1</td></tr>" * 300 + "</table></body></html>"
    assert html.read(wide).text.count("\n") == 299
