"""Companies that no list knows, by the form of their names in Chinese, Japanese and Korean.

Traps avoided: scripts without capitals and (but for Korean) without blanks, in which the words before a name run into it: a
name begins where a clause, a line or a quotation does, or behind a word of grammar, and never holds one; and words that only
look like the end of a name ("该集团", "消費電力", "시스템반도체"), which are listed. Names end rarely: their ends are found in
one pass over the text, and from each a few letters are read backwards.

Vocabulary (regular expressions): `catalog/language/<lang>/organisations.yaml`. `letter`: what names are made of; `leading`,
`legal`: forms of companies before and behind a name, dropped from it; `last`: last words that make a name where `goes_on`
follows or a bracket; `trade`: last words that make one only as the subject, before `does`; `announces`: what only listed
companies do, whatever they are called; `title`: words before a name that are no part of it; `ends`: where a name behind a
leading form ends; `nobody`: what is in no name; `owned`: what stands between an owner and the company that is meant
("新地旗下新意網"). A language without the file shows none.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from ingest.catalog import plain
from ingest.catalog.guard import Guard
from ingest.figures.organisations import listed, slug_of
from ingest.figures.phrases import Phrases
from ingest.figures.stock_codes import find_stock_codes

_CODE = r"[（(＜<〈](?!(?:19|20)\d\d[)）＞>〉]|20[23]\d[01]\d[)）])\d{4,6}(?:[.\-][A-Z]{1,3})?[)）＞>〉]"
_LATIN = re.compile(r"\s?[（(]([A-Z][A-Za-z0-9&.,\- ]{2,40}+)[)）]")
_SEPARATORS = re.compile(r"[\s・･·＆&]+")
_SHORTEST, _LONGEST = 2, 16
_WHOLE = Guard()


class _Forms(NamedTuple):
    shown: tuple[re.Pattern[str], ...]
    """One for each form: `re` looks for its few first letters only, and for those of all together at every place."""
    letter: re.Pattern[str]
    title: re.Pattern[str]
    nobody: re.Pattern[str]
    owned: re.Pattern[str]


@cache
def _forms(language: str) -> _Forms | None:
    data = plain.catalogue("language", language, "organisations.yaml")
    if data is None:
        return None
    letter = data["letter"]
    kinds = ("leading", "legal", "last", "goes_on", "trade", "does", "announces", "title", "ends", "nobody", "owned")
    leading, legal, last, goes_on, trade, does, announces, title, ends, nobody, owned = (
        "|".join(data[kind]) or "(?!)" for kind in kinds
    )
    coded = rf"\s?{_CODE}|[（(]"
    shown = (
        rf"(?:{leading})[ ]?(?P<name>{letter}{{{_SHORTEST},{_LONGEST}}}?)(?={ends})",
        rf"(?:{legal})(?P<legal>)",
        rf"(?P<last>(?:{last})(?={goes_on}|{coded}))",
        rf"(?P<last>(?:{trade})(?={does}|{coded}))",
        rf"{_CODE}(?P<code>)",
        rf"(?:{announces})(?P<announcing>)",
    )
    return _Forms(
        tuple(map(re.compile, shown)),
        re.compile(letter),
        re.compile(title),
        re.compile(nobody),
        re.compile(rf"[)）]?(?:{owned}){letter}{{0,12}}\s?"),
    )


def find_asian_forms(text: str, language: str) -> list[tuple[int, int, str]]:
    """(start, end, company) of all places of the names that have a company's form somewhere in the text, in order.

    The company is a slug of the name; where a known company's stock code stands behind it, that company.
    """
    forms = _forms(language.partition("-")[0])
    if forms is None:
        return []
    slugs: dict[str, str] = {}
    for match in _shown(text, forms):
        kind, end = match.lastgroup, match.start()
        if (kind == "legal" and text[end - 1 : end] == " ") or (kind == "code" and text[end - 1 : end].isspace()):
            end -= 1
        start, end = match.span("name") if kind == "name" else (_beginning(text, end, forms), end)
        last = match["last"] if kind == "last" else ""
        end += len(last)
        name = text[start:end]
        opens = kind != "announcing" or not text[start - 1 : start].isalnum()
        if _SHORTEST + len(last) <= len(name) < _LONGEST and opens and not forms.nobody.search(name):
            owner = find_stock_codes(text[end : end + _LONGEST], language)
            behind = match.end() if kind == "legal" else end
            slugs.setdefault(name, owner[0][2] if owner else _slug(text, name, end, behind))
    if not slugs:
        return []
    return [(*hit[:2], hit.payload) for hit in Phrases(slugs, language).find(text, 0, len(text)) if _WHOLE.allows(text, *hit[:2])]


def _shown(text: str, forms: _Forms) -> Iterator[re.Match[str]]:
    """What shows that a name is there, in order, nothing inside another; of two at a place the form that comes first."""
    end = 0
    for match in sorted(chain.from_iterable(form.finditer(text) for form in forms.shown), key=re.Match.start):
        if match.start() >= end:
            end = match.end()
            yield match


def owns(text: str, start: int, end: int, language: str) -> bool:
    """Whether a company that ends at `start` is named only to say whose the one at `end` is."""
    forms = _forms(language.partition("-")[0])
    return forms is not None and forms.owned.fullmatch(text, start, end) is not None


def _beginning(text: str, end: int, forms: _Forms) -> int:
    """Where the letters before a place begin, without a title; of too many, one too many."""
    start = end
    while start > 0 and end - start < _LONGEST and forms.letter.match(text, start - 1):
        start -= 1
    title = forms.title.match(text, start, end)
    return title.end() if title else start


def _slug(text: str, name: str, *ends: int) -> str:
    """The Latin name that stands in brackets behind the name or its form, if any, else the name itself."""
    for end in ends:
        if latin := _LATIN.match(text, end):
            words = latin[1].replace(",", " ").split()
            while len(words) > 1 and words[-1] in listed("legal"):
                words.pop()
            return slug_of(" ".join(words))
    return _SEPARATORS.sub("_", name.lower()).strip("_")
