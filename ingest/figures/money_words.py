"""The vocabulary of money of a language, compiled once from `catalog/language/<lang>/money.yaml`.

Trap avoided: vocabulary in code. The files hold words, this module turns them into look-ups and expressions, `money.py` knows
the grammar. Texts are matched in folded form (see `folded`), so words stand in lower case and expressions ignore no case.

Keys of a file: `decimal_comma` (how `1,234` is read) and `grouped_before` (in languages that read it both ways: units that tell
a text with grouping commas), `blank_groups` (`1 000`), `group_word` (`3 mil 200`), `traditional_marks` (characters of
traditional Chinese), `number_words`, `fractions` and `half_after` ("a billion and a half"), `units` by power of ten and
`short_units` (only beside a currency), `standalone_units` (worth one without a number: `mil millones`), `unit_currencies`
(`mdd`: millions of dollars), `vague` (words that make a unit an order of magnitude), `currencies` by code, `shared_currencies`
(word -> codes, the usual one first) and `places` (words that point to one of them), `ranges`, `between`, `and`, `from`, `to`,
`steps` ("by" in "by 4 billion to 72 billion"), `changes` (what tells "raised from 60 to 65" from a range), `before` and `after`
by modifier, `to_after_change` ("hasta" behind a verb of change), `fillers`, `instruments` (nouns that turn a following "über"
into "of"), `conversion`, `percent`, `counts` (what billions of are no money), `per_after` and `per_before` (rates); `parts` is
read by `money_parts.py`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeVar

import yaml

from ingest.figures.money_patterns import (
    BOUNDARY,
    any_at,
    any_of,
    counts_pattern,
    currency_mark,
    currency_words,
    longest_first,
    number_pattern,
)
from ingest.figures.numerals import NumberWords

_SAME = dict(
    zip(
        "０１２３４５６７８９．＄％（）／＋￥￡￦＜＞［］，–—‒−‑－―～〜∼〰’‘ʼ′＇\u2009\u202f\u2007\u2006\u2008\u3000",
        "0123456789.$%()/+¥£₩<>[]，-------~~~~'''''\u00a0\u00a0\u00a0\u00a0\u00a0 ",
        strict=True,
    )
)
_UNLIKE = re.compile("[" + re.escape("".join(_SAME)) + "]")
Bound = Literal["about", "at_least", "up_to"]
Per = Literal["year", "quarter", "month", "unit"]
_Kind = TypeVar("_Kind", bound=str)
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja", "ko")


def unified(text: str) -> str:
    """The text with full-width forms, dashes, quotes and blanks made alike, character for character."""
    for char in () if text.isascii() else set(_UNLIKE.findall(text)):
        text = text.replace(char, _SAME[char])
    return text


def lowered(text: str) -> str:
    """Lower case, character for character, so that offsets stay valid."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _load(*parts: str) -> dict[str, Any]:
    path = resources.files("ingest.catalog").joinpath(*parts)
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


@dataclass(frozen=True, slots=True)
class Currencies:
    """Codes and symbols, the same in every language."""

    before: Mapping[str, tuple[str, ...]]
    """As written before a number -> codes, the usual one first."""
    after: Mapping[str, tuple[str, ...]]
    ending: Mapping[str, tuple[str, ...]]
    """Last two characters before a number -> the marks that can end there, longest first; the last one -> a mark of its own."""
    starting: Mapping[str, tuple[str, ...]]
    """The same for marks behind a number, by their first characters."""
    usd: Mapping[str, tuple[Decimal, Decimal]]
    """US dollars per unit: lowest and highest month."""


@cache
def currencies() -> Currencies:
    before: dict[str, tuple[str, ...]] = {}
    after: dict[str, tuple[str, ...]] = {}
    usd = {}
    for code, entry in _load("currencies.yaml").items():
        usd[code] = (Decimal(str(entry["usd"][0])), Decimal(str(entry["usd"][1])))
        for table, written in ((before, entry["before"]), (after, entry["after"])):
            for symbol in written:
                table[symbol] = (*table.get(symbol, ()), code)
    dollars = tuple(c for c in usd if c in ("USD", "CAD", "AUD", "SGD", "HKD", "TWD", "NZD", "MXN"))
    before["$"] = after["$"] = dollars
    before["¥"] = after["¥"] = ("JPY", "CNY")
    return Currencies(before, after, _by_edge(before, slice(-2, None)), _by_edge(after, slice(2)), usd)


