"""Who is named in a text: companies of the catalogue, by any name that the language has for them.

Traps avoided: names that are words (each such name has a guard in the catalogue; in a text about a company's figures a
capitalised one needs no further context), a name inside a longer one ("Alphabet" in "Alphabet City": the longest wins), a short
form that only this text defines ("Princeton Digital Group (PDG)"), and a company that the catalogue does not know.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from ingest.catalog import companies as catalogue
from ingest.figures import cues
from ingest.figures.asian_forms import find_asian_forms, owns
from ingest.figures.nationalities import Named, find_nationals
from ingest.figures.newcomers import is_nobody, newcomers, places_of
from ingest.figures.organisations import (
    find_organisations,
    holds_word,
    listed,
    name_endings,
    places_of_word,
    slug_of,
    titled_organisation,
)
from ingest.figures.phrases import Phrases
from ingest.figures.stock_codes import find_stock_codes
from ingest.figures.tickers import find_tickers

_GENITIVE = {"de": "s?", "nl": "s?"}
_CAPITALISED = frozenset({"it"})
"""Languages whose press writes acronyms as names: Tsmc, Mgx."""
_SHORT_FORM = re.compile(r"\s\([\"“”„«']?([A-Z][A-Za-z0-9&\-]{1,11})[\"“”»']?\)")
_PLAIN_NAME = re.compile(r"[A-Z][A-Za-z\-]{4,}(?: [A-Z][A-Za-z\-]+)*")
_BUSINESS = frozenset({"capex", "no_revenue", "no_profit", "no_cash", "financing"})
_FIRST_OF_SEVERAL = re.compile(r"([A-Z][A-Za-z]{4,}) (?=[A-Z])")
_ALONE = re.compile(r"(?=['’]s?\s|[.,;:)]?(?:\s(?![A-Z])|$))")
_NEAR = 200
_PART_OF = re.compile(
    r"(?: \([^)]{1,40}\))?, (?:a|an|the|its) (?:[\w\-]+ ){0,4}(?:subsidiary|unit|division|arm|affiliate|business) of (?:the )?"
)
"""What stands between a part ("Lakeside DC LLC, a wholly owned subsidiary of") and the company that it is a part of."""
_ITS_PART = re.compile(r"['’]s (?:(?!portfolio )[\w\-]+ ){0,4}(?:subsidiary|unit|division|arm|affiliate|company|business) ")
"""The same the other way round: "Ooredoo's data centre company Syntys"."""


class Mention(NamedTuple):
    """A company named (or described: "the ChatGPT maker") at `start`..`end`.

    `organisation` has the form of a company but is not in the catalogue; its id is a slug of its name.
    """

    start: int
    end: int
    company_id: str
    kind: Literal["name", "epithet", "organisation"]


def find_companies(text: str, language: str, title: str = "", *, is_titled: bool = False) -> list[Mention]:
    """Mentions of companies, in order of their place, none overlapping another.

    Where the title names no company (`is_titled`), the name that it begins with is taken for one.
    """
    introduced = newcomers(title, text, language)
    known = [
        Mention(hit.start, hit.end, hit.payload.company_id, hit.payload.kind)
        for hit in _names(language).find(text, 0, len(text))
        if hit.payload.guard is None
        or hit.payload.guard.allows(text, hit.start, hit.end)
        or _is_in_business(text, language, hit.start, hit.end, hit.payload, introduced)
    ]
    known = _united(known, _short_forms(text, known))
    known = _united(known, [Mention(start, end, company, "name") for start, end, company in find_tickers(text)])
    forms = [Mention(*found, "organisation") for found in find_asian_forms(text, language)]
    named = {mention.end + 1 for mention in (*known, *forms)}
    codes = [Mention(start, end, company, "name") for start, end, company in find_stock_codes(text, language)]
    known = _united(known, [code for code in codes if code.start not in named])
    known = _with_endings(text, known)
    unknown = [Mention(start, end, slug, "organisation") for start, end, slug in find_organisations(text)]
    name = None if is_titled else titled_organisation(title, text, language)
    if name and not is_nobody(name.split()[0], language):
        titled = [Mention(at, at + len(name), slug_of(name), "organisation") for at in places_of_word(text, name)]
        unknown = _united(titled, unknown)
    unknown = _united(unknown, [Mention(start, end, slug, "organisation") for start, end, slug in places_of(introduced, text)])
    unknown = _united(unknown, forms)
    united = _united(known, unknown)
    united = _entered_under_parents(text, language, _entered_once(_united(united, _shortened(text, united))))
    if language != "en":
        return united
    nationals = find_nationals(text, [Named(m.start, m.end, m.company_id) for m in united])
    return _united(united, [Mention(*national, "epithet") for national in nationals])


def _is_in_business(text: str, language: str, start: int, end: int, name: catalogue.Name, introduced: set[str]) -> bool:
    """Whether a capitalised name that lacks its context words is introduced as a company, or in a text about one's figures."""
    is_introduced = text[start:end] in introduced
    if name.guard is None or not name.guard.needs_near or not (is_introduced or _PLAIN_NAME.fullmatch(name.text)):
        return False
    if not name.guard.is_alone(text, start, end):
        return False
    if is_introduced:
        return True
    spoken = cues.find_all(cues.folded(text), language)["topic"]
    first, last = (bisect_left(spoken, place, key=lambda cue: cue.start) for place in (start - _NEAR, end + _NEAR))
    return any(cue.kind in _BUSINESS and cue.end <= end + _NEAR for cue in spoken[first:last])


