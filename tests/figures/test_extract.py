"""What a text says: figures by value, one behaviour at a time, in the words of the press; and what must hold for any text."""

import random
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.figures.extract import figures_of

DAY = date(2025, 10, 30)
BN = 10**9


def read(text: str, language: str = "en", title: str | None = None, published: date | None = DAY):
    return figures_of(text, language=language, title=title, published=published)


def told(text: str, language: str = "en", title: str | None = None, published: date | None = DAY) -> list[tuple]:
    """(company, type, low in billions, high in billions) of each figure with an amount."""
    return [
        (f.company, f.type, *(None if v is None else float(v) / BN for v in (f.low, f.high)))
        for f in read(text, language, title, published)
        if f.modifier != "directional"
    ]


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "Intel spent $4.0 billion on capital expenditures in the third quarter.", [("intel", "actual", 4, 4)]),
        ("de", "Infineon rechnet für 2026 mit Investitionen von rund 2,2 Milliarden Euro.", [("infineon", "guidance", 2.2, 2.2)]),
        ("zh", "小米集团第三季度资本开支为38.6亿元。", [("xiaomi", "actual", 3.86, 3.86)]),
        ("zh-Hant", "聯電2026年資本支出預計15億美元。", [("umc", "guidance", 1.5, 1.5)]),
        ("ja", "キオクシアは四日市工場の新棟に約7300億円を投資する。", [("kioxia", "commitment", 730, 730)]),
        ("ko", "네이버는 올해 인프라 투자에 1조원 이상을 집행하겠다고 밝혔다.", [("naver", "guidance", 1000, None)]),
        ("fr", "OVHcloud prévoit 3 milliards d'euros de dépenses d'investissement en 2026.", [("ovhcloud", "guidance", 3, 3)]),
        ("es", "Telefónica cerró 2024 con un capex de 5.210 millones de euros.", [("telefonica", "actual", 5.21, 5.21)]),
        ("it", "Enel investirà un miliardo di euro in un data center.", [("enel", "commitment", 1, 1)]),
        ("pt", "A Start Campus vai investir 8,5 mil milhões de euros até 2030.", [("start_campus", "commitment", 8.5, 8.5)]),
        ("nl", "Google steekt 600 miljoen euro in een nieuw datacenter.", [("alphabet", "commitment", 0.6, 0.6)]),
    ],
)  # fmt: skip
def test_every_language_is_read(language, text, figures):
    assert told(text, language) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Intel had revenue of $13.7 billion and net income of $4.1 billion in the quarter.",
        "The market value of Nvidia rose by $300 billion to $5 trillion.",
        "SAP will buy back shares for up to €10 billion.",
        "Microsoft's backlog of remaining performance obligations rose to $392 billion.",
        "Micron was awarded $6.1 billion in CHIPS Act grants.",
        "AWS expects the project to add $15 billion to the country's GDP.",
        "AMD bought ZT Systems for $4.9 billion.",
        "Nvidia's newest rack sells for $3 million apiece.",
        "Oracle's operating expenses were $10.7 billion and research and development cost $2.6 billion.",
        "Microsoft, Alphabet, Amazon and Meta together spent $410 billion on capital expenditures in 2025.",
        "The European Union committed €200 billion to AI.",
        "Meta denied a report that capital expenditures would reach $200 billion.",
        f"The government said{' and said again,' * 20} that it will invest $5 billion in data centers in 2026.",
    ],
)
def test_what_is_no_investment_of_a_company_stays_out(text):
    assert told(text) == []


def test_several_companies_in_a_sentence_keep_their_own():
    text = "Alphabet expects capital expenditures of $92 billion in 2025, Meta $71 billion and Amazon about $125 billion."
    assert [(c, low) for c, _, low, _ in told(text)] == [("alphabet", 92), ("meta", 71), ("amazon", 125)]


def test_respectively_shares_out_in_order():
    text = "Amazon and Meta will spend $125 billion and $71 billion, respectively, on capital expenditures in 2025."
    assert [(c, low) for c, _, low, _ in told(text)] == [("amazon", 125), ("meta", 71)]


