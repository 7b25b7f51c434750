"""Companies outside the catalogue whose names lack a company's form, shown by how a sentence introduces them.

Trap avoided: every capitalised word a company. "Kestrel" is one where the text says so ("data center operator Kestrel",
"Kestrel, a developer of ...") or where it does what companies do with money ("Kestrel has raised"): in English at the start of a
sentence, in languages that write little but names in capitals anywhere. People, places and plain nouns stay out: by list, by a
lower-case twin in the text, and because a family name follows a given name somewhere.

Vocabulary (regular expressions): `catalog/language/<lang>/newcomers.yaml`. `trades`: what companies are called before or behind
their name (`compounds`: what a compound is made of, which is one by its `compound_endings`), with `articles`, and
`prepositions` that are no adjectives between both; `moves`: what they do with money; `behind`: the end of an amount that a
clause may follow; `made_by`: whose work a project is, or whose board and head; `budgets`: what a genitive says that only
companies have; `about`: what leads up to the name in the heading over a firm's portrait of itself; `selves`: what a firm calls
itself in brackets behind its name; `nobody`: words in capitals that are no companies; `nouns`: how plain words end in a
language that writes them with a capital letter, `determiners`: what stands before them and no name. A language without the file
shows none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from ingest.catalog import plain
from ingest.figures import cues
from ingest.figures.organisations import holds_word, listed, places_of_word, slug_of
from ingest.text.marks import MARK

_BIG, _ANY = "A-ZÀ-ÖØ-Þ", r"\wÀ-ÿ"
_FURTHER = rf"(?:[ ][{_BIG}][{_ANY}&\-]{{1,40}}+){{0,2}}"
_NAME = rf"(?=[{_ANY}&]{{0,40}}[a-zß-ÿ0-9])[{_ANY}&\-]{{1,40}}+{_FURTHER}"
_CAPITALS = rf"[{_BIG}]{{2,40}}+(?![{_ANY}&\-]){_FURTHER}"
"""Both go on behind a capital letter. Their words end somewhere and give nothing back: a long word must not take its square."""
_ONE_OF_PEOPLE = re.compile(r"(?:(?<=[a-z,.]\s)|^\n)(?:[A-Z][a-z]+|[A-Z]\.)\s\Z")
_WORD_BEFORE = re.compile(rf"(?<!\w)([{_BIG}][{_ANY}]+)\s\Z")
_PART = re.compile(rf"[{_BIG}][{_ANY}]+\sd(?:[eiou]|el|as|os|es)\s$")
"""Beginning of a longer name: "Comisión Federal de Electricidad"."""
_WRITES_NAMES_SMALLER = frozenset({"en", "de"})
"""Languages that begin more words than names with a capital letter: a name does its business at the start of a sentence."""
_TRADE_BEHIND = frozenset({"en", "de", "nl"})
"""Languages that say what a trade is about before it: "chip designer"."""
_FIRST_LETTER = re.compile(r"(?:\[\w\w\]|\w)(?![?*+{])")
_SHORTEST = 3
_TWICE = 2
_LONGEST_WORD = 40


class _Words(NamedTuple):
    nobody: frozenset[str]
    articles: frozenset[str]
    expressions: tuple[re.Pattern[str], ...]
    """What leads up to a name begins behind a blank or mark, what a name leads up to with its capital letter: the search runs
    over all other characters."""
    is_anywhere: bool
    """whether a name may do its business in the middle of a sentence"""
    nouns: re.Pattern[str] | None
    """what plain words look like where they have a capital letter, too"""
    determiners: frozenset[str]


@cache
def _words(language: str) -> _Words | None:
    data = plain.catalogue("language", language, "newcomers.yaml")
    if data is None:
        return None
    articles, behind, moves = ("|".join(data[key]) for key in ("articles", "behind", "moves"))
    trades, made = _any_of(_trades(data)), _any_of(data["made_by"])
    budgets, about, selves = ("|".join(data.get(key, ())) or "(?!)" for key in ("budgets", "about", "selves"))
    is_anywhere = language not in _WRITES_NAMES_SMALLER
    rest = rf"(?:{_NAME}|{_CAPITALS})" if is_anywhere else _NAME
    name = rf"[{_BIG}]{rest}"
    legal = "|".join(map(re.escape, sorted(listed("legal"), key=len, reverse=True)))
    traded = _traded("|".join(data["prepositions"])) if is_anywhere else ""
    before = r"(?<![\w\-].)" if is_anywhere else r"(?<![\w’'\-].)"
    article = rf"(?:(?:{articles})\s?)?" if is_anywhere else rf"(?:{articles})\s"
    paid = rf"(?:{behind})\s(?P<did>{name})(?=\s(?:{moves})\b)"
    introduced = rf"{MARK}(?:(?:{trades}){traded}\s(?P<called>{name})(?![\w\-])|(?:{made})\s(?P<maker>{name})(?=[\s,.;)]))"
    at_head = (
        rf"\n(?:\d{{1,2}}[.)]\s\**(?P<item>{name})(?=\**(?:,|:|\s[–—-]\s|\sand\s|\swith\s))"
        rf"|(?:{about})\s(?P<about>{name})(?=(?:,?\s(?:{legal}))?:?[ ]*(?:\n|\Z)))"
    )
    explained = (
        rf"(?P<is>[{_BIG}]{before}{rest})(?:(?=(?:,[^,.;\n]{{1,60}},|,)?\s(?:{moves})\b)(?P<opens>)"
        rf"|(?=,\s{article}(?:(?!\s(?:at|with|for|from|by)\s)[^,.;\n]){{0,60}}?\b(?:{trades})\b(?![’']))"
        rf"|(?=['’]s?\s(?:{budgets})\b)"
        rf"|(?=(?:,?\s(?:{legal}))?\s\((?:[^()\n]{{0,50}}?[\s(,])?(?:{selves})))"
    )
    expressions = tuple(map(re.compile, (paid, introduced, at_head, explained)))
    nouns = re.compile(data["nouns"]) if "nouns" in data else None
    nobody = frozenset(data["nobody"]) | listed("not_first")
    return _Words(nobody, frozenset(data["articles"]), expressions, is_anywhere, nouns, frozenset(data.get("determiners", ())))


def _any_of(expressions: Sequence[str]) -> str:
    """An expression for any of those given, where those that begin with the same letter do so once: most places fail by it."""
    groups: dict[str, list[str]] = {}
    for expression in expressions:
        first = _FIRST_LETTER.match(expression) if "|" not in expression else None
        shared = first[0] if first else ""
        groups.setdefault(shared, []).append(expression.removeprefix(shared))
    return "|".join(f"{first}(?:{'|'.join(rests)})" if first else "|".join(rests) for first, rests in groups.items())


def _trades(data: Mapping[str, Any]) -> list[str]:
    """Expressions for what companies are called; compounds are read whole and then judged by their ends."""
    ends: dict[str, list[str]] = {}
    for ending in data.get("compound_endings", ()):
        ends.setdefault(ending[-2:], []).append(f"(?<={ending})")
    compound = "|".join(f"(?<={end})(?:{'|'.join(words)})" for end, words in ends.items())
    return [*data.get("trades", ()), *([f"{data['compounds']}(?:{compound})"] if ends else [])]


@cache
def _places() -> frozenset[str]:
    """Countries, states and towns, which have boards, budgets and plans of their own."""
    return frozenset(word for names in plain.catalogue("places.yaml").values() for words in names.values() for word in words)


@cache
def introducing(language: str) -> re.Pattern[str]:
    """What may stand right before a name and says who that is: "Taiwan's", "chip designer", "fabricant de puces"."""
    data = plain.catalogue("language", language, "newcomers.yaml") or {}
    trades = "|".join((*_trades(data), *data.get("introduces", ()))) or "(?!)"
    words = rf"(?:[{_ANY}\-]+ ){{0,2}}(?:{trades}) "
    if language not in _TRADE_BEHIND:
        words = rf"(?:{trades}) (?:[a-zß-ÿ’'\-]+ ){{0,4}}"
    return re.compile(rf"(?:[{_BIG}][{_ANY}]+['’]s )?(?:{words})?")


def _traded(prepositions: str) -> str:
    """What may stand between a trade and a name: "operadora mexicana de centros de datos"."""
    adjectives = rf"(?:\s(?!{prepositions})[a-zß-ÿ\-]{{5,}}){{0,2}}"
    return rf"{adjectives}(?:\sd[eio](?:\s[a-zß-ÿ]+){{1,2}}(?:\sd[eio]\s[a-zß-ÿ]+)?)?{adjectives}"


def newcomers(title: str, text: str, language: str) -> set[str]:
    """Names that a text introduces as companies, whether anybody knows them or not."""
    words = _words(language)
    if words is None:
        return set()
    text = f"\n{title}\n{text}" if title and language != "en" else f"\n{text}"
    names: set[str] = set()
    for match in _told(text, words):
        group = "is" if match.lastgroup == "opens" else match.lastgroup or 0
        name, start = match[group], match.start(group)
        while words.is_anywhere and (parts := name.split(" ", 1))[0].lower() in words.articles and len(parts) > 1:
            name = parts[1]
        if match.lastgroup == "opens" and not words.is_anywhere and not _opens_sentence(text, match.start()):
            continue
        if words.is_anywhere and _PART.search(text, max(0, start - _LONGEST_WORD), start):
            continue
        if words.nouns:
            name = _without_nouns(name, words, language)
            if name and any(_last_word(text, at) in words.determiners for at in places_of_word(text, name)):
                continue
            if match.lastgroup == "opens" and text.count(name) < _TWICE:
                continue  # "Landesweit baut", "Nebenan will": any word may begin a sentence
        first = name.split()[0] if name else ""
        if name in _places() or first in words.nobody or first in listed("given") or len(name) < _SHORTEST or name in names:
            continue
        if not _is_plain_word(text, name) and not (match.lastgroup == "opens" and _is_family_name(text, name, words)):
            names.add(name)
    return names


def _without_nouns(name: str, words: _Words, language: str) -> str:
    """A name up to its first plain word ("Virtus Ende 2027"); empty where it begins with one ("der Betreiber Anleihen")."""
    kept: list[str] = []
    for word in name.split():
        is_noun = words.nouns and (
            words.nouns.search(word) or word in words.nobody or cues.find(word.lower(), language, "topic", 0, len(word))
        )
        if is_noun:
            break
        kept.append(word)
    return " ".join(kept)


def _last_word(text: str, at: int) -> str:
    before = text[max(0, at - _LONGEST_WORD) : at]
    return before.split()[-1].lower() if before.endswith(" ") and before.strip() else ""


def _told(text: str, words: _Words) -> Iterator[re.Match[str]]:
    """Matches of the expressions in order, none overlapping another."""
    end = 0
    for match in sorted(chain(*(expression.finditer(text) for expression in words.expressions)), key=re.Match.start):
        if match.start() >= end or words.nouns:  # "Der Betreiber Virtus will" is no name of three words
            end = match.end()
            yield match


def places_of(names: set[str], text: str) -> list[tuple[int, int, str]]:
    """(start, end, slug) of all places of names in a text, in order."""
    places = sorted((at, -len(name), slug_of(name)) for name in names for at in places_of_word(text, name))
    found: list[tuple[int, int, str]] = []
    for at, length, slug in places:
        if text[at - 1 : at] != "-" and (not found or at >= found[-1][1]):
            found.append((at, at - length, slug))
    return found


def is_nobody(word: str, language: str) -> bool:
    """Whether a capitalised word is known for no company: a place, a person, an adverb at the start of a sentence."""
    words = _words(language)
    return word in listed("given") or (words is not None and word in words.nobody)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" *_\"“”'‘’")
    return not before or before[-1] in ".!?:\n•|-–—"


def _is_plain_word(text: str, name: str) -> bool:
    """Whether the text writes the name small, too."""
    return " " not in name and holds_word(text, name.lower())


def _is_family_name(text: str, name: str, words: _Words) -> bool:
    if " " in name:
        return False
    before = ((at, max(0, at - _LONGEST_WORD)) for at in places_of_word(text, name))
    if not words.is_anywhere and not words.nouns:
        return any(_ONE_OF_PEOPLE.search(text, start, at) for at, start in before)
    given = (_WORD_BEFORE.search(text, start, at) for at, start in before)
    return any(match and match[1] in listed("given") for match in given)
