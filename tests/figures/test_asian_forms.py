"""Chinese, Japanese and Korean names that no list knows, and words that only end like one."""

import time

import pytest

from ingest.figures.asian_forms import find_asian_forms
from ingest.figures.companies import find_companies


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("zh", "据宁海云图科技（688999.SH）披露，公司将投入2亿元。", ["宁海云图科技"]),
        ("zh", "合肥晶瑞智芯有限公司去年扩产。晶瑞智芯、合肥晶瑞智芯都在。", ["合肥晶瑞智芯", "合肥晶瑞智芯"]),
        ("zh", "恒通云智发布公告，拟投资3亿元。", ["恒通云智"]),
        ("zh", "该集团、多家科技公司、跨国能源集团计划投资，本次拟投资项目公告，其中算力领域拟投入3亿元。", []),
        ("zh-Hant", "昇鴻精密(7801)董事會通過，2026年(2026)不變。", ["昇鴻精密"]),
        (
            "ja",
            "株式会社ソラリスデータは。米タカヤマ精機が。三輪不動産（8888）は。",
            ["ソラリスデータ", "タカヤマ精機", "三輪不動産"],
        ),
        ("ja", "消費電力は、再エネ電力は、同グループは、大手電機は、日本の化学は。", []),
        (
            "ko",
            "㈜하늘데이터는 짓고 나루소프트(주)와 주식회사 한빛누리는 판다. 가람홀딩스가 산다.",
            ["하늘데이터", "나루소프트", "한빛누리", "가람홀딩스"],
        ),
        ("ko", "시스템반도체는 늘고 신재생에너지가 는다. 대기업그룹은 크다.", []),
        ("en", "株式会社ソラリスデータ", []),
    ],
)
def test_names_that_have_a_form(language, text, names):
    assert [text[start:end] for start, end, _ in find_asian_forms(text, language)] == names


def test_a_slug_is_the_latin_name_where_one_is_stated():
    assert [slug for *_, slug in find_asian_forms("苏宁云数科技（Suning Yunshu Co., Ltd.）宣布。", "zh")] == ["suning_yunshu"]
    assert [slug for *_, slug in find_asian_forms("ゲティンゲ・ロボ株式会社は", "ja")] == ["ゲティンゲ_ロボ"]


def test_a_name_before_a_known_stock_code_is_that_company_throughout():
    text = "中電（00002）五年投資529億元。中電表示，進展順利。"
    assert [(text[m.start : m.end], m.company_id) for m in find_companies(text, "zh-Hant")] == [("中電", "clp"), ("中電", "clp")]


@pytest.mark.parametrize(
    ("language", "text", "companies"),
    [
        ("zh-Hant", "新地旗下數據中心營運商新意網（01686）擴建。", ["sunevision"]),
        ("ja", "ソフトバンクグループ傘下のアームは米国に投資する。", ["arm"]),
        ("ko", "SK그룹 계열사 SK하이닉스는 투자한다.", ["sk_hynix"]),
        ("zh", "华为旗下宁海云图科技（688999.SH）拟投资2亿元。", ["huawei", "huawei"]),
    ],
)
def test_an_owner_that_leads_a_name_is_not_spoken_of(language, text, companies):
    assert [m.company_id for m in find_companies(text, language)] == companies


@pytest.mark.parametrize("piece", ["宁海科技", "株式会社", "（1234）", "有限公司", "㈜가", "カ", "拟投资", "자회사 "])
@pytest.mark.parametrize("language", ["zh", "ja", "ko"])
def test_time_is_linear(piece, language):
    text = piece * (400_000 // len(piece))
    began = time.process_time()
    find_asian_forms(text, language)
    assert time.process_time() - began < 6