def _by_edge(marks: Iterable[str], edge: slice) -> dict[str, tuple[str, ...]]:
    """Marks by the two characters of an edge, with those of one character that such an edge has in it."""
    grouped: dict[str, tuple[str, ...]] = {}
    for mark in sorted(marks, key=len):
        outermost = mark[-1 if edge.start else 0]
        grouped[mark[edge]] = (mark, *grouped.get(mark[edge], grouped.get(outermost, ())))
    return grouped


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """What `money.py` asks of a language. Patterns named `*_at` are matched at a position, the others are searched."""

    language: str
    home: str | None
    """The currency of those who write it, where they share one."""
    is_running_script: bool
    """Chinese, Japanese, Korean: words run together, so phrases need no boundary."""
    decimal_comma: bool
    grouped_before: re.Pattern[str] | None
    traditional: re.Pattern[str] | None
    number: re.Pattern[str]
    numbers: NumberWords
    number_ends: frozenset[str]
    """Last words of numbers, and of what may stand between a number and its unit or the next number."""
    behind_at: re.Pattern[str]
    """What stands behind a number: a percentage (group 1) or one unit or two (groups 2 and 3)."""
    unit_word: re.Pattern[str]
    units: Mapping[str, int]
    short_units: Mapping[str, int]
    unit_currencies: Mapping[str, tuple[int, str]]
    standalone_units: frozenset[str]
    half_after_at: re.Pattern[str] | None
    vague: frozenset[str]
    vague_numbers: frozenset[str]
    currency_at: re.Pattern[str]
    """A mark in lower case (group 1) or a word (group 2)."""
    currency_word_at: re.Pattern[str]
    currency_words: Mapping[str, tuple[str, ...]]
    places: Mapping[str, re.Pattern[str]]
    marks: Currencies
    prefix_tails: tuple[str, ...]
    prefix_ends: frozenset[str]
    """Last characters of marks before a number, and of what may stand between the two."""
    range_gap: re.Pattern[str]
    and_gap: re.Pattern[str]
    change_gap: re.Pattern[str]
    gap_at: re.Pattern[str]
    """What one of these, or a list, begins with."""
    between: frozenset[str]
    origins: frozenset[str]
    steps: frozenset[str]
    pair_endings: frozenset[str]
    """Last words of these three."""
    range_cue: re.Pattern[str] | None
    change: re.Pattern[str] | None
    before: Mapping[str, Bound]
    before_longest: Mapping[str, int]
    """Last word of a hedge or filler -> length of the longest that ends so, in words; in the running scripts by characters."""
    before_endings: Mapping[str, frozenset[str]]
    """Last word of a hedge or filler -> the words that may stand before it in one ("" where it stands alone)."""
    abbreviations: tuple[str, ...]
    to_after_change: frozenset[str]
    """"hasta": up to, but just "to" behind a verb of change."""
    fillers: frozenset[str]
    lookalikes: tuple[str, ...]
    after_at: re.Pattern[str]
    after: Mapping[str, Bound]
    inside: Mapping[str, Bound]
    instrument_words: frozenset[str]
    instrument_endings: tuple[str, ...]
    bridge: re.Pattern[str]
    conversions: re.Pattern[str]
    percent_at: re.Pattern[str]
    counts_at: re.Pattern[str]
    counts_before: tuple[str, ...]
    counts_nouns: bool
    money_nouns: frozenset[str]
    per_after_at: re.Pattern[str]
    per_after: Mapping[str, Per | Literal["none"]]
    """`none` for longer phrases that are no rate: "a year earlier", "im Jahr 2024"."""
    per_before: Mapping[str, Per]
    per_before_phrases: tuple[str, ...]
    """The same phrases, longest first."""


def base_language(language: str | None) -> str:
    """`zh-Hant` -> `zh`; a language without a file is read as English."""
    base = (language or "en").split("-")[0].lower()
    return base if base in LANGUAGES else "en"


