"""Languages and scripts, also of short texts and texts full of numbers."""

import pytest

from ingest.text.language import chinese_script, detect

SENTENCES = {
    "en": "The company will spend between $66 billion and $72 billion on capital expenditures this year.",
    "de": "Der Konzern will in diesem Jahr rund 3,2 Milliarden Euro in neue Rechenzentren stecken.",
    "zh": "公司第二季度资本开支为386.76亿元，同比增长220%，主要用于采购服务器。",
    "zh-Hant": "公司宣布今年資本支出介於520億至560億美元之間，高於去年。",
    "ja": "同社は今期の設備投資額を9,000億円から1兆6,000億円に引き上げる。",
    "ko": "회사는 올해 시설투자에 47조4천억원을 집행할 계획이라고 밝혔다.",
    "fr": "Le groupe prévoit d'investir 4 milliards d'euros dans ses centres de données en France.",
    "es": "La compañía invertirá 6.690 millones de dólares en nuevos centros de datos en Aragón.",
    "it": "La società investirà 4,3 miliardi di euro in Italia nei prossimi due anni per i data center.",
    "pt": "A empresa vai investir R$ 14,7 bilhões em infraestrutura de nuvem no Brasil nos próximos anos.",
    "nl": "Het bedrijf investeert de komende twee jaar 3,2 miljard euro in datacenters in Duitsland.",
}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_each_language(language, sentence):
    assert detect(sentence) == language


def test_numbers_do_not_blur_the_language():
    table = "Purchases of property and equipment | (1,234) | (987)\n" * 20
    assert detect("Der Konzern berichtet über das zweite Quartal und seine hohen Ausgaben.\n" * 10 + table) == "de"


def test_latin_names_in_chinese_text():
    assert detect("AWS、Google Cloud、Microsoft Azure与阿里云的资本开支合计超过1000亿美元") == "zh"


@pytest.mark.parametrize(
    ("text", "script"), [("资本开支", "zh"), ("資本支出", "zh-Hant"), ("人工智能", "zh"), ("台積電", "zh-Hant")]
)
def test_chinese_scripts(text, script):
    assert chinese_script(text) == script


@pytest.mark.parametrize("text", ["", "123 | 456", "$$$ ---", "\x00"])
def test_nothing_to_tell_by(text):
    assert detect(text, default="de") == "de"
