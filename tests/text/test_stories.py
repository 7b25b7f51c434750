"""The same story again is recognised; the next quarter's release and a translation are not it."""

import random
import time
from datetime import date

from ingest.text.stories import Story, assign

RELEASE = (
    "Acme Corp today reported results for the quarter ended June 30, 2025. Revenue was $10.5 billion, up 12% from a year ago. "
    "Capital expenditures were $2.1 billion. Net income was $3.3 billion or $1.20 per share. The company expects capital "
    "expenditures of $8 billion to $9 billion in the full year. Acme will hold a conference call at 2 p.m. Pacific time. "
    "About Acme: Acme makes things that matter to people all over the world and is listed on Nasdaq."
)
NEXT_QUARTER = (
    RELEASE.replace("June 30", "September 30")
    .replace("10.5", "11.9")
    .replace("12%", "15%")
    .replace("2.1", "2.4")
    .replace("3.3", "3.9")
    .replace("1.20", "1.44")
)
BEFORE = "Subscribe to our newsletter and get 20% off. Sign in. Share this story on 4 networks. "
AFTER = " Copyright 2025 Example Media. More on this: 10 stocks to watch; 5 things to know before the bell. Terms and privacy."
CHINESE = (
    "甲公司周三公布的财报显示，第二季度资本开支为386.76亿元，同比增长220%，主要用于采购服务器和扩建数据中心。管理层在电话会上表示，"
    "未来三年将投入3800亿元建设云计算和人工智能基础设施，不排除进一步追加。"
)


def _stories(**texts: str) -> dict[str, str]:
    return assign(Story(name, text, date(2025, 7, day)) for day, (name, text) in enumerate(texts.items(), 1))


def test_changed_boilerplate_is_the_same_story():
    changed = RELEASE.replace("About Acme: Acme makes things", "Note to editors: Acme produces goods")
    assert _stories(first=RELEASE, framed=BEFORE + RELEASE + AFTER, changed=changed) == {
        "first": "first",
        "framed": "first",
        "changed": "first",
    }


def test_the_next_quarter_of_a_template_is_another_story():
    assert _stories(q2=RELEASE, q3=NEXT_QUARTER) == {"q2": "q2", "q3": "q3"}


def test_a_corrected_amount_is_another_story():
    many = {"2.1": "2.6", "10.5": "10.9", "3.3": "3.1", "8 billion": "7 billion"}
    corrected = RELEASE
    for old, new in many.items():
        corrected = corrected.replace(old, new)
    assert _stories(first=RELEASE, corrected=corrected)["corrected"] == "corrected"


def test_chinese_texts():
    framed = "点击下载客户端。" + CHINESE + "责任编辑：某某。更多新闻请关注本站。"
    other = CHINESE.replace("第二季度", "第三季度").replace("386.76", "315.01").replace("220%", "80.1%").replace("3800", "4800")
    assert _stories(first=CHINESE, framed=framed, other=other) == {"first": "first", "framed": "first", "other": "other"}


def test_the_earliest_document_names_the_story_and_undated_ones_come_last():
    stories = assign(
        [Story("undated", RELEASE, None), Story("late", RELEASE, date(2025, 8, 2)), Story("early", RELEASE, date(2025, 8, 1))]
    )
    assert set(stories.values()) == {"early"}


def test_empty_texts_are_stories_of_their_own_or_one():
    assert assign([Story("a", "", None), Story("b", RELEASE, None)])["b"] == "b"


def test_time_is_linear_when_all_share_their_boilerplate():
    random.seed(7)
    vocabulary = [f"word{n}" for n in range(3000)]

    def site(count: int) -> list[Story]:
        texts = (" ".join(random.choices(vocabulary, k=120)) for _ in range(count))
        return [Story(str(n), BEFORE + text + AFTER, None) for n, text in enumerate(texts)]

    def seconds(documents: list[Story]) -> float:
        begun = time.perf_counter()
        assert len(set(assign(documents).values())) == len(documents)
        return time.perf_counter() - begun

    small, large = site(300), site(1800)
    assert seconds(large) < 6 * 3 * max(seconds(small), 0.02)