@cache
def money_words(language: str) -> MoneyWords:
    """Vocabulary of a base language, compiled. The running scripts also know the English units and currencies."""
    entry = _load("language", language, "money.yaml")
    script = "han" if entry.get("han_numerals") else "hangul" if entry.get("hangul_numerals") else None
    running = script is not None
    english = _load("language", "en", "money.yaml") if running else {}
    units = {w: power for e in (english, entry) for power, words in e.get("units", {}).items() for w in words}
    short = {w: power for e in (english, entry) for power, words in e.get("short_units", {}).items() for w in words}
    own = {w: (power, code) for w, (power, code) in entry.get("unit_currencies", {}).items()}
    words: dict[str, tuple[str, ...]] = {}
    for e in (english, entry):
        for code, phrases in e.get("currencies", {}).items():
            words.update(dict.fromkeys(phrases, (code,)))
        words.update({w: tuple(codes) for w, codes in e.get("shared_currencies", {}).items()})
    edge = "" if running else BOUNDARY
    joiner = "|".join(re.escape(j).replace(r"\ ", r"\s") for j in entry.get("currency_joiners", []))
    blank = r"[\s-]?"
    before: dict[str, Bound] = _by_phrase(entry["before"], running)
    after: dict[str, Bound] = _by_phrase(entry.get("after", {}), True)
    per_after: dict[str, Per | Literal["none"]] = _by_phrase(entry.get("per_after", {}), True)
    per_before: dict[str, Per] = _by_phrase(entry.get("per_before", {}), running)
    conversion = [_phrase(p, running) for p in entry["conversion"]]
    fillers = [_phrase(p, running) for p in entry.get("fillers", [])]
    numbers = _number_words(entry)
    ranges, ands, changes = (any_of(entry[key]) for key in ("ranges", "and", "to"))
    range_gap = rf"\s?(?:[-~]|{ranges})\s?" if running else rf"\s?[-~]\s?|\s(?:{ranges})\s"
    and_gap = rf"\s?(?:{ands})\s?" if running else rf",?\s(?:{ands})\s"
    change_gap = rf"\s?(?:{changes})\s?" if running else rf"\s(?:{changes})\s"
    grouped = entry.get("grouped_before", [])
    long_units = [w for w in units if len(w) > 2]
    currency_word = currency_words(words, entry.get("not_units", []), joiner, edge)
    percent = rf"\s?(?:[%‰]|-?{any_of(entry['percent'])}{edge})"
    bridge = any_of({*conversion, *before, *fillers})
    marks = currencies()
    prefix_tails = sorted(entry.get("prefix_tails", []), key=len, reverse=True)
    return MoneyWords(
        language=language,
        home=entry.get("home"),
        is_running_script=running,
        decimal_comma=entry["decimal_comma"],
        grouped_before=re.compile(rf"(?<![0-9.,])[0-9]{{1,3}},[0-9]{{3}} (?:{any_of(grouped)})") if grouped else None,
        traditional=re.compile(f"[{entry['traditional_marks']}]") if "traditional_marks" in entry else None,
        number=number_pattern(script, entry.get("blank_groups", False), entry.get("group_word"), entry.get("vague_numbers", [])),
        numbers=numbers,
        number_ends=numbers.ends.union(entry.get("vague", []), *(p.split() for p in (*entry["ranges"], *entry["and"]))),
        behind_at=re.compile(
            rf"({percent})|{blank}({any_at({*units, *short, *own})}){'(?![a-z])' if running else BOUNDARY}"
            rf"(?:[\s-]({any_at({*units, *own})}){BOUNDARY})?"
        ),
        unit_word=re.compile(rf"(?:{any_of(long_units)}){BOUNDARY}"),
        units=units,
        short_units=short,
        unit_currencies=own,
        standalone_units=frozenset(entry.get("standalone_units", [])),
        half_after_at=re.compile(rf"\s(?:{any_of(entry['half_after'])}){BOUNDARY}") if entry.get("half_after") else None,
        vague=frozenset(entry.get("vague", [])),
        vague_numbers=frozenset("".join(entry.get("vague_numbers", []))),
        currency_at=re.compile(rf"{currency_mark(marks.after, joiner)}|{currency_word}"),
        currency_word_at=re.compile(currency_word),
        currency_words=words,
        places={code: re.compile(any_of(stems)) for code, stems in entry.get("places", {}).items()},
        marks=marks,
        prefix_tails=tuple(prefix_tails),
        prefix_ends=frozenset(written[-1] for written in (*marks.before, *prefix_tails)),
        range_gap=re.compile(range_gap),
        and_gap=re.compile(and_gap),
        change_gap=re.compile(change_gap),
        gap_at=re.compile(rf"{range_gap}|{and_gap}|{change_gap}|,\s|、"),
        pair_endings=frozenset(
            p.rpartition(" ")[2].rstrip("'") for key in ("between", "from", "steps") for p in entry.get(key, [])
        ),
        between=frozenset(_phrase(p, running) for p in entry["between"]),
        origins=frozenset(_phrase(p, running) for p in entry["from"]),
        steps=frozenset(_phrase(p, running) for p in entry.get("steps", [])),
        range_cue=re.compile(any_of(entry["range_cues"])) if entry["range_cues"] else None,
        change=re.compile(("" if running else r"(?<![^\W_])") + any_of(entry["changes"])) if entry["changes"] else None,
        before=before,
        before_longest=_lengths([*before, *fillers], running),
        before_endings=_endings([*before, *fillers]),
        abbreviations=tuple(p for p in before if p.endswith(".")) or ("\0",),
        to_after_change=frozenset(_phrase(p, running) for p in entry.get("to_after_change", [])),
        fillers=frozenset(fillers),
        lookalikes=tuple(entry.get("lookalikes", [])),
        after_at=re.compile(rf"[\s-]?({any_at(after)}){edge}(?!\s?[\d$€£])" if after else r"(?!)"),
        after=after,
        inside=_by_phrase(entry.get("inside", {}), True),
        instrument_words=frozenset(entry.get("instruments", {}).get("words", [])),
        instrument_endings=tuple(entry.get("instruments", {}).get("endings", [])),
        bridge=re.compile(rf"(?>(?:{bridge})[\s'.]*)*+" if running else rf"(?>(?:{bridge}){BOUNDARY}[\s'.]*)*+"),
        conversions=re.compile((r"(?:" if running else r"(?<![^\W_])(?:") + any_of(conversion) + rf"){edge}"),
        percent_at=re.compile(percent),
        counts_at=counts_pattern(entry, english, running),
        counts_before=tuple(entry.get("counts_before", [])),
        counts_nouns=entry.get("nouns_count", False),
        money_nouns=frozenset(entry.get("money_nouns", [])),
        per_after_at=re.compile(rf"\s?-?({any_at(per_after)}){edge}(?!\s?\d)"),
        per_after=per_after,
        per_before=per_before,
        per_before_phrases=tuple(longest_first(per_before)),
    )


