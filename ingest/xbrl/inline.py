"""XBRL inside a filing (inline XBRL in a 10-K/10-Q/20-F, or an instance document): what company facts lack.

Trap avoided: a segment's number taken for the company's. Only contexts without dimensions count. Trap avoided: what is displayed
taken for the value; parentheses are display, the sign is the `sign` attribute, the magnitude `scale`, and nil is no value.

An own pass over the XML tree, because the library made for it (ixbrlparse 0.12) reads nil as 0, gives floats and needs twenty
to fifty times as long (tests/benchmarks/test_inline_xbrl.py); for the rest both agree.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from lxml import etree

from ingest.models import Fact, Problem
from ingest.xbrl import document, rows
from ingest.xbrl.document import Observation, Refused, Series
from ingest.xbrl.rows import Filer, Reading

_XBRLI = "{http://www.xbrl.org/2003/instance}"
_XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_MARK = b"http://www.xbrl.org/2003/instance"
_INLINE = re.compile(r"\{http://www\.xbrl\.org/20\d\d/inlineXBRL\}(nonFraction|nonNumeric)")
_STANDARD = re.compile(r"(us-gaap|ifrs-full|dei)(/|$)")  # http://fasb.org/us-gaap/2024, .../taxonomy/2024-03-27/ifrs-full
_ZERO = {"fixedzero", "zerodash", "numdash"}
_SPACE = re.compile(r"[\s’']|&nbsp;")
_CIK = re.compile(r"[0-9]{1,10}")
_EXACT = 1_000  # rank of decimals="INF"


@dataclass(frozen=True)
class Filing:
    """Which filing a document is of; neither stands reliably in the document itself."""

    accession: str
    form: str
    filed_on: date


@dataclass(frozen=True)
class Cover:
    """What a document says about itself (`dei`): by this its filing is found in a filer's list."""

    cik: int
    entity_name: str | None
    form: str | None
    period_end: date | None


@dataclass(frozen=True)
class _Context:
    entity: str
    start: date | None
    end: date
    is_whole: bool


@dataclass(frozen=True)
class _Tagged:
    """One tagged value, still text. `taxonomy` is us-gaap, ifrs-full, dei or the filer's own prefix."""

    taxonomy: str
    name: str
    context: str
    unit: str | None
    element: etree._Element
    is_inline: bool


def facts(
    data: bytes, *, filing: Filing, filer: Filer | Callable[[int], Filer] = Filer.by_cik, item: str, raw_sha256: str
) -> tuple[list[Fact], list[Problem]]:
    """Rows of one filing document (XHTML or XML, plain or gzip), `source = 'inline_xbrl'`, and what was refused.

    Undimensioned facts of the catalogue's concepts, filers' own concepts by the catalogue's rules. Never raises on content.
    """
    return rows.collected("inline_xbrl", item, filer, lambda: read(data, filing=filing, filer=filer, raw_sha256=raw_sha256))


def read(data: bytes, *, filing: Filing, filer: Filer | Callable[[int], Filer] = Filer.by_cik, raw_sha256: str) -> Reading:
    """As `facts`, in columns and plain reasons. Raises document.Refused when the whole document is."""
    tree = _tree(data)
    contexts = _contexts(tree)
    about = _cover(tree, contexts)
    series = list(_series(tree, contexts, filing))
    if not series:
        raise document.NoFacts("no tagged value of the wanted concepts (statements may be in an exhibit)")
    return rows.reading(document.Document(about.cik, about.entity_name, series), filer, raw_sha256)


def cover(data: bytes) -> Cover:
    """What the document says about itself. Raises document.Refused when it is no XBRL."""
    tree = _tree(data)
    return _cover(tree, _contexts(tree))


def is_xbrl(data: bytes) -> bool:
    """Whether plain bytes can hold XBRL at all: a cheap gate before parsing."""
    return _MARK in data


def _tree(data: bytes) -> etree._Element:
    data = document.decompressed(data)
    if not is_xbrl(data):
        raise Refused("no XBRL in the document")
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, recover=True)
    try:
        tree = etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"malformed XML ({error})") from None
    # Saved copies have &nbsp; where SEC's have &#160;: harmless, and the only fault that is.
    faults = [
        e for e in parser.error_log if e.level == etree.ErrorLevels.FATAL and e.type != etree.ErrorTypes.ERR_UNDECLARED_ENTITY
    ]
    if tree is None or faults:
        raise Refused(f"truncated or malformed XML ({faults[0].message if faults else 'no element'})")
    return tree


def _contexts(tree: etree._Element) -> dict[str, _Context]:
    contexts = {}
    for element in tree.iter(f"{_XBRLI}context"):
        end = element.findtext(f".//{_XBRLI}endDate") or element.findtext(f".//{_XBRLI}instant")
        start = element.findtext(f".//{_XBRLI}startDate")
        entity = (element.findtext(f".//{_XBRLI}identifier") or "").strip()
        dimensions = [len(part) for name in ("segment", "scenario") for part in element.iter(f"{_XBRLI}{name}")]
        if end:
            try:
                contexts[element.get("id")] = _Context(entity, start and _day(start), _day(end), not any(dimensions))
            except ValueError:
                continue  # "forever" and broken dates: no period, so facts of this context are none of ours
    return contexts


