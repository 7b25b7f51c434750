"""Time words of a text as a short string of classes, from `catalog/language/<lang>/periods.yaml`.

Trap avoided: one grammar per language. Each word or written form becomes one letter (`O` ordinal, `Q` quarter, `Y` year,
...), words like "of the" vanish, anything else is a dot; the grammar in `periods.py` reads "third quarter of fiscal 2024",
"dritten Quartal des Geschäftsjahres 2024" and 2024财年第三季 as the same few letters.

Keys of a file: `numbers`, `ordinals` and `months` (words), `quarter_digits` and `half_digits` (how {q} and {h} are written),
`forms` (kind -> templates with {Y} year, {y} two-digit year, {q}, {h}, {n} number, {m} month, {d} day), `words` (class ->
phrases), and the relative phrases: `years`, `fiscal_years`, `quarters` (offset -> phrases), `focus` (the period just spoken
of), `before_focus`, `year_before_focus`, `year_before`, `full_year`, `end_of_year`, `end_of_decade`, `twelve_months`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

import yaml

from ingest.text.marks import MARK_OR_UNDERSCORE

_CLASSES = {
    "quarter": "Q",
    "fiscal_quarter": "q",
    "final_quarter": "K",
    "first_quarter": "K",
    "half": "H",
    "year": "A",
    "month": "W",
    "decade": "V",
    "fiscal": "F",
    "calendar": "C",
    "next": "n",
    "last": "l",
    "ended": "E",
    "by": "P",
    "to": "T",
    "until": "U",
    "and": "&",
    "between": "B",
    "full": "f",
    "ago": "g",
    "before_ago": "b",
    "glue": "",
    "since": "D",
    "for_or_until": "L",
    "exclude": "x",
    "this_one": "o",
}
_RELATIVE = {"years": "r", "fiscal_years": "s", "quarters": "t"}
_PHRASES = {
    "before_focus": "y",
    "year_before_focus": "w",
    "year_before": "a",
    "full_year": "v",
    "end_of_year": "i",
    "end_of_decade": "j",
    "twelve_months": "h",
}
_FORMS = {
    "date": "d",
    "month": "M",
    "month_quarter": "m",
    "months_quarter": "R",
    "quarter": "K",
    "fiscal_quarter": "K",
    "calendar_quarter": "K",
    "fiscal_year_quarter": "K",
    "start_year_quarter": "K",
    "half": "J",
    "fiscal_year": "G",
    "start_year": "G",
    "calendar_year": "c",
    "short_year": "Y",
    "year_to_month": "e",
    "span": "S",
    "until": "u",
    "duration": "p",
    "cumulative": "k",
}
_DATED = frozenset("YMdGcKJmReS")
JOINING = "NnlEU2TPLD&Bbgf"
"""Letters that name nothing by themselves: what begins with them must go on to another."""
_YEAR = r"(?:19[89]|20[0-6])[0-9]"
_PLAIN_DATE = [r"{Y}-{m}-{d}", r"{d}/{m}/{Y}", r"{Y}\.{m}\.{d}"]
_OPTIONAL = re.compile(r"[\[(][^\])]*[\])]\??|.\?")
_ELEMENT = re.compile(r"(?:\{(?P<slot>\w+)\}|(?P<literal>\[[^\]]*\]|\([^)]*\)|.))(?P<optional>\??)")
_BLANK = re.compile(r"[\s\-]")
_APOSTROPHE = re.compile(r"'\s")
_NAMED = re.compile(r"\{(\w+)\}")
_LEAD = re.compile(r"^(\{\w+\}(?!\?)|).*", re.DOTALL)


@dataclass(slots=True)
class Word:
    """One time word: its class letter, what it is worth, and where it stands."""

    letter: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Compiled vocabulary. `scan` finds words; its last group says which kind of alternative matched.

    Where words stand apart, `scan` also matches the one character before a word: most places fail by their first character.
    """

    is_running_script: bool
    scan: re.Pattern[str]
    glue: re.Pattern[str]
    """Small words between two others ("of", "the"), which vanish."""
    touching: re.Pattern[str]
    """What stands between two words where no other word does."""
    forms: list[tuple[str, str, re.Pattern[str]]]
    phrases: Mapping[str, tuple[str, Any]]
    quarter_digits: Mapping[str, int]
    half_digits: Mapping[str, int]
    numbers: Mapping[str, int]


