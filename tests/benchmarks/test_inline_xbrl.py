"""Inline XBRL of a filing: the own pass beside the library made for it, speed and correctness in one run."""

import gzip
import io
import re
import time
import warnings
from datetime import date
from pathlib import Path

import pytest
from ixbrlparse import IXBRL

from ingest.xbrl import inline

FILINGS = Path(__file__).parents[2] / "../shared/data/filings"
SOME = inline.Filing("0000000000-26-000001", "10-K", date(2026, 1, 1))

pytestmark = pytest.mark.skipif(not FILINGS.is_dir(), reason="real filings (../shared/data/filings) are not here")


def library(data: bytes) -> IXBRL:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return IXBRL(io.StringIO(data.decode()), raise_on_error=False)


def test_as_the_library_reads_them_and_much_faster(capsys):
    names = ("AAPL/10-Q_aapl-20250329", "AMZN/10-Q_0001018724-23-000012", "NVDA/10-Q_FY2023Q1", "META/10-Q_0001326801-23-000093")
    ours = theirs = 0.0
    size = compared = 0
    for name in names:
        data = gzip.decompress((FILINGS / f"{name}.htm.gz").read_bytes())
        size += len(data)
        began = time.perf_counter()
        facts, _ = inline.facts(data, filing=SOME, item=name, raw_sha256="ab")
        ours += time.perf_counter() - began
        began = time.perf_counter()
        listed = library(data).numeric
        theirs += time.perf_counter() - began
        read = {
            (each.name, str(each.context.startdate), str(each.context.enddate)): each.value
            for each in listed
            if not each.context.segments and each.context.startdate
        }
        for fact in facts:
            assert read[fact.concept, str(fact.period_start), str(fact.period_end)] == float(fact.value)
            compared += 1
    with capsys.disabled():
        print(f"\n{len(names)} filings, {size / 1e6:.1f} MB: {ours:.2f} s, ixbrlparse {theirs:.2f} s ({theirs / ours:.0f} x)")
    assert compared > 60
    assert theirs > 10 * ours


def test_why_not_the_library():
    """It reads nil as nothing spent. When this fails, the library has become good enough: use it."""
    data = gzip.decompress((FILINGS / "AAPL/10-Q_aapl-20250329.htm.gz").read_bytes())
    nil = re.search(
        rb'<ix:nonFraction[^>]*xsi:nil="true"[^>]*name="([^"]+)"|<ix:nonFraction[^>]*name="([^"]+)"[^>]*xsi:nil="true"', data
    )
    name = (nil[1] or nil[2]).decode().partition(":")[2]
    assert {each.value for each in library(data).numeric if each.name == name} == {0}