def _day(text: str) -> date:
    return date.fromisoformat(text.strip()[:10])


def _tagged(tree: etree._Element) -> Iterator[_Tagged]:
    """Every tagged value: inline elements by their `name`, instance elements by their tag."""
    for element in tree.iter(etree.Element):
        context = element.get("contextRef")
        if context is None:
            continue
        if _INLINE.fullmatch(element.tag):
            prefix, _, name = element.get("name", "").rpartition(":")
            yield _Tagged(_taxonomy(element.nsmap.get(prefix, ""), prefix), name, context, element.get("unitRef"), element, True)
        else:
            namespace, _, name = element.tag.rpartition("}")
            taxonomy = _taxonomy(namespace.lstrip("{"), element.prefix or "")
            yield _Tagged(taxonomy, name, context, element.get("unitRef"), element, False)


@cache
def _taxonomy(namespace: str, prefix: str) -> str:
    found = _STANDARD.search(namespace)
    return found[1] if found else prefix


def _cover(tree: etree._Element, contexts: dict[str, _Context]) -> Cover:
    said = {}
    for tagged in _tagged(tree):
        if tagged.taxonomy == "dei" and tagged.context in contexts and contexts[tagged.context].is_whole:
            said.setdefault(tagged.name, ("".join(tagged.element.itertext()).strip(), contexts[tagged.context]))
    text, context = said.get("EntityCentralIndexKey") or ("", None)
    cik = next((each for each in (text, *(c.entity for c in contexts.values())) if _CIK.fullmatch(each)), None)
    if cik is None:
        raise Refused("no CIK in the document: not a filing with the SEC")
    about = said.get("DocumentPeriodEndDate") or said.get("DocumentType") or (None, context)
    form = said.get("DocumentType", (None, None))[0]
    return Cover(int(cik), said.get("EntityRegistrantName", (None, None))[0], form, about[1].end if about[1] else None)


def _units(tree: etree._Element) -> dict[str, str]:
    """Unit id -> `USD`, or what else it is (`USD/shares`)."""
    units = {}
    for element in tree.iter(f"{_XBRLI}unit"):
        measures = [(part.text or "").strip().rpartition(":")[2] for part in element.iter(f"{_XBRLI}measure")]
        units[element.get("id")] = "/".join(measures)
    return units


def _series(tree: etree._Element, contexts: dict[str, _Context], filing: Filing) -> Iterator[Series]:
    """Whole-company values of the wanted concepts. A value shown twice counts once, in its most precise form."""
    units = _units(tree)
    best: dict[tuple[str, str, str], dict[tuple[date | None, date], tuple[int, Observation]]] = {}
    unreadable: dict[tuple[str, str, str], list[str]] = {}
    for tagged in _tagged(tree):
        context = contexts.get(tagged.context)
        if tagged.unit is None or context is None or not context.is_whole or tagged.element.get(_XSI_NIL) in ("true", "1"):
            continue
        if rows.concept_of(tagged.taxonomy, tagged.name) is None:
            continue
        key = (tagged.taxonomy, tagged.name, units.get(tagged.unit, tagged.unit))
        try:
            value = _value(tagged)
        except (InvalidOperation, ValueError):
            text = "".join(tagged.element.itertext()).strip()[:40]
            unreadable.setdefault(key, []).append(f"{text!r} in format {tagged.element.get('format')}")
            continue
        row = Observation(
            start=context.start,
            end=context.end,
            val=value,
            accn=filing.accession,
            form=filing.form,
            filed=filing.filed_on,
            source="inline_xbrl",
        )
        rank = _precision(tagged.element.get("decimals"))
        known = best.setdefault(key, {})
        if (context.start, context.end) not in known or known[context.start, context.end][0] < rank:
            known[context.start, context.end] = (rank, row)
    for key in {**best, **unreadable}:
        yield Series(*key, [row for _, row in best.get(key, {}).values()], unreadable.get(key, []))


def _precision(decimals: str | None) -> int:
    """Rank of a `decimals` attribute: -6 is millions, INF (or nothing said) is exact."""
    try:
        return int(decimals or "")
    except ValueError:
        return _EXACT


def _value(tagged: _Tagged) -> Decimal:
    """The value meant by the text. Raises InvalidOperation or ValueError for formats that are not plain numbers."""
    text = "".join(tagged.element.itertext()).strip()
    if not tagged.is_inline:
        return Decimal(text)
    element = tagged.element
    form = (element.get("format") or "").rpartition(":")[2].lower().replace("-", "")
    if form in _ZERO:
        return Decimal(0)
    if form.startswith("numcomma") or form.endswith("commadecimal") or form == "numspacecomma":
        text = text.replace(".", "").replace(",", ".")
    elif form:
        text = text.replace(",", "")
    value = Decimal(_SPACE.sub("", text)).scaleb(int(element.get("scale") or 0))
    return -value if element.get("sign") == "-" else value
