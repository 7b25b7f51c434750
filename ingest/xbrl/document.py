"""The JSON shape of company facts, read into typed structs of the wanted concepts only.

Trap avoided: building the tens of thousands of facts that nobody asked for. msgspec skips over unknown keys without making
objects, so a 4 MB document costs milliseconds. Trap avoided: one malformed row that costs a filer; when the strict reading
fails, rows are read one by one and only the bad ones are left out, with their reason.

Own embedded files have the same shape (`encode`): only the wanted concepts and only dates, values, accessions and forms. Two
additions: a row may name another `source`, and concepts of a filer's own taxonomy stand under `custom`.
"""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
from isal import isal_zlib

from ingest.errors import CapexError

MAX_BYTES = 500_000_000
"""More than this is not one filer's company facts but an attack or a mistake."""

_SHAPE = "company facts are one JSON object with cik, entityName and facts"


class Refused(CapexError):
    """A document that gives no facts at all, and why."""


class NoFacts(Refused):
    """A sound document of a filer that reports none of the wanted concepts."""


class Observation(msgspec.Struct, omit_defaults=True):
    """One row as SEC serves it; `fy`, `fp` and `frame` describe the filing or move between downloads and are not read."""

    end: date
    val: Decimal
    accn: str
    filed: date
    start: date | None = None
    form: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Series:
    """The rows of one concept in one unit; `unreadable` says what was wrong with rows that had to be left out."""

    taxonomy: str
    concept: str
    unit: str
    rows: list[Observation]
    unreadable: list[str]


@dataclass(frozen=True)
class Document:
    """Identity and series of one filer's company facts."""

    cik: int
    entity_name: str | None
    series: list[Series]


@lru_cache(maxsize=16)
def _decoder(wanted: tuple[tuple[str, str], ...], row: Any) -> msgspec.json.Decoder:
    """Decoder of a document whose `facts` hold just the wanted (taxonomy, concept) pairs, rows typed as `row`."""
    concept = msgspec.defstruct("ConceptFacts", [("units", dict[str, list[row]] | None, None)])
    taxonomies = {}
    for taxonomy, name in wanted:
        taxonomies.setdefault(taxonomy, []).append((name, concept | None, None))
    facts = msgspec.defstruct(
        "Facts",
        [(f"t{i}", msgspec.defstruct(f"Taxonomy{i}", names) | None, None) for i, names in enumerate(taxonomies.values())],
        rename={f"t{i}": taxonomy for i, taxonomy in enumerate(taxonomies)},
    )
    fields = [
        ("cik", int | str),
        ("entityName", str | None, None),
        ("facts", facts | None, None),
        ("custom", dict[str, dict[str, concept]] | None, None),
    ]
    return msgspec.json.Decoder(msgspec.defstruct("CompanyFacts", fields))


_observation = msgspec.json.Decoder(Observation)
_encoder = msgspec.json.Encoder(decimal_format="number")


def decompressed(data: bytes) -> bytes:
    """Plain bytes of plain or gzip bytes. Raises Refused on a damaged or monstrous stream."""
    if data[:2] == b"\x1f\x8b":
        inflater = isal_zlib.decompressobj(wbits=31)
        try:
            data = inflater.decompress(data, MAX_BYTES + 1)
        except isal_zlib.error as error:
            raise Refused(f"damaged gzip ({error})") from None
        if len(data) <= MAX_BYTES and not inflater.eof:
            raise Refused(f"truncated gzip: the stream ends early, after {len(data):,} bytes of content")
    if len(data) > MAX_BYTES:
        raise Refused(f"larger than {MAX_BYTES // 1_000_000} MB: not one filer's company facts")
    return data.removeprefix(b"\xef\xbb\xbf")


def read(data: bytes, wanted: tuple[tuple[str, str], ...]) -> Document:
    """Company facts (JSON, plain or gzip) reduced to the wanted (taxonomy, concept) pairs. Raises Refused, NoFacts."""
    found = _decoded(decompressed(data), wanted)
    try:
        cik = int(found.cik)
    except ValueError:
        raise Refused(f"CIK {found.cik!r} is not a number") from None
    if found.facts is None and not found.custom:
        raise NoFacts("no `facts` in the document")
    series = [_series(taxonomy, name, unit, rows) for taxonomy, name, unit, rows in _walk(found, wanted)]
    if not series:
        raise NoFacts(f"`facts` is empty or holds none of the {len(wanted)} wanted concepts")
    return Document(cik, found.entityName, series)


def _decoded(data: bytes, wanted: tuple[tuple[str, str], ...]) -> Any:
    """The document in structs, rows as Observation, or as raw JSON where the strict reading fails."""
    try:
        try:
            return _decoder(wanted, Observation).decode(data)
        except (msgspec.ValidationError, UnicodeDecodeError):
            return _decoder(wanted, msgspec.Raw).decode(data)
    except msgspec.ValidationError as error:
        raise Refused(f"not company facts: {error}; {_SHAPE}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = "truncated JSON" if "truncated" in str(error) else "malformed JSON"
        raise Refused(f"{what} after {len(data):,} bytes ({error})") from None


def _walk(found: Any, wanted: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str, str, list]]:
    fields = {taxonomy: f"t{i}" for i, taxonomy in enumerate(dict.fromkeys(taxonomy for taxonomy, _ in wanted))}
    concepts = [(t, name, getattr(getattr(found.facts, fields[t], None), name, None)) for t, name in wanted]
    concepts += [(t, name, concept) for t, names in (found.custom or {}).items() for name, concept in names.items()]
    for taxonomy, name, concept in concepts:
        for unit, rows in ((concept and concept.units) or {}).items():
            yield taxonomy, name, unit, rows


def _series(taxonomy: str, concept: str, unit: str, rows: list) -> Series:
    """Rows of the strict reading as they are; rows of the lenient reading one by one."""
    kept, unreadable = [], []
    for row in rows:
        if isinstance(row, msgspec.Raw):
            try:
                row = _observation.decode(row)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                unreadable.append(str(error))
                continue
        kept.append(row)
    return Series(taxonomy, concept, unit, kept, unreadable)


def encode(cik: int, entity_name: str, series: Iterable[Series], standard: frozenset[str]) -> bytes:
    """The compact embedded form, gzip: the same bytes for the same facts. Taxonomies that are not `standard` go to `custom`."""
    blocks: dict[str, Any] = {"facts": {}, "custom": {}}
    for one in sorted(series, key=lambda s: (s.taxonomy, s.concept, s.unit)):
        block = blocks["facts" if one.taxonomy in standard else "custom"]
        units = block.setdefault(one.taxonomy, {}).setdefault(one.concept, {"units": {}})["units"]
        rows = sorted(one.rows, key=lambda r: (r.end, r.start or r.end, r.filed, r.accn))
        units[one.unit] = rows
    if not blocks["custom"]:
        del blocks["custom"]
    text = _encoder.encode({"cik": cik, "entityName": entity_name, **blocks})
    return gzip.compress(text, compresslevel=9, mtime=0)
