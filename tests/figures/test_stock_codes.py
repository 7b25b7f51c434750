"""Stock codes in brackets name the company before them."""

import pytest

from ingest.figures.companies import find_companies
from ingest.figures.stock_codes import find_stock_codes


@pytest.mark.parametrize(
    ("language", "text", "companies"),
    [
        ("zh-Hant", "中電（00002）及港燈（02638）", ["clp", "hk_electric"]),
        ("zh-Hant", "2330（2330）與某廠(3231)", ["tsmc", "wistron"]),
        ("zh", "公司（600845.SH）、（0941.HK）与（688981）", ["baosight", "china_mobile", "smic"]),
        ("ja", "大手＜8035＞と〈6857〉", ["tokyo_electron", "advantest"]),
        ("ko", "기판업체(007660)와 부품업체(009150)", ["isu_petasys", "samsung_electro"]),
        ("ko", "공시(2025)와 문서(123456)", []),
        ("zh-Hant", "營收（2059）、年度（2024）", ["king_slide"]),
        ("en", "Wistron (3231) and a page (8035)", []),
    ],
)
def test_codes_of_known_companies(language, text, companies):
    assert [company for _, _, company in find_stock_codes(text, language)] == companies


def test_a_name_before_its_code_is_one_mention():
    assert [mention.company_id for mention in find_companies("緯創(3231)昨日表示", "zh-Hant")] == ["wistron"]