@cache
def period_words(language: str) -> PeriodWords:
    """Vocabulary of a base language, compiled."""
    path = resources.files("ingest.catalog").joinpath("language", language, "periods.yaml")
    entry = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    running = not entry["ordinals"]
    quarters = {str(k): v for k, v in entry.get("quarter_digits", {q: q for q in range(1, 5)}).items()}
    halves = {str(k): v for k, v in entry.get("half_digits", {1: 1, 2: 2}).items()} | {"1": 1, "2": 2}
    numbers = {str(k): v for k, v in entry["numbers"].items()}
    slots = {
        "Y": _YEAR,
        "y": "[0-9]{2}",
        "yy": "(?:2[2-9]|3[0-9])",
        "q": f"[{''.join(quarters)}]",
        "h": f"[{''.join(halves)}]",
        "n": rf"(?:[0-9]{{1,2}}|{_any(numbers)})",
        "m": "(?:1[0-2]|0?[1-9])",
        "d": "(?:3[01]|[12][0-9]|0?[1-9])",
    }
    slots |= {f"{name}2": slots[name] for name in ("Y", "y", "m")}
    forms: list[tuple[str, str, str]] = []
    for kind, templates in ({"date": [*entry["forms"].get("date", []), *_PLAIN_DATE]} | _without(entry["forms"], "date")).items():
        forms.extend((_FORMS[kind], kind, template) for template in templates)
    forms.sort(key=lambda form: (form[2].count("{"), form[1] == "short_year", len(_OPTIONAL.sub("", form[2]))), reverse=True)
    compiled = [
        (letter, kind, re.compile(_NAMED.sub(lambda m: f"(?P<{m[1]}>{slots[m[1]]})", template)))
        for letter, kind, template in forms
    ]
    phrases = _phrases(entry)
    glue = {p for p, (letter, _) in phrases.items() if not letter and p.strip("'").isalpha()} | {"'s"}
    phrases = {p: value for p, value in phrases.items() if p not in glue}
    begin = r"(?<![0-9a-z.,$€£¥])" if running else r"(?<![0-9][.,])"
    edge = r"(?![^\W_])"
    end = r"(?![0-9a-z])" if running else edge
    pieces = _pieces([(template, end if not running or template.endswith("}") else "") for *_, template in forms], slots)
    year = rf"{_YEAR}(?P<Y>)(?![0-9%億亿万萬兆억만조円元원]|[.,][0-9]|(?![eaf](?![a-z]))[a-z])"
    number = r"[0-9]{1,2}(?P<N>)(?![0-9%]|[.,][0-9])"
    words = _tree(phrases, edge, running)
    opening = _first_characters(entry, {"n": numbers, "q": quarters, "h": halves})
    first = rf"(?={_one_of({*opening, *(p[0] for p in phrases)})})" if running else MARK_OR_UNDERSCORE
    joints = _tree(glue, edge, running)
    return PeriodWords(
        is_running_script=running,
        scan=re.compile(rf"{first}(?:(?={_one_of(opening)}){begin}(?:{pieces}|{year}|{number})|{words})"),
        glue=re.compile(joints if running else rf"(?<![^\W_])(?:{joints})"),
        touching=re.compile(rf"(?:{joints}|[\W_])*+"),
        forms=compiled,
        phrases=phrases,
        quarter_digits=quarters,
        half_digits=halves,
        numbers=numbers,
    )


def _pieces(forms: Sequence[tuple[str, str]], slots: Mapping[str, str]) -> str:
    """An expression for any of the forms (template, what may not follow), in their order.

    Neighbours that begin with the same slot share it: most numbers are no year, which is seen once. The group that tells a form
    stands behind it: one that stands before hides from `re` which letter the form begins with.
    """
    shared: list[str] = []
    for lead, same in groupby(enumerate(forms), lambda numbered: _LEAD.sub(r"\1", numbered[1][0])):
        rests = [f"(?:{template.removeprefix(lead)}{end})(?P<f{i}>)" for i, (template, end) in same]
        shared.append(f"{lead}(?:{'|'.join(rests)})" if lead else "|".join(rests))
    return _NAMED.sub(lambda m: slots[m[1]], "|".join(shared))