def _phrase(phrase: str, running: bool) -> str:
    """A phrase as `money.py` looks it up: words joined by single blanks, an apostrophe ends its word."""
    return phrase if running else " ".join(phrase.replace("'", "' ").replace("-", " ").split())


def _by_phrase(kinds: Mapping[_Kind, Iterable[str]], running: bool) -> dict[str, _Kind]:
    return {_phrase(str(p), running): kind for kind, phrases in kinds.items() for p in phrases}


def _lengths(phrases: Iterable[str], running: bool) -> dict[str, int]:
    said = [list(p) if running else [word.rstrip(".'") for word in p.split(" ")] for p in phrases]
    return {pieces[-1]: len(pieces) for pieces in sorted(said, key=len)}


def _endings(phrases: Iterable[str]) -> dict[str, frozenset[str]]:
    leads: dict[str, set[str]] = {}
    for phrase in phrases:
        *_, lead, last = ("", *(word.rstrip(".'") for word in phrase.split(" ")))
        leads.setdefault(last, set()).add(lead)
    return {last: frozenset(words) for last, words in leads.items()}


def _number_words(entry: Mapping[str, Any]) -> NumberWords:
    """All number words below a thousand, those written as one word generated."""
    spec = entry.get("number_words", {})
    ones = dict(zip(spec.get("ones", []), range(1, 20), strict=False))
    tens = dict(zip(spec.get("tens", []), range(20, 100, 10), strict=False))
    words = {**ones, **tens, **spec.get("hundreds", {}), **spec.get("more", {}), **dict.fromkeys(spec.get("articles", []), 1)}
    digits = {w: v for w, v in ones.items() if v < 10}
    if glue := spec.get("glued_tens"):
        for one, a in digits.items():
            for ten, b in tens.items():
                for joined in _glued(glue, one=one, ten=ten):
                    words[joined] = a + b
    if glue := spec.get("glued_hundreds"):
        below = {"": 0, **{w: v for w, v in words.items() if v < 100}}
        for one, a in {"": 1, **digits}.items():
            for rest, b in below.items():
                words[glue.format(one=one if a > 1 else "", rest=rest)] = a * 100 + b
    fractions = {phrase: Decimal(str(value)) for phrase, value in entry.get("fractions", {}).items()}
    for form in spec.get("halves", []):
        fractions.update({form.format(one=one): Decimal(a) + Decimal("0.5") for one, a in digits.items()})
    pairs = {tuple(pair.split()): pair.replace(" ", "") for pair in spec.get("pairs", {})}
    words.update({pair.replace(" ", ""): value for pair, value in spec.get("pairs", {}).items()})
    return NumberWords(words, fractions, spec.get("connectors", []), pairs, frozenset(spec.get("scores", [])))


def _glued(form: str, one: str, ten: str) -> list[str]:
    """`fünfundzwanzig`; Dutch marks the joint (`tweeëntwintig`), Italian drops a vowel (`ventuno`)."""
    plain = form.format(one=one, ten=ten)
    forms = [plain]
    if one.endswith("e") and form.startswith("{one}en"):
        forms.append(form.replace("}en", "}ën").format(one=one, ten=ten))
    if form == "{ten}{one}" and one[0] in "uo":
        forms.append(ten[:-1] + one)
    return forms
