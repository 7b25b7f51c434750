"""What texts call the companies, language by language, and what only looks like a company."""

import re

import pytest

from ingest.catalog import companies

DICTIONARY = """
    arm meta oracle apple amazon alphabet switch orange free block square line target snap lambda galaxy vantage compass aligned
    stack scale visa shell continental allianz mistral leonardo tim claro vale iliad grab sea kakao kia bp sharp canon
    cohere coherent perplexity poolside lumen linde ford mercedes arc ola noon eternal agility tract verne fermi crusoe radiant
    reliance stripe workday ares apollo carlyle gm ace core bull base fal together anchor trip du telekom intuit lovable
"""


def mentions(text: str, language: str) -> set[str]:
    """Slugs of the names found as words (anywhere, in scripts without blanks), guards applied."""
    found = set()
    for name in companies.names(language):
        edge = r"(?!\w)" if name.text.isascii() else ""
        start = r"(?<!\w)" if name.text.isascii() else ""
        for match in re.finditer(start + re.escape(name.text) + edge, text):
            if name.guard is None or name.guard.allows(text, match.start(), match.end()):
                found.add(name.company_id)
    return found


def test_names_that_are_words_carry_a_guard():
    words = set(DICTIONARY.split())
    bare = {name.text for name in companies.names() if name.guard is None and name.text.casefold() in words}
    assert bare == {"APPLE", "AMAZON", "ALPHABET", "ORACLE", "RELIANCE"}, "all capitals are no dictionary words"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Switch to renewable power, the company said. Target prices rose; Visa rules and Shell companies were discussed."),
        ("en", "The Amazon rainforest, an Orange County judge, Arm in arm, a Galaxy of stars and Enrico Fermi."),
        ("en", "Coherent plans matter. Perplexity about the Iliad of Homer, and Free trade for a Square of land."),
        ("en", "A Meta-analysis by the Oracle of Omaha. Reliance on imports grew. Continental Europe and Stripe patterns."),
        ("de", "Die Allianz der Länder hob den Arm, das Alphabet und die Meta-Analyse wurden diskutiert; Kakao wurde teurer."),
        ("es", "La Meta es clara. Claro que la inversión crece, Vale la pena."),
        ("fr", "Le Mistral souffle, Orange et citron. Free jazz au carrefour des idées."),
        ("it", "Leonardo da Vinci e il Mistral. Tim e Anna."),
        ("zh", "谷物用量提高通过率,北京东部的苹果树旁发现甲骨文字,通货膨胀,高通胀,航空客运,科技嘉年华,三星级酒店,智慧与未来。"),
        ("zh", "平台达到,一台电脑,中国网络,对应材料,计算能力旺盛,上海信息,独立讯问,文艺电影,陕西数字,中国建筑业,自信越来越高。"),
        ("zh-Hant", "平台達到,一台電腦,中國網路,供應材料,能力旺盛,成長和獲利,文藝電影,其中砂石,提高意識,平均華人。"),
        ("zh-Hant", "南京東路的蘋果樹,提高通過率,社群創作,福斯新聞,物聯電動車,供應材料。"),
        ("zh", "上海信息通信展,宣传音乐节,普惠科技金融,国家登记机关,马路上汽车多,计算能力,中国电子商务。"),
        ("zh-Hant", "美國巨頭,中國巨星,國家登記,營收增長和獲利,豪華城市,精神達到,一台電腦。"),
        ("zh-Hant", "越南電力,整合晶圓,超豐富,中華通訊,穩健策略,最佳能效,四川湖北。"),
        ("ja", "中国電力大手と上場会社、デンカツ、リクルーター。"),
        ("ja", "メタバースとモデル、アームチェア、オックスフォード、サンフランシスコ、シンドローム、アマゾン川。"),
        ("ko", "애플리케이션 모델, 인텔리전스, 메타버스, 삼성동, 한화 약 5조원, 아마존강."),
    ],
)
def test_words_are_no_companies(language, text):
    assert mentions(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Arm, owned by SoftBank, makes chip designs", {"arm", "softbank"}),
        ("zh", "宝信软件、润泽科技和南方电网", {"baosight", "range_intelligent", "southern_grid"}),
        ("zh-Hant", "南電、臻鼎、國巨（2327）與中電控股", {"nan_ya_pcb", "zhen_ding", "yageo", "clp"}),
        ("ja", "味の素、日東紡、オプテージ、中国電力", {"ajinomoto", "nitto_boseki", "optage", "chugoku_electric"}),
        ("ko", "LG유플러스와 이수페타시스, 효성중공업, 삼성디스플레이", {"lg_uplus", "isu_petasys", "hyosung_heavy", "samsung"}),
        ("en", "Vantage will build a data center for Stargate", {"vantage", "stargate"}),
        ("en", "Lambda rents GPU capacity from Nvidia", {"lambda", "nvidia"}),
        ("en", "the ChatGPT maker and the Windows maker", {"openai", "microsoft"}),
        ("en", "Meta delays a data centre; Meta doubles spending", {"meta"}),
        ("de", "Die Facebook-Mutter, der Konzern aus Redmond und die Telekom", {"meta", "microsoft", "deutsche_telekom"}),
        ("de", "Die Schwarz-Gruppe und der Lidl-Eigner", {"schwarz_group"}),
        ("fr", "Orange, Bouygues Telecom et Free : trois opérateurs, la firme de Redmond", {"orange", "bouygues", "microsoft"}),
        ("fr", "Iliad (Free), de Xavier Niel, et Orange, opérateur", {"iliad", "orange"}),
        ("es", "el gigante de Mountain View y Telefónica", {"alphabet", "telefonica"}),
        ("it", "Il colosso di Cupertino e Telecom Italia (TIM)", {"apple", "telecom_italia"}),
        ("pt", "a dona do Facebook, a Ascenty e a Scala Data Centers", {"meta", "ascenty", "scala"}),
        ("nl", "het moederbedrijf van Facebook, KPN en ASML", {"meta", "kpn", "asml"}),
        ("zh", "腾讯、阿里巴巴、字节跳动和京东", {"tencent", "alibaba", "bytedance", "jd"}),
        ("zh-Hant", "台積電、鴻海、廣達與聯電", {"tsmc", "foxconn", "quanta", "umc"}),
        (
            "ja",
            "ソフトバンクグループ、さくらインターネット、ラピダスとメタは",
            {"softbank", "sakura_internet", "rapidus", "meta"},
        ),
        ("ko", "삼성전자와 SK하이닉스, 네이버는 카카오와", {"samsung", "sk_hynix", "naver", "kakao"}),
        ("ko", "애플은 삼성에, 메타는", {"apple", "samsung", "meta"}),
    ],
)
def test_companies_are_found_by_what_a_language_calls_them(language, text, expected):
    assert mentions(text, language) >= expected


def test_context_words_are_whole_words_where_they_are_acronyms():
    guard = companies.get("cohere").ambiguous["Cohere"]
    said = "Cohere said again that plans hold"
    assert not guard.allows(said, 0, 6), "AI stands in 'said' and 'again' only"
    assert guard.allows("Cohere, the AI company", 0, 6)


def test_context_is_looked_for_nearby_only():
    guard = companies.get("fermi").ambiguous["Fermi"]
    assert not guard.allows("Fermi" + " x" * 200 + " Amarillo", 0, 5)


def test_an_epithet_that_would_fit_two_companies_fits_none():
    names = companies.names()
    assert len({name.text for name in names}) == len(names)
    assert {name.kind for name in names} == {"name", "epithet"}


def test_a_name_of_one_language_is_not_used_in_another():
    assert "Telekom" in {name.text for name in companies.names("de")}
    assert "Telekom" not in {name.text for name in companies.names("en")}
