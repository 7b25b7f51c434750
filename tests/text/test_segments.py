"""Sentences, headings, bullets and rows are cut where a reader would cut them, in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.segments import cells, segments


def cut(text, language="en"):
    return [text[s.start : s.end] for s in segments(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "The U.S. unit spent $3.5 bn. in No. 3. So said J. Smith. Capex (see p. 4) rose!", 3),
        ("en", 'He works at Acme Inc. The unit grew. "We spend $66-72 billion." That is all.', 4),
        ("en", "Capex came to €5.5 B. In 2026 it is €6 B.", 2),
        ("de", "Das sind 3,2 Mrd. Dollar. Bis 30. September flossen 1,4 Bio. Euro z.B. in Chips. Die 4 Mio. Das ist viel.", 4),
        ("de", "Im 3. Quartal stieg der Wert auf 12. Danach fiel er.", 2),
        ("fr", "Le groupe investit 4 Mds. d'euros en France. M. Dupont parle de 1,2 milliard. C'est tout.", 3),
        ("es", "La empresa invertirá 6.690 mdd. en EE.UU. y México. El Sr. Ruiz lo confirmó.", 2),
        ("it", "Microsoft investe 4,3 mld. di euro. Il dott. Bianchi conferma. Fine.", 3),
        ("pt", "São R$ 2,7 bi. em nuvem. A empresa S.A. não comentou.", 2),
        ("nl", "Het bedrijf steekt 3,2 mld. euro in Duitsland. Tot 1,2 mln. mensen, o.a. in Berlijn.", 2),
        ("zh", "资本开支为315.01亿元。他说：“不会停。”第三季度呢？还会增加！", 4),
        ("zh-Hant", "資本支出介於520億至560億美元。去年為409億美元。", 2),
        ("ja", "設備投資は1兆6,000億円。「増やす。」と述べた。次の文。", 3),
        ("ko", "삼성은 47조4천억 원을 투자합니다. 3.5% 늘었다. 계획은 유지됩니다.", 3),
    ],
)
def test_sentences(language, text, sentences):
    assert len(cut(text, language)) == sentences


def test_headings_govern_what_follows_and_nest():
    text = "# Results\n\nGood year. Strong.\n\n## Cloud\n\n- capex rose. More.\n- flat\n\n| x | y |\n|---|---|\n| Capex | 3 |\n\n"
    text += "Outlook\nWe spend more."
    found = segments(text)
    assert "".join(s.kind[0] for s in found) == "hsshbbbtths"
    assert [s.heading for s in found] == [None, 0, 0, 0, 3, 3, 3, 3, 3, 3, 9]


def test_company_headings_of_a_plain_chinese_text():
    text = "四大業者支出合計882億美元。\nGoogle\n第二季資本支出224億美元。財務長指出將上修。\nMeta\n第二季資本支出165億美元。"
    found = segments(text, "zh-Hant")
    governing = [text[found[s.heading].start : found[s.heading].end] if s.heading is not None else None for s in found]
    assert governing == [None, None, "Google", "Google", None, "Meta"]


def test_numbered_headings_and_numbered_lists():
    text = "1. Acme\nAcme spends 80 billion.\n\n2. Initech\nIt spends 75 billion.\n1. one thing\n2. two things"
    assert [s.kind for s in segments(text)] == ["heading", "sentence", "heading", "sentence", "bullet", "bullet"]


def test_hard_wrapped_lines_are_one_sentence():
    text = (
        "The company said that its capital expenditures in the coming fiscal\n"
        "year would come to somewhere in the range of between $66 billion and\n"
        "$72 billion, up from a range of $64 billion to $72 billion that was\n"
        "given in the spring at the annual meeting of its shareholders, which\n"
        "Acme held in Reno."
    )
    assert len(cut(text)) == 1


def test_a_headline_is_not_joined_with_the_line_below():
    assert cut("Acme lifts its capital spending plan for the coming year\nAcme said so on Monday.") == [
        "Acme lifts its capital spending plan for the coming year",
        "Acme said so on Monday.",
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Purchases of property  | (1,234) |  | 987", ["Purchases of property", "(1,234)", "", "987"]),
        ("| Capex | 3 |", ["Capex", "3"]),
        ("Capital expenditures    (1,234)     $ 987", ["Capital expenditures", "(1,234)", "$ 987"]),
        ("Capex\t3\t4", ["Capex", "3", "4"]),
    ],
)
def test_cells(row, expected):
    assert [row[a:b] for a, b in cells(row, 0, len(row))] == expected
    assert [s.kind for s in segments(row)] == ["table_row"]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n\t |.。!#-1"))))
def test_segments_lie_in_the_text_in_order(text):
    at = 0
    for index, segment in enumerate(segments(text, "de")):
        assert at <= segment.start < segment.end <= len(text)
        assert segment.heading is None or segment.heading < index
        spans = cells(text, segment.start, segment.end)
        assert all(segment.start <= a <= b <= segment.end for a, b in spans)
        at = segment.end
