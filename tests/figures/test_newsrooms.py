"""How newsrooms of each language put it: short stories with the figures that a reader takes from them."""

from datetime import date

import pytest

from ingest.figures.extract import figures_of

DAY = date(2026, 2, 20)

STORIES = [
    (
        "de",
        "2025 investierte Meta 72,2 Milliarden Dollar, 2024 waren es noch 39,2 Milliarden gewesen.",
        ["meta actual 72.2bn USD CY2025", "meta actual 39.2bn USD CY2024"],
    ),
    (
        "de",
        "Für 2026 plant Siltronic Investitionen von 180 bis 220 Mio. EUR (2025: 368 Mio. EUR).",
        ["siltronic guidance 0.18-0.22bn EUR CY2026", "siltronic actual 0.368bn EUR CY2025"],
    ),
    (
        "de",
        "Oracle hebt die Kapitalausgaben an. Statt der 21 Milliarden aus 2025 sollen es 2026 rund 50 Milliarden Dollar werden.",
        ["oracle actual 21bn USD CY2025", "oracle guidance 50bn USD CY2026"],
    ),
    (
        "de",
        "Microsoft gab im vierten Quartal 37,5 Milliarden Dollar für Sachanlagen aus. 6,7 Milliarden davon entfielen auf Leasing"
        " von Rechenzentren.",
        ["microsoft actual 37.5bn USD CY2025-Q4", "microsoft actual 6.7bn USD CY2025-Q4"],
    ),
    (
        "de",
        "OpenAI hat sich verpflichtet, binnen fünf Jahren Rechenleistung für 300 Milliarden Dollar von Oracle zu beziehen.",
        ["openai commitment 300bn USD P5Y"],
    ),
    (
        "de",
        "Amazon rechnet für 2026 mit Investitionen von rund 200 Milliarden Dollar. Analysten hatten im Schnitt 146 Milliarden"
        " erwartet.",
        ["amazon guidance 200bn USD CY2026", "amazon guidance 146bn USD CY2026"],
    ),
    (
        "de",
        "AMD gab im dritten Quartal 258 Millionen Dollar für Sachanlagen aus, nach 132 Millionen im Vorjahr.",
        ["amd actual 0.258bn USD CY2025-Q3", "amd actual 0.132bn USD CY2024-Q3"],
    ),
    (
        "de",
        "Der Konzern kürzt seine Investitionen: Statt 3,0 Milliarden Euro sollen 2026 nur noch 2,6 Milliarden Euro fließen,"
        " teilte RWE mit.",
        ["rwe guidance 3bn EUR CY2026", "rwe guidance 2.6bn EUR CY2026"],
    ),
    (
        "de",
        "Zusammen wollen die drei Konzerne heuer mehr als 380 Milliarden Dollar ausgeben. Microsoft kam im vierten Quartal"
        " auf 34,9 Milliarden Dollar, Alphabet auf 24 Milliarden und Amazon auf 35,1 Milliarden.",
        [
            "microsoft actual 34.9bn USD CY2025-Q4",
            "alphabet actual 24bn USD CY2025-Q4",
            "amazon actual 35.1bn USD CY2025-Q4",
        ],
    ),
    (
        "de",
        "CoreWeave hat mit Meta einen Vertrag im Volumen von bis zu 14,2 Milliarden Dollar geschlossen.",
        ["meta commitment 14.2bn USD None"],
    ),
    (
        "de",
        "Nebius liefert Microsoft über fünf Jahre Rechenleistung im Wert von 17,4 Milliarden Dollar.",
        ["microsoft commitment 17.4bn USD P5Y"],
    ),
    (
        "de",
        "Vantage Data Centers beziffert die Investitionssumme für den Campus auf 2,5 Milliarden Euro, der Baubeginn ist für 2027"
        " vorgesehen.",
        ["vantage commitment 2.5bn EUR None"],
    ),
    (
        "es",
        "Su presidente dijo que Telefónica prevé destinar 900 millones de euros a centros de datos en el ejercicio fiscal 2026.",
        ["telefonica guidance 0.9bn EUR FY2026"],
    ),
    (
        "fr",
        "Microsoft promet six milliards d'euros pour des centres de données en France ; Amazon en apporte cinq milliards.",
        ["microsoft commitment 6bn EUR None", "amazon commitment 5bn EUR None"],
    ),
    (
        "ja",
        "ソフトバンクグループはAI投資を拡大する。オープンAIとオラクルとの共同事業に300億ドルを投じる。",
        ["softbank commitment 30bn USD None"],
    ),
    (
        "ja",
        "マイクロソフトとオープンAIについても、最大1000億ドルを投じるデータセンター構想が伝えられている。",
        ["microsoft commitment 100bn USD None"],
    ),
    (
        "zh",
        "腾讯初步拟定的2026年资本开支约为1200亿元。",
        ["tencent guidance 120bn CNY CY2026"],
    ),
    (
        "de",
        "Das Geschäft mit der Übernahme von Vodafone Italia belastet. Die Investitionen von Swisscom beliefen sich 2025 auf"
        " 3,1 Mrd. Fr. Davon entfielen 1,7 Mrd. Fr. auf die Schweiz.",
        ["swisscom actual 3.1bn CHF CY2025", "swisscom actual 1.7bn CHF CY2025"],
    ),
    (
        "pt",
        "Dez dias depois da Amazon, foi a vez da Microsoft. A companhia vai investir R$ 14,7 bilhões no Brasil em três anos"
        " em nuvem.",
        ["microsoft commitment 14.7bn BRL P3Y"],
    ),
    (
        "it",
        "Silicon Box ha messo in conto 3,2 miliardi di euro per la fabbrica di Novara.",
        ["silicon_box commitment 3.2bn EUR None"],
    ),
    (
        "fr",
        "Le fonds émirati MGX, entouré de Bpifrance, Mistral AI et Nvidia, engage 8,5 milliards d'euros dans un campus d'IA.",
        ["mgx commitment 8.5bn EUR None"],
    ),
    (
        "ja",
        "キオクシアは増産する。同社と米サンディスクは北上工場で先端メモリーに7288億円を投じる計画だ。",
        ["kioxia commitment 728.8bn JPY None"],
    ),
    (
        "nl",
        "Google bouwt een datacenter in Groningen. De Amerikanen trekken er 600 miljoen euro voor uit.",
        ["alphabet commitment 0.6bn EUR None"],
    ),
    (
        "nl",
        "ASML investeerde vorig jaar 1,6 miljard euro in gebouwen en machines, tegen 2,1 miljard een jaar eerder.",
        ["asml actual 1.6bn EUR CY2025", "asml actual 2.1bn EUR CY2024"],
    ),
    (
        "nl",
        "Meta verhoogde de raming voor zijn capex dit jaar van 66 tot 72 miljard dollar naar 70 tot 72 miljard dollar.",
        ["meta guidance 66-72bn USD CY2026", "meta guidance 70-72bn USD CY2026"],
    ),
    (
        "it",
        "Nei primi nove mesi del 2025 gli investimenti di Tim sono stati pari a 1,3 miliardi di euro, il 13% dei ricavi.",
        ["telecom_italia actual 1.3bn EUR CY2025-Q1/CY2025-Q3"],
    ),
    (
        "fr",
        "Les investissements d'Alphabet atteindraient 180 milliards de dollars en 2026, le double des 91,4 milliards déboursés"
        " l'an dernier.",
        ["alphabet guidance 180bn USD CY2026", "alphabet actual 91.4bn USD CY2025"],
    ),
    (
        "pt",
        "A dona do Facebook projeta gastar US$ 125 bilhões em 2026, ante US$ 72,2 bilhões no ano passado.",
        ["meta guidance 125bn USD CY2026", "meta actual 72.2bn USD CY2025"],
    ),
    (
        "zh",
        "中国电信2025年资本开支804亿元，低于年初定下的836亿元。",
        ["china_telecom actual 80.4bn CNY CY2025", "china_telecom guidance 83.6bn CNY CY2025"],
    ),
    (
        "zh-Hant",
        "連同進行中的650億美元投資案，台積電在美國的總投資將達1,650億美元。",
        ["tsmc commitment 65bn USD None", "tsmc commitment 165bn USD None"],
    ),
]


def gist(figure) -> str:
    low, high = (None if v is None else f"{v / 10**9:.6f}".rstrip("0").rstrip(".") for v in (figure.low, figure.high))
    amount = low or high if low == high or None in (low, high) else f"{low}-{high}"
    return f"{figure.company} {figure.type} {amount}bn {figure.currency} {figure.period}"


@pytest.mark.parametrize(("language", "text", "expected"), STORIES)
def test_a_story_gives_these_figures(language, text, expected):
    figures = figures_of(text, language=language, published=DAY)
    assert [gist(figure) for figure in figures if figure.modifier != "directional"] == expected
