"""Speed of amounts and periods: news texts a second, and time that stays linear on hostile text."""

import re
import time
from collections.abc import Callable
from datetime import date

import pytest

from ingest.figures.money import find_amounts
from ingest.figures.periods import find_periods

NEWS = {
    "en": "Example Corp. said on Wednesday that 2025 capital expenditures would be between $64 billion and $72 billion, up from "
    "$60 billion to $65 billion before. In the third quarter it spent RMB31,775 million (about US$4.3 billion), compared with "
    "17,491 million three months earlier; over the next three years at least 380 billion yuan will go into data centres. ",
    "de": "Der Konzern will im Geschäftsjahr 2026 rund 50 Milliarden Dollar investieren, nach 21,2 Milliarden im Vorjahr. In den "
    "nächsten drei Jahren sollen über 100 Mrd. Euro fließen; eine Anleihe über 3,2 Milliarden Dollar ist schon platziert. ",
    "zh": "公司第三季度资本开支为315.01亿元，同比增长80.1%，过去四个季度合计约1200亿元。集团表示，未来三年将投入超过3800亿元人"
    "民币（约合530亿美元），2026年资本开支介于520亿至560亿美元之间，较去年同期大幅增加。",
}
HOSTILE = [
    "7",
    "(",
    "1 ",
    "1,",
    "1.",
    "$1-",
    "$1bn (",
    "1 and ",
    "billion ",
    "亿",
    "千",
    "1亿",
    "约",
    "year ",
    "q1 ",
    "2025 ",
    "\n",
]
READERS: dict[str, Callable[[str, str], object]] = {
    "amounts": find_amounts,
    "periods": lambda text, language: find_periods(text, language, date(2025, 11, 1)),
}


def seconds(function: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the fastest of some runs."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        function()
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_in_proportion_to_hostile_text(reader, unit, language):
    read = READERS[reader]
    short, long = (unit * (size // len(unit)) for size in (4_000, 32_000))
    read(short, language)
    assert seconds(lambda: read(long, language), times=2) < 24 * seconds(lambda: read(short, language)) + 0.02


@pytest.mark.parametrize("language", NEWS)
def test_documents_a_second(language, capsys):
    text = NEWS[language]
    while len(text.encode()) < 2000:
        text += NEWS[language]
    spent = {name: seconds(lambda read=read: read(text, language), times=30) for name, read in READERS.items()}
    scan = seconds(lambda: re.findall(r"\w", text), times=30)
    with capsys.disabled():
        rates = ", ".join(f"{name} {1 / s:,.0f}" for name, s in (spent | {"both": sum(spent.values())}).items())
        print(f"\n{language}: documents of {len(text.encode())} bytes a second on one core: {rates}")
    assert sum(spent.values()) < 150 * scan
