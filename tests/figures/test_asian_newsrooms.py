"""Sentences as newsrooms of Greater China, Japan and Korea write them, with the figures that they state.

Published on 20 January 2026. A figure reads: company, type, 億 (hundred million) of a currency, period.
"""

from datetime import date

import pytest

from ingest.figures.extract import figures_of

DAY = date(2026, 1, 20)

STORIES = {
    "a year-on-year rate is no period of its amount": (
        "zh",
        "海康威视2025年前三季度营收657亿元，资本开支同比下降两成至21亿元。",
        ["hikvision actual 21 CNY CY2025-Q1/CY2025-Q3"],
    ),
    "fell to is no deadline": (
        "zh",
        "中兴通讯资本支出从2024年的42亿元降至2025年的38亿元。",
        ["zte actual 42 CNY CY2024", "zte actual 38 CNY CY2025"],
    ),
    "an increase is a step, not a total": (
        "zh",
        "哔哩哔哩2026年资本开支预计为20亿元，较2025年增加约6亿元。",
        ["bilibili guidance 20 CNY CY2026"],
    ),
    "the plan at the start of the year": (
        "zh",
        "中国铁塔2025年资本开支为310亿元，低于年初定下的330亿元。",
        ["china_tower actual 310 CNY CY2025", "china_tower guidance 330 CNY CY2025"],
    ),
    "a bare yuan is the money of the company's country": (
        "zh-Hant",
        "聯發科今年資本支出預估200億元，較去年倍增。",
        ["mediatek guidance 200 TWD CY2026"],
    ),
    "whoever is joined by hand is the partner": (
        "zh-Hant",
        "遠傳攜手輝達，投資30億元打造AI資料中心。",
        ["far_eastone commitment 30 TWD None"],
    ),
    "quarters and halves stand before their amounts": (
        "ja",
        "ロームの7〜9月期の設備投資は310億円で、4〜9月の累計は680億円。",
        ["rohm actual 310 JPY CY2025-Q3", "rohm actual 680 JPY CY2025-Q2/CY2025-Q3"],
    ),
    "the quarter under way": (
        "ja",
        "ソシオネクストは1〜3月期の設備投資を約60億円と見込む。",
        ["socionext guidance 60 JPY CY2026-Q1"],
    ),
    "the company and its partner": (
        "ja",
        "ルネサスエレクトロニクスは増産を急ぐ。同社と米マイクロンは広島の工場に総額900億円を投じる計画だ。",
        ["renesas commitment 900 JPY None"],
    ),
    "the year of completion is no period of the cost": (
        "ja",
        "太陽誘電は新棟を建てる。投資額は約150億円で、2027年の完成を予定する。",
        ["taiyo_yuden commitment 150 JPY None"],
    ),
    "a span of years that says how long it is": (
        "ja",
        "味の素は2026〜28年度の3年間に約900億円を投じ、半導体材料を増産する。",
        ["ajinomoto commitment 900 JPY 2026/2028"],
    ),
    "an increase by an amount": (
        "ja",
        "日東紡は今期の設備投資を前期比200億円増の500億円とする計画だ。",
        ["nitto_boseki guidance 500 JPY FY2026"],
    ),
    "spent, whatever ending the verb has": (
        "ko",
        "삼성전기는 지난해 설비에 9천830억원을 집행했고, 올해는 1조2천억원을 예상한다고 밝혔다.",
        ["samsung_electro actual 9830 KRW CY2025", "samsung_electro guidance 12000 KRW CY2026"],
    ),
    "by how much more": (
        "ko",
        "한미반도체는 올해 시설투자를 지난해보다 300억원 늘린 1300억원으로 잡았다.",
        ["hanmi guidance 1300 KRW CY2026"],
    ),
    "when it starts to run is no period of the cost": (
        "ko",
        "LS전선은 해저케이블 공장을 짓는다. 투자액은 1조원, 가동 시점은 2028년이다.",
        ["ls_cable commitment 10000 KRW None"],
    ),
    "the full year is the year that the sentence names": (
        "zh-Hant",
        "2025年第四季營收618億元。2026年機器設備拉高到30億美元，連同廠房，世界先進全年資本支出約45億美元。",
        ["vanguard_international guidance 30 USD CY2026", "vanguard_international guidance 45 USD CY2026"],
    ),
    "the speaker, not the ministry that approved": (
        "ja",
        "経済産業省の認定を受けた当社（さくらインターネット）の計画では、2029年3月末までに総額700億円規模の投資を行います。",
        ["sakura_internet commitment 700 JPY /2029"],
    ),
    "what a bullet names, the next paragraph means": (
        "ko",
        "에퀴닉스 실적 점검\n\n▶ 디지털리얼티\n\n2026년 개발 자본지출은 32억~37억달러 전망을 유지했다.",
        ["digital_realty guidance 32 USD CY2026"],
    ),
    "what will be used up": (
        "ko",
        "크래프톤은 내년 GPU에만 1조원 이상을 쓸 것으로 보고 있다.",
        ["krafton guidance 10000 KRW CY2027"],
    ),
}


def gist(figure) -> str:
    value = figure.low if figure.low is not None else figure.high
    return f"{figure.company} {figure.type} {value / 10**8:g} {figure.currency} {figure.period}"


@pytest.mark.parametrize("story", STORIES)
def test_a_story_gives_these_figures(story):
    language, text, expected = STORIES[story]
    figures = figures_of(text, language=language, published=DAY)
    assert [gist(figure) for figure in figures if figure.modifier != "directional"] == expected
