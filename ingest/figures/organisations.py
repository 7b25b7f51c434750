"""Organisations that the catalogue does not know, as far as their form shows them.

Trap avoided: giving the amount of an unknown company to the known one that the text spoke of before. A name with a company's
last word ("Sesame Robotics raised ..."), with a ticker behind it, or in bold at the head of a list item is a company of its own.
Single capitalised words are left alone: they are people, products and places more often than companies.
A capital letter leads the expression, words end somewhere and give nothing back: a line of capitals would cost hours otherwise.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ingest.catalog import plain

_REST = r"[A-Za-z0-9&\-]{0,40}+"
_WORD = rf"[A-Z]{_REST}"
_TICKER = (
    r"(?=\s\((?:NYSE|NASDAQ|Nasdaq|LSE|TSX|ASX|HKG|HKEX|TYO|TSE|KRX|KOSPI|TWSE|SSE|SZSE|FRA|EPA|BIT|BME|AMS|NSE|BSE|OTC)\s?:)"
)
_NO_TITLE = r"(?!(?:Q[1-4]|[1-4]Q|H[12]|FY|EX|Form)\b|(?:Q[1-4]|[1-4]Q|FY)\d)"
"""A quarter, or the kind of a filing, belongs to no name: "Steel Dynamics Q3 10-Q"."""
_HEADLINE = re.compile(
    rf"((?:{_NO_TITLE}[A-Z][\w&.’'\-]*\s){{0,2}}{_NO_TITLE}[A-Z][\w&.’'\-]*)\s(?=[a-z]|\d|Q[1-4]|FY|EX-|Form\s)"
)
_HEADLINE_WITH_TOPIC = re.compile(r"((?:[A-ZÀ-Þ][\w&.’'\-]*\s){0,2}[A-ZÀ-Þ][\w&.’'\-]*)(?:\s(?=[a-zß-ÿ])|\s?[:,]\s)")
_MARKED = frozenset({"es", "fr", "it", "pt"})
"""Languages in which a capital letter shows a name, so that a headline may set it off: "Orange : le bénéfice monte"."""
_ALL_NOUNS = frozenset({"de"})
"""Languages that write every noun with a capital letter, so that one at the head of a headline shows nothing."""
_NEXT_WORD = 20
_INITIALS = 2
"""Letters of AG, SE and other short forms, which no comma precedes."""
_SLUG = re.compile(r"[^a-z0-9]+")


@cache
def listed(kind: str) -> frozenset[str]:
    """Words of a list of `catalog/organisations.yaml`, which says what each is for."""
    return frozenset(plain.catalogue("organisations.yaml")[kind])


def _any_of(*kinds: str) -> str:
    words = (word for kind in kinds for word in listed(kind))
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _form() -> re.Pattern[str]:
    """Names that have a company's form."""
    last = _any_of("legal", "trade")
    legal = "|".join(re.escape(word) for word in sorted(listed("legal"), key=len, reverse=True) if len(word) > _INITIALS)
    return re.compile(
        rf"[A-Z](?:(?<![\w.].){_REST}(?:[ ](?:{_WORD}[ ]){{0,2}}(?:{last})(?!\w)"
        rf"|(?:[ ]{_WORD}){{0,3}},[ ](?:{legal})(?!\w)"
        rf"|\s?(?:{_WORD}\s?){{0,3}}{_TICKER})"
        rf"|(?<=\*\*.){_REST}(?:\s{_WORD}){{0,3}}(?=\*\*))"
    )


@cache
def name_endings() -> re.Pattern[str]:
    """What may follow a known name as the rest of the full one, matched at its end."""
    return re.compile(rf"(?:,?\s(?:{_any_of('legal', 'full')})(?![\w-]))+")


def find_organisations(text: str) -> list[tuple[int, int, str]]:
    """(start, end, slug) of names that have a company's form, in order."""
    legal, not_first, generic, bodies = listed("legal"), listed("not_first"), listed("generic"), listed("bodies")
    found = []
    for match in _form().finditer(text):
        words = match.group().strip().replace(",", "").split()
        is_bare = words[-1] not in legal and not text.startswith(" (", match.end())
        while len(words) > 1 and words[-1] in legal:
            words.pop()
        behind = [word.rstrip(".,;:)") for word in text[match.end() : match.end() + _NEXT_WORD].split(None, 1)[:1]]
        if words[0] in not_first or (is_bare and words[0] in generic) or not bodies.isdisjoint([*words, *behind]):
            continue
        slug = slug_of(" ".join(words))
        if slug:
            found.append((match.start(), match.start() + len(match.group().rstrip()), slug))
    return found


def titled_organisation(title: str, text: str, language: str = "en") -> str | None:
    """The name that a headline begins with ("Firmus wants to build ..."), if the text uses it as a name, too."""
    if language in _ALL_NOUNS:
        return None
    match = (_HEADLINE_WITH_TOPIC if language in _MARKED else _HEADLINE).match(title)
    if match is None or match[1].split()[0] in listed("not_first"):
        return None
    name = match[1].removesuffix("'s").removesuffix("’s")
    is_name = holds_word(text, name) and not re.search(rf"(?<!\w){re.escape(name.lower())}", text)
    return name if is_name else None


def holds_word(text: str, word: str) -> bool:
    """Whether a text has a word by itself."""
    return next(places_of_word(text, word), None) is not None


def places_of_word(text: str, word: str) -> Iterator[int]:
    """Where a text has a word by itself. Words come from texts: an expression for each would have to be compiled."""
    at = text.find(word)
    while at >= 0:
        if not _is_letter(text[at - 1 : at] if at else "") and not _is_letter(text[at + len(word) : at + len(word) + 1]):
            yield at
        at = text.find(word, at + 1)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def slug_of(name: str) -> str:
    """A name as an id: `Sesame Robotics` -> `sesame_robotics`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return _SLUG.sub("_", plain).strip("_")
