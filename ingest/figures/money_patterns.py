"""Expressions of the words for money: numbers, currencies, what is counted.

Trap avoided: hundreds of words in a row. An expression tries them one by one at every place, unless those that begin alike
stand together as the branches of a tree.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ingest.figures.numerals import HAN

BOUNDARY = r"(?![^\W_])"
_LINKS = "in for to of on over per a an en de für pro je par por voor im and und y e"
"""Small words that end what a number counts."""


def _pieces(phrase: str) -> list[str]:
    """A phrase as one expression per character; a blank also matches a hyphen or a line break."""
    return [re.escape(char) if char != " " else r"\s?" if phrase[at - 1] == "'" else r"[\s\-]" for at, char in enumerate(phrase)]


def longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(map(str, phrases), key=lambda p: (-len(p), p))


def any_of(phrases: Iterable[str]) -> str:
    """One of the phrases, in an expression that a text is searched for."""
    return _tree([_pieces(p) for p in longest_first(phrases)]) or "(?!)"


def any_at(phrases: Iterable[str]) -> str:
    """One of the phrases, in an expression that is tried at a place: most places have none, and one character tells."""
    known = list(phrases)
    return _begin(known) + any_of(known)


def _begin(phrases: Iterable[str]) -> str:
    firsts = sorted({phrase[0].lower() for phrase in phrases})
    return f"(?=[{re.escape(''.join(firsts))}])" if firsts else ""


def _tree(phrases: Iterable[list[str]]) -> str:
    """Alternatives that share their beginnings, for a choice among hundreds of words is tried one by one otherwise."""
    behind: dict[str, list[list[str]]] = {}
    ends = False
    for pieces in phrases:
        if pieces:
            behind.setdefault(pieces[0], []).append(pieces[1:])
        else:
            ends = True
    parts = [piece + _tree(rest) for piece, rest in behind.items()]
    if ends and parts:
        parts.append("")
    return f"(?:{'|'.join(parts)})" if len(parts) > 1 else "".join(parts)


def currency_mark(marks: Iterable[str], joiner: str) -> str:
    """A currency mark behind a number, in lower case: only looked for, since the case of a mark matters."""
    names = _tree([*_pieces(m), r"(?![^\W\d_])" if m[-1].isalpha() else ""] for m in longest_first(map(str.lower, marks)))
    return rf"(?:\s?(?:{joiner or '(?!)'})|[ \u00a0-])?+{_begin(marks)}({names})"


def currency_words(words: Iterable[str], not_units: Iterable[str], joiner: str, edge: str) -> str:
    stop = f"(?!{any_of(not_units)})" if not_units else ""
    names = _tree([*_pieces(w), BOUNDARY if w.isascii() else edge] for w in longest_first(words))
    return rf"[\s-]?+(?:{joiner or '(?!)'})?+{_begin(words)}{stop}({names})"


def number_pattern(script: str | None, blank_groups: bool, group_word: str | None, vague: Iterable[str]) -> re.Pattern[str]:
    """Numbers with digits; in the running scripts with their numerals (`47조4천억`), also without digits (`千亿`).

    Those begin with a cheap look at one character, for most places of a text begin no number.
    """
    plain = r"[0-9]*+(?:[.,][0-9]++|，[0-9]{3}(?![0-9]))*+[½¼¾]?"
    digits = f"[0-9]{plain}"
    several = "".join(vague)
    if script == "han":
        large = "[万萬亿億兆]{1,2}"
        further = rf"(?:(?:[0-9]++(?:[.,][0-9]++)*+|[{HAN}]++)[万萬亿億千百]{{1,2}})*"
        tail = rf"(?:(?:[多余餘来來上] ?|\s)?[十百千]?{large}[多余餘来來]?{further}(?:[0-9]{{1,4}}(?![0-9.,]))?)?"
        shared = r"[〇零一二三四五六七八九]{1,4}(?=\s?[至到~-])"
        return re.compile(
            rf"(?=[0-9{HAN}{several}點点])(?:{digits}{tail}|(?<![{HAN}{several}點点])[{HAN}{several}點点]++{large}(?:[{HAN}]++[万萬亿億]{{1,2}})*|{shared})"
        )
    if script == "hangul":
        digits_only = r"[0-9]++(?:[.,][0-9]++)*+"
        section = rf"{digits_only}(?:여?[천백십](?:{digits_only})?)*"
        rest = rf"(?:\s?{section}여?[억만천]여?)*(?:[0-9]{{1,4}}(?![0-9.,]))?"
        tail = rf"(?:(?:여?[천백십](?:{digits_only})?)*\s?여?[조억만]여?{rest}|[천백십]{{1,2}})?"
        alone = rf"(?<![가-힣])[{several}]?[천백십]{{0,2}}[조억](?=\s?[원달엔유위])"
        return re.compile(rf"(?=[0-9{several}천백십조억])(?:{digits}{tail}|{alone})")
    mark = r"[\u00a0'" + (" " if blank_groups else "") + "]" + (rf"| {group_word} " if group_word else "")
    grouped = rf"[0-9]{{0,2}}+(?:(?:{mark})[0-9]{{3}})++(?![0-9])(?:[.,][0-9]++)?+"
    return re.compile(rf"[0-9](?:{grouped}|{plain})")


def counts_pattern(entry: Mapping[str, Any], english: Mapping[str, Any], running: bool) -> re.Pattern[str]:
    """What follows a number that counts things: a noun of the list, at most two words on (no preposition between)."""
    nouns = any_at(entry["counts"])
    if running:
        return re.compile(rf"\s?(?:(?:多|余|餘|超)?(?:{nouns})|-?(?:{any_at(english['counts'])}){BOUNDARY}|gw|mw|kw|tb|nm|w)")
    return re.compile(rf"[\s-](?:(?!{any_at(_LINKS.split())}\s)[^\W\d_]++(?:-[^\W\d_]++)*+\s){{0,2}}(?:{nouns}){BOUNDARY}")