def _short_forms(text: str, mentions: list[Mention]) -> list[Mention]:
    """Further places of the short forms that the text introduces in brackets behind a name."""
    defined: dict[str, str] = {}
    for mention in mentions:
        match = _SHORT_FORM.match(text, mention.end)
        if match and mention.kind == "name" and match[1] not in ("The", "Group", "Company"):
            defined.setdefault(match[1], mention.company_id)
    return sorted(
        Mention(at, at + len(word), company, "name") for word, company in defined.items() for at in places_of_word(text, word)
    )


def _shortened(text: str, mentions: list[Mention]) -> list[Mention]:
    """Further places where a company is called by the first word of its name: "Princeton Digital Group ... Princeton said".

    Not by a word that the text also writes small, that begins two names, or that is no name by itself ("Applied", "Texas").
    """
    called: dict[str, set[str]] = {}
    for mention in mentions:
        match = _FIRST_OF_SEVERAL.match(text, mention.start, mention.end)
        if match and mention.kind != "epithet" and match[1] not in listed("not_short"):
            called.setdefault(match[1], set()).add(mention.company_id)
    return sorted(
        Mention(at, at + len(word), min(companies), "name")
        for word, companies in called.items()
        if len(companies) == 1 and not holds_word(text, word.lower())
        for at in places_of_word(text, word)
        if _ALONE.match(text, at + len(word))
    )


def _with_endings(text: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions with the words of the full name behind them: "YTL Power" in "YTL Power International Bhd."."""
    endings = name_endings()
    stretched = []
    for place, mention in enumerate(mentions):
        match = endings.match(text, mention.end) if mention.kind == "name" else None
        following = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
        stretched.append(mention._replace(end=match.end()) if match and match.end() <= following else mention)
    return stretched


def _entered_once(mentions: list[Mention]) -> list[Mention]:
    """Mentions in which an unknown "Arkadia" is the "Arkadia Semiconductor" of the same text, if there is no other."""
    full: dict[str, set[str]] = {}
    for company in {mention.company_id for mention in mentions}:
        words = company.split("_")
        for count in range(1, len(words)):
            full.setdefault("_".join(words[:count]), set()).add(company)
    same = {short: companies.pop() for short, companies in full.items() if len(companies) == 1}
    unknown = {mention.company_id for mention in mentions if mention.kind == "organisation"}
    return [m._replace(company_id=same.get(m.company_id, m.company_id)) if m.company_id in unknown else m for m in mentions]


def _entered_under_parents(text: str, language: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions in which a company outside the catalogue that the text calls somebody's subsidiary is that somebody.

    A known one spends for itself: its owner, who leads its name in Asian languages, is not spoken of.
    """
    parents: dict[str, str] = {}
    owners: set[int] = set()
    for left, right in pairwise(mentions):
        if owns(text, left.end, right.start, language):
            if right.kind == "organisation":
                parents[right.company_id] = left.company_id
            else:
                owners.add(left.start)
        if left.kind == "organisation" and _PART_OF.fullmatch(text, left.end, right.start):
            parents[left.company_id] = right.company_id
        elif right.kind == "organisation" and _ITS_PART.fullmatch(text, left.end, right.start):
            parents[right.company_id] = left.company_id
    spoken_of = (mention for mention in mentions if mention.start not in owners)
    return [mention._replace(company_id=parents.get(mention.company_id, mention.company_id)) for mention in spoken_of]


def _united(first: list[Mention], more: list[Mention]) -> list[Mention]:
    """Both in order; of two that overlap, the one of the first list."""
    starts = [mention.start for mention in first]
    kept = []
    for mention in more:
        place = bisect_right(starts, mention.start)
        is_free = not (place and first[place - 1].end > mention.start) and not (
            place < len(first) and starts[place] < mention.end
        )
        if is_free:
            kept.append(mention)
    return sorted([*first, *kept]) if kept else first


@cache
def _names(language: str) -> Phrases[catalogue.Name]:
    names = {name.text: name for name in catalogue.names(language)}
    if language in _CAPITALISED:
        acronyms = {n.text.capitalize(): n for n in names.values() if n.text.isalpha() and n.text.isupper() and len(n.text) > 2}
        names = {text: name for text, name in acronyms.items() if name.kind == "name"} | names
    return Phrases(names, language, _GENITIVE.get(language, ""))
