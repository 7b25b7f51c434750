"""Extraction: documents a second on one core, memory over many, time by length."""

import json
import subprocess
import sys
import time
from pathlib import Path

from ingest import native
from ingest.figures.extract import figures_of
from tests.corpus import corpus

SIZE = 2000
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja", "ko")
GOLD = [Path(__file__).parents[2] / "../shared" / folder for folder in ("gold", "sample/gold")]
GOAL, FLOOR = 300, 180
"""What `make fast` is for, and what the sources reach on a machine shared with others (idle, the slowest language reads 270)."""
PROGRAM = """
import sys
from pathlib import Path
sys.stdout = open("/dev/null", "w")
from ingest.cli import app
try:
    app(["extract", "--documents", "-"])
except SystemExit:
    pass
print(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")), file=sys.stderr)
"""
"""Extracts what comes in and prints its own peak memory (`ru_maxrss` would be that of the process that started it)."""


def two_kilobyte_texts(language: str) -> list[str]:
    """Texts of the corpus, joined and cut to 2 KB."""
    return pieces("\n\n".join(d["text"] for part in corpus.PARTS for d in corpus.documents(part) if d["lang"] == language))


def pieces(joined: str) -> list[str]:
    """A text cut to 2 KB."""
    data = joined.encode()
    return [data[at : at + SIZE].decode(errors="ignore") for at in range(0, len(data) - SIZE, SIZE)]


def gold_texts(language: str) -> list[str]:
    """The official labelled texts, which come closest to what is extracted in earnest, joined and cut alike."""
    labels = [json.loads(path.read_text("utf-8")) for folder in GOLD for path in sorted(folder.glob("*.json"))]
    texts = [label["text"] for label in labels if isinstance(label, dict) and label.get("lang") == language]
    return pieces("\n\n".join(texts))


def varied(text: str) -> str:
    """The text with other digits, so that nothing remembered of the first reading helps the second."""
    return text.translate(str.maketrans("3456789", "9345678"))


def rate(texts: list[str], language: str) -> float:
    """Documents a second of processor time, by a process that goes on: the first hundred of a language take longer."""
    for text in texts:
        figures_of(text, language=language)
    taken = []
    for _ in range(2):
        texts = [varied(text) for text in texts]
        began = time.process_time()
        for text in texts:
            figures_of(text, language=language)
        taken.append(time.process_time() - began)
    return len(texts) / min(taken)


def test_documents_a_second(capsys):
    rates = {language: rate(two_kilobyte_texts(language), language) for language in LANGUAGES}
    gold = {language: rate(texts, language) for language in LANGUAGES if (texts := gold_texts(language))}
    with capsys.disabled():
        print(f"\n2 KB documents a second, one core, {native.state()}: " + ", ".join(f"{k} {v:.0f}" for k, v in rates.items()))
        print("the official labelled texts alike: " + ", ".join(f"{k} {v:.0f}" for k, v in gold.items()))
    assert min(rates.values()) > (GOAL if native.state() == "compiled" else FLOOR)


def test_memory_stays_flat_over_many_documents(capsys):
    """Peak memory of `capex extract` over 20,000 documents is that over 1,000 and little more."""
    line = json.dumps({"id": "a", "text": two_kilobyte_texts("en")[0][:600], "lang": "en"}) + "\n"
    peaks = []
    for count in (1000, 20_000):
        done = subprocess.run([sys.executable, "-c", PROGRAM], input=line * count, capture_output=True, text=True, check=True)
        peaks.append(int(done.stderr.split()[-2]) / 1024)
    with capsys.disabled():
        print(f"\npeak memory: 1,000 documents {peaks[0]:.0f} MB, 20,000 documents {peaks[1]:.0f} MB")
    assert peaks[1] < peaks[0] + 30
