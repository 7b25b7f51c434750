"""Reading documents: megabytes and documents a second on one core, beside what else one would use, all in one run."""

import gzip
import io
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
import trafilatura
from charset_normalizer import from_bytes

from ingest.catalog import companies as catalogue
from ingest.figures.tables import table_figures
from ingest.text import document, html
from ingest.text.encoding import decode
from ingest.text.segments import segments
from ingest.text.stories import Story, assign
from tests.text import pages

FILINGS = Path(__file__).parents[2] / "../shared/data/filings"
NAMES = ("AMZN/10-K_amzn-10-k-2025-02-07", "GOOGL/10-K_googl-10-k-2025-02-05", "NVDA/10-Q_FY2026Q3")
shared = pytest.mark.skipif(not FILINGS.is_dir(), reason="real filings (../shared/data/filings) are not here")


def seconds(function: Callable[[], object], times: int = 3) -> float:
    """CPU seconds of the fastest of some runs."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        function()
        taken.append(time.process_time() - began)
    return min(taken)


@shared
def test_filings_beside_a_text_finder_and_a_table_reader(capsys):
    sources = [gzip.decompress((FILINGS / f"{name}.htm.gz").read_bytes()).decode() for name in NAMES[:1]]
    size = sum(map(len, sources)) / 1e6
    ours = seconds(lambda: [html.read(source) for source in sources])
    finder = seconds(lambda: [trafilatura.extract(source, fast=True, include_tables=True) for source in sources], times=1)
    tables = seconds(lambda: [pd.read_html(io.BytesIO(source.encode()), flavor="lxml") for source in sources], times=1)
    row = "Purchases of property and equipment | (63,645) | (52,729) | (82,999)"
    with capsys.disabled():
        print(f"\nfilings, MB/s: ours {size / ours:.0f}, trafilatura {size / finder:.0f}, pandas.read_html {size / tables:.1f}")
    assert row in html.read(sources[0]).text
    assert row not in (trafilatura.extract(sources[0], fast=True, include_tables=True) or "")
    assert ours < finder and ours < tables


@shared
def test_from_bytes_to_the_capex_of_a_filing(capsys):
    taken = {}
    for name in NAMES:
        data = gzip.decompress((FILINGS / f"{name}.htm.gz").read_bytes())
        began = time.process_time()
        parsed = document.read(data)
        figures = table_figures(parsed.text, segments(parsed.text), company=catalogue.get("amazon")).figures
        taken[name] = time.process_time() - began
        assert figures
    with capsys.disabled():
        print(f"\nbytes to capex, s: {', '.join(f'{name} {t:.2f}' for name, t in taken.items())}")
    assert max(taken.values()) < 1


def test_segments_of_announcements(capsys):
    folder = Path(str(files("ingest") / "sample" / "announcements"))
    notes = [document.read(path.read_bytes(), filename=path.name) for path in sorted(folder.rglob("*.md"))]
    size = sum(len(note.text.encode()) for note in notes)
    taken = seconds(lambda: [segments(note.text, note.language) for note in notes])
    per_document = taken / size * 2048 * 1000
    with capsys.disabled():
        print(f"\nsegments: {per_document:.2f} ms for 2 KB, {size / taken / 1e6:.1f} MB/s")
    assert per_document < 0.3


def test_segments_take_linear_time_on_hostile_text():
    for pattern in ("1.", "(", "a. ", "。", "- x ", "| ", "\n", "1.2,", "A.B", "#", "\t", "   5", "。」"):
        small, large = pattern * 10_000, pattern * 60_000
        assert seconds(lambda text=large: segments(text), 1) < 18 * max(seconds(lambda text=small: segments(text), 1), 0.01)


def test_web_pages_and_encodings(capsys):
    data = pages.page(pages.CHINESE * 20, charset="gb18030").replace(b'charset="gb18030"', b"")
    assert "386.76" in decode(data)
    ours = seconds(lambda: decode(data))
    whole = seconds(lambda: str(from_bytes(data).best()))
    page = pages.page(pages.ENGLISH * 10)
    read = seconds(lambda: document.read(page))
    with capsys.disabled():
        speeds = f"{len(data) / ours / 1e6:.0f} MB/s (charset-normalizer alone {len(data) / whole / 1e6:.1f})"
        print(f"\ndecode {speeds}; page {read * 1000:.0f} ms")
    assert ours < whole


def test_stories(capsys):
    folder = Path(str(files("ingest") / "sample" / "announcements"))
    texts = [document.read(path.read_bytes(), filename=path.name).text for path in sorted(folder.rglob("*.md"))]
    stories = [Story(f"{n}-{k}", f"Edition {k}. {text}", None) for k in range(10) for n, text in enumerate(texts)]
    taken = seconds(lambda: assign(stories), 1)
    found = len(set(assign(stories).values()))
    with capsys.disabled():
        print(f"\nstories: {len(stories) / taken:.0f} documents a second; {len(stories)} documents are {found} stories")
    assert found == len(texts)
    assert len(stories) / taken > 300