def test_old_and_new_guidance_are_two_figures_of_one_period():
    new, old = read(
        "Meta raised its 2025 capital expenditure forecast to $70-72 billion from a previous range of $66-72 billion."
    )
    assert [(f.type, f.period, f.modifier) for f in (new, old)] == [("guidance", "CY2025", "range")] * 2
    assert (new.relation, old.relation) == (None, "superseded")
    assert new.status == "raised"


def test_consensus_beside_an_actual_is_the_analysts():
    actual, consensus = read("Microsoft's capex came in at $30.9 billion in the third quarter, vs. Street $35.3 billion.")
    assert (actual.type, actual.attribution) == ("actual", "company")
    assert (consensus.type, consensus.attribution) == ("guidance", "analyst")


def test_the_company_is_whom_the_text_speaks_of():
    text = "Oracle reported earnings on Tuesday.\n\nThe company said it would spend $50 billion on data centers in fiscal 2026."
    assert [(f.company, f.period) for f in read(text)] == [("oracle", "FY2026")]


def test_subsidiaries_and_epithets_are_their_company():
    assert [c for c, *_ in told("AWS plans to invest $11 billion in data centers in Georgia.")] == ["amazon"]
    assert [c for c, *_ in told("The ChatGPT maker will invest $20 billion in data centers.")] == ["openai"]


def test_the_buyer_pays_and_the_supplier_does_not():
    assert [c for c, *_ in told("OpenAI will buy $38 billion of computing power from Oracle over seven years.")] == ["openai"]


def test_partners_in_one_project_are_entered_under_the_first():
    text = "Deutsche Telekom and Nvidia will jointly invest one billion euros in a data center in Munich."
    assert [c for c, *_ in told(text)] == ["deutsche_telekom"]


def test_headings_and_list_items_name_the_company():
    assert [c for c, *_ in told("Capital expenditures\n\nIntel\nThe 2026 budget is $15 billion for capital expenditures.")] == [
        "intel"
    ]
    listed = "Announced at the summit:\n- **Equinix**: €630 million in data centres\n- **Prologis**: €3.5 billion in data centres"
    assert [(c, low) for c, _, low, _ in told(listed)] == [("equinix", 0.63), ("prologis", 3.5)]


def test_the_sum_under_a_list_is_nobodys():
    text = (
        "Equinix will invest €630 million in data centres. Prologis will invest €3.5 billion in data centres. "
        "In total, €109 billion will be invested."
    )
    assert [low for _, _, low, _ in told(text)] == [0.63, 3.5]


def test_a_difference_counts_only_when_no_total_is_stated():
    with_total = "Meta raised its 2025 capital expenditures forecast by $4 billion, to $72 billion."
    assert [low for _, _, low, _ in told(with_total)] == [72]
    alone = "Infineon raises its investments in fiscal 2026 by about 500 million euros."
    assert [low for _, _, low, _ in told(alone)] == [0.5]


def test_a_conversion_is_no_second_figure():
    (figure,) = read("Alibaba will invest more than 380 billion yuan ($53 billion) in cloud and AI over three years.")
    assert (figure.currency, figure.modifier, float(figure.low), figure.high) == ("CNY", "at_least", 380e9, None)
    assert [(float(amount), currency) for amount, currency in figure.alt] == [(53e9, "USD")]
    assert figure.period == "P3Y"


def test_a_headline_and_the_exact_amount_below_it_are_one_figure():
    text = (
        "AWS plans $15 billion for cloud in Japan\n\n"
        "Amazon Web Services will invest 2.26 trillion yen ($15.24 billion) in cloud computing in Japan by 2027."
    )
    assert [(f.company, f.currency, f.period) for f in read(text)] == [("amazon", "JPY", "/2027")]


