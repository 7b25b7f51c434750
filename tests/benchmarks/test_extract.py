"""Extraction: documents a second on one core, memory over many, time by length."""

import json
import subprocess
import sys
import time

from ingest.figures.extract import figures_of
from tests.corpus import corpus

SIZE = 2000
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
    joined = "\n\n".join(d["text"] for part in corpus.PARTS for d in corpus.documents(part) if d["lang"] == language)
    data = joined.encode()
    return [data[at : at + SIZE].decode(errors="ignore") for at in range(0, len(data) - SIZE, SIZE)]


def test_documents_a_second(capsys):
    rates = {}
    for language in ("en", "de", "zh", "ja"):
        texts = two_kilobyte_texts(language)
        figures_of(texts[0], language=language)
        began = time.process_time()
        for text in texts:
            figures_of(text, language=language)
        rates[language] = len(texts) / (time.process_time() - began)
    with capsys.disabled():
        print("\n2 KB documents a second, one core: " + ", ".join(f"{k} {v:.0f}" for k, v in rates.items()))
    assert min(rates.values()) > 90


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