def _one_of(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"


def _first_characters(entry: Mapping[str, Any], slots: Mapping[str, Iterable[str]]) -> set[str]:
    """Characters that a form can begin with: a cheap gate before the forms are tried. `slots`: what stands for {q}, {h}, {n}."""
    found = set("0123456789")
    for template in (template for listed in entry["forms"].values() for template in listed):
        for element in _ELEMENT.finditer(template):
            found |= {written[0] for written in slots.get(element["slot"], ())}
            found |= set(element["literal"] or "") - set("?:|[]()")
            if not element["optional"]:
                break
    return found


def _without(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in mapping.items() if k != key}


def _phrases(entry: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """phrase -> (class letter, value). A phrase that both joins ("to") and limits ("until") gets the class `2`."""
    phrases: dict[str, tuple[str, Any]] = dict.fromkeys(entry["focus"], ("z", None))
    phrases |= {str(w): ("N", v) for w, v in entry["numbers"].items()} if entry["ordinals"] else {}
    phrases |= {str(w): ("O", v) for w, v in entry["ordinals"].items()}
    phrases |= {w: ("M", i) for i, names in enumerate(entry["months"], 1) for w in names}
    for kind, listed in entry["words"].items():
        for phrase in map(str, listed):
            letter = _CLASSES[kind]
            value: Any = (4 if kind == "final_quarter" else 1, None, False, False) if letter == "K" else None
            already = phrases.get(phrase, ("",))[0]
            if {letter, already} == {"U", "T"}:
                letter = "2"
            elif letter == "E" and already in ("T", "U", "2"):
                letter = already
            phrases[phrase] = (letter, value)
    for kind, letter in _RELATIVE.items():
        phrases |= {str(p): (letter, int(offset)) for offset, listed in entry[kind].items() for p in listed}
    for kind, letter in _PHRASES.items():
        phrases |= {str(p): (letter, None) for p in entry[kind]}
    return {_key(p.lower()): v for p, v in phrases.items()}


def _key(said: str) -> str:
    """A phrase as it is looked up: a blank for a hyphen or a line break, none behind an apostrophe."""
    return _APOSTROPHE.sub("'", _BLANK.sub(" ", said)).strip()


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(p).replace(r"\ ", r"[\s\-]") for p in sorted(phrases, key=len, reverse=True))


def _tree(phrases: Iterable[str], edge: str, running: bool) -> str:
    """An expression for the longest of the phrases, which share their beginnings: most places fail at the first letter."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault({" ": r"[\s\-]", "'": r"'\s?"}.get(letter) or re.escape(letter), {})
        node[""] = "" if phrase.endswith("'") or (running and not phrase.isascii()) else edge
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    parts = [letter + _branches(following) for letter, following in node.items() if letter]
    if "" in node:
        parts.append(node[""])
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def read_words(low: str, words: PeriodWords) -> list[Word]:
    """Time words of a folded text in order, with dots and commas for what stands between them.

    Left out are glue, and words that join ("and", "to", "12") where neither side has anything to be joined: most of all words.
    """
    found: list[Word] = []
    edge = 0
    lead = 0 if words.is_running_script else 1
    for match in words.scan.finditer(f"\n{low}" if lead else low):
        start = match.start()
        word = _word(low[start : match.end() - lead], match.lastgroup, start, words)
        if word is None:
            continue
        if found:
            marks = _between(low[edge:start], found[-1].letter, word.letter, words)
            if marks == "." and _joins_nothing(found):
                found.pop()
                marks = ""
            for mark in marks:
                found.append(Word(mark, None, edge, start))
        elif not word.letter:
            continue
        edge = word.end
        if word.letter:
            found.append(word)
    return found


def _joins_nothing(found: list[Word]) -> bool:
    """Whether the last word only joins, and nothing touches it so far."""
    return found[-1].letter in JOINING and (len(found) == 1 or found[-2].letter == ".")


def _between(gap: str, before: str, after: str, words: PeriodWords) -> str:
    """Marks for what stands between two words, "" when they touch; a dot for any other word."""
    if gap in ("", " "):
        return ""
    if not words.touching.fullmatch(gap):
        return "."
    marks = ""
    pieces = words.glue.split(gap)
    for piece in pieces[:-1]:
        marks += _mark(piece, marks[-1:] or before, "")
    return marks + _mark(pieces[-1], marks[-1:] or before, after)


def _mark(gap: str, before: str, after: str) -> str:
    """ "" when the words touch, "T" for a dash between dates, "," or "." otherwise."""
    rest = gap.strip(" \u00a0\n'")
    if (rest == "." and before == "N" and after == "M") or (rest == "/" and before in "KJ" and after in "YG"):
        return ""
    if not rest:
        return "." if gap.count("\n") > 1 else ""
    if rest in ("-", "~"):
        return "T" if before in _DATED and after in _DATED | frozenset("N") else ""
    return "," if rest == "," else "."


def _word(said: str, group: str | None, start: int, words: PeriodWords) -> Word | None:
    """The word that `scan` has found by the alternative `group`, or None."""
    end = start + len(said)
    if group is None:
        letter, value = words.phrases.get(said) or words.phrases[_key(said)]
        return Word(letter, value, start, end)
    if group in ("Y", "N"):
        return Word(group, int(said), start, end)
    letter, kind, form = words.forms[int(group[1:])]
    match = form.fullmatch(said)
    if match is None:
        return None
    fields = match.groupdict()
    if fields.get("Y2") and int(fields["Y2"]) != int(fields["Y"]) + 1:
        letter, kind = "S", "span"
    return Word(letter, _form_value(kind, fields, said, words), start, end)


def _form_value(kind: str, fields: Mapping[str, str], matched: str, words: PeriodWords) -> Any:
    """Value of a written form; see the letters in `periods.py`."""
    short = fields.get("y") or fields.get("yy")
    year = int(fields["Y"]) if fields.get("Y") else 2000 + int(short) if short else None
    month = int(fields["m"]) if fields.get("m") else None
    match kind:
        case "date":
            return year, month or int(fields["m2"]), int(fields["d"]) if fields.get("d") else None
        case "month":
            return month
        case "month_quarter":
            return year, month
        case "months_quarter":
            return month, int(fields["m2"])
        case "quarter" | "calendar_quarter" | "fiscal_quarter" | "fiscal_year_quarter" | "start_year_quarter":
            digit = words.quarter_digits[fields["q"]] if "q" in fields else 4
            return digit, year, kind not in ("quarter", "calendar_quarter"), kind == "start_year_quarter"
        case "half":
            return words.half_digits[fields["h"]], year
        case "span":
            return _span(year, fields)
        case "fiscal_year" | "start_year":
            return (_span(year, fields)[1] if "Y" in fields and len(fields) > 1 else year), kind == "start_year"
        case "year_to_month":
            return year, month
        case "duration" | "cumulative":
            return _count(fields, matched, words)
    return year


def _span(year: int | None, fields: Mapping[str, str]) -> tuple[int, int]:
    """`2026-30`, `23〜27年`: the second year takes its century from the first."""
    first = year or 0
    if fields.get("Y2"):
        return first, int(fields["Y2"])
    last = int(fields.get("y2") or fields["y"])
    return first, first // 100 * 100 + last


def _count(fields: Mapping[str, str], matched: str, words: PeriodWords) -> tuple[int, str]:
    """(count, Y | M | Q) of a duration written as one form."""
    digits = fields.get("n") or fields.get("q") or fields.get("m2") or "1"
    count = int(digits) if digits.isdigit() else words.numbers[digits]
    if "十年" in matched and not matched.startswith("十"):
        count *= 10
    unit = "M" if re.search("月", matched) or "개월" in matched else "Q" if re.search("季|四半期|분기", matched) else "Y"
    return count, unit