def test_equal_amounts_at_two_places_are_two_figures():
    text = "Amazon will spend $10 billion on data centers in Ohio. It will also spend $10 billion on data centers in Mississippi."
    assert [(f.low, f.place, f.place_type) for f in read(text)] == [(10 * BN, "Ohio", "site"), (10 * BN, "Mississippi", "site")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alibaba raises $3.2 billion with a convertible bond. The proceeds will go to data centers.", [("alibaba", 3.2)]),
        ("Alibaba raises $5 billion with a convertible bond. The proceeds are meant for share repurchases.", []),
        ("Nebius obtained a $775 million debt facility to build its AI cloud.", [("nebius", 0.775)]),
    ],
)  # fmt: skip
def test_money_raised_counts_when_it_pays_for_investment(text, expected):
    assert [(f.company, float(f.low) / BN) for f in read(text) if f.type == "financing"] == expected


def test_the_share_of_the_proceeds_and_the_instrument():
    (figure,) = read(
        "Alibaba raises $3.2 billion with a convertible bond. About 80% of the proceeds will go to its data centers."
    )
    assert (figure.share.percent, figure.share.of) == (80.0, "proceeds")
    assert "data centers" in figure.share.use
    assert figure.instrument == "convertible"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Oracle's $165 billion data center campus in New Mexico has been delayed.", "delayed"),
        ("Blackstone has abandoned its $100 billion data center project in Virginia.", "cancelled"),
        ("Tesla lowered its 2026 capital expenditure forecast to $9 billion.", "lowered"),
        ("Oracle reaffirmed capital expenditures of $50 billion for fiscal 2026.", "maintained"),
        ("xAI is in talks to raise $15 billion for data centers.", "reported_talks"),
    ],
)
def test_status(text, status):
    assert [figure.status for figure in read(text)] == [status]


@pytest.mark.parametrize(
    ("text", "language", "period"),
    [
        ("Meta spent $19.4 billion on capital expenditures in the third quarter of 2025.", "en", "CY2025-Q3"),
        ("Microsoft expects capital expenditures of $40 billion in the fourth quarter of fiscal 2026.", "en", "FY2026-Q4"),
        ("Brookfield will invest €20 billion in data centres by 2030.", "en", "/2030"),
        ("Amazon intends to invest A$20 billion in data centres between 2025 and 2029.", "en", "2025/2029"),
        ("Tesla plans capital expenditures of $10 billion this year.", "en", "CY2025"),
        ("SAP will binnen zehn Jahren 20 Mio. Euro in seine Cloud-Infrastruktur stecken.", "de", "P10Y"),
        ("阿里巴巴未来三年将投入3800亿元建设AI基础设施。", "zh", "P3Y"),
    ],
)
def test_periods(text, language, period):
    assert [figure.period for figure in read(text, language)] == [period]


def test_each_amount_takes_its_own_period_and_lists_are_shared_out():
    text = (
        "Tencent's capital expenditures were 19.1 billion yuan and 13 billion yuan in the second and third quarters of 2025, "
        "respectively, after 36.6 billion yuan in the fourth quarter of 2024."
    )
    assert [(float(f.low) / BN, f.period) for f in read(text)] == [(19.1, "CY2025-Q2"), (13, "CY2025-Q3"), (36.6, "CY2024-Q4")]


def test_a_day_in_a_projects_life_is_no_period_of_its_cost():
    (figure,) = read(
        "Micron will build a $24 billion memory plant in Singapore, where production should start in the second half of 2028."
    )
    assert (figure.type, figure.period) == ("commitment", None)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Amazon's purchases of property and equipment were $34 billion in the third quarter.", "cash_ppe_gross"),
        (
            "Microsoft's capital expenditures were $34.9 billion in the third quarter, finance leases included.",
            "incl_finance_leases",
        ),
        ("TSMC's board of directors approved capital appropriations of $15 billion.", "appropriation"),
    ],
)
def test_measures_that_the_words_name(text, measure):
    assert [figure.measure for figure in read(text)] == [measure]


