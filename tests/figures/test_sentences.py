"""Every figure of a sentence comes out, and nothing else: `sentences.txt`, `sentences_<language>.txt`.

Trap avoided: rules that fit the labelled texts only.
"""

from datetime import date
from pathlib import Path

import pytest

from ingest.figures.extract import figures_of

_BUCKETS = {"actual": "a", "guidance": "f", "commitment": "f", "financing": "$"}
_LINES = [
    (path.stem.partition("_")[2] or "en", line)
    for path in sorted(Path(__file__).parent.glob("sentences*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _in_billions(low, high) -> str:
    ends = [f"{float(value) / 1e9:.12g}" for value in dict.fromkeys((low, high)) if value is not None]
    return "-".join(ends)


@pytest.mark.parametrize(("language", "line"), _LINES)
def test_a_sentence_gives_its_figures_and_no_others(language, line):
    said, _, expected = line.rpartition("=>")
    title, _, text = said.rpartition(" ## ")
    found = figures_of(text.strip().replace("\\n", "\n"), language=language, published=date(2026, 2, 2), title=title)
    stated = [figure for figure in found if figure.modifier != "directional"]
    figures = sorted(f"{f.company} {_BUCKETS[f.type]} {_in_billions(f.low, f.high)}" for f in stated)
    assert figures == sorted(figure.strip() for figure in expected.split(";") if figure.strip())