def test_unnamed_sources_are_the_press():
    (figure,) = read("ByteDance plans capital expenditures of $23 billion in 2026, people familiar with the matter said.")
    assert figure.attribution == "press"


def test_guidance_without_a_number_is_directional():
    text = "Microsoft reported results. Capex will grow at a higher rate in fiscal 2027 than in fiscal 2026, the company said."
    (figure,) = read(text, title="Microsoft results")
    assert (figure.type, figure.modifier, figure.low, figure.high, figure.period) == (
        "guidance",
        "directional",
        None,
        None,
        "FY2027",
    )


def test_what_is_said_has_words_to_prove_it():
    text = "Intel expects capital expenditures of $18 billion in 2025."
    (figure,) = read(text)
    assert text[figure.start : figure.end] == figure.quote == "$18 billion"
    assert "capital expenditures" in figure.why and "Intel" in figure.why
    assert 0.5 < figure.confidence < 1


def test_an_unknown_company_is_not_taken_for_the_one_before():
    text = "Crusoe builds data centers in Abilene.\n\nSesame Robotics Inc. raised $250 million for AI data centers."
    assert [c for c, *_ in told(text)] == ["sesame_robotics"]


def test_a_short_form_that_the_text_defines():
    text = "Princeton Digital Group (PDX) runs data centres in Asia. PDX will invest $1 billion in a data centre in Jakarta."
    assert [c for c, *_ in told(text)] == ["princeton_digital"]


WORDS = st.sampled_from(
    [
        *("Meta", "Alibaba", "台積電", "capex", "资本开支", "data center", "bond", "of the proceeds", "**Name** Inc."),
        *("$", "€", "5", "3,2", "Milliarden", "billion", "亿元", "兆円", "2025", "Q3", "%", "up to", "each"),
        *("in", "von", "from", "respectively", "said", "(", ")", "|", "\n", ".", ",", "\u0130", "\u00a0"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300), language=st.sampled_from(["en", "de", "zh", "ja", "ko", "fr", "sv", ""]))
@example(text="$5 billion " * 30, language="en")
@example(text="İ$5bn capex Meta ﷼٣", language="en")
@example(text="Meta plans capex of $5bn \ud800 in 2026", language="en")
def test_any_text_is_survived(text, language):
    check(text, language)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(WORDS, max_size=40), language=st.sampled_from(["en", "de", "zh", "ja"]))
def test_any_salad_of_words_is_survived(words, language):
    check(" ".join(words), language)


def check(text: str, language: str) -> None:
    for figure in figures_of(text, language=language or None, published=DAY, title=text[:40]):
        assert 0 <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.quote
        assert 0 <= figure.confidence <= 1
        assert (figure.low is None and figure.high is None) == (figure.modifier == "directional")
        assert figure.low is None or figure.high is None or figure.low <= figure.high


HOSTILE = ("7", "(", "A", "Aa", "A-", "A ", "$5bn, ", "Meta ", "Meta spent $5 billion on capex, ", "capex ")


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_length_not_faster(unit):
    """A hostile line: ten times the text takes no more than about ten times as long.

    Of two times the better: the garbage collector walks over what all other tests have left.
    """

    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        began = time.process_time()
        figures_of(text, language="en")
        return time.process_time() - began

    seconds(1000)
    short, long = max(seconds(20_000), 0.02), min(seconds(200_000), seconds(200_000))
    assert long < 25 * short


@pytest.mark.parametrize("published", [date.min, date(9999, 12, 31)])
def test_an_impossible_day_counts_as_unknown(published):
    text = "Meta will spend $70 billion this year and $5 billion by the end of next quarter, over five years."
    assert read(text, published=published) == read(text, published=None)


def test_order_of_documents_does_not_matter():
    texts = ["Intel expects capital expenditures of $18 billion in 2025.", "Meta spent $19.4 billion on capital expenditures."]
    once = [told(text) for text in texts]
    random.Random(1).shuffle(texts)
    assert sorted(told(text) for text in texts) == sorted(once)
