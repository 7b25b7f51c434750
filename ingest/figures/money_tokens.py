"""Numbers of a text with the unit and currency written beside them: the raw material of amounts.

Trap avoided: numbers that are no quantity. `Qwen3-80B`, `H200`, 25 %, `14.11亿` users and 3.35 Milliarden Menschen go here,
before anything can take them for money.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.figures.money_labels import label_of
from ingest.figures.money_words import Bound, Currencies, MoneyWords
from ingest.figures.numerals import read_digits, read_han, read_parts

_BLANKS = " \u00a0\n"
_CLOSING = frozenset(".,;:)")
"""What no percentage, unit, currency or count begins with."""
_WORD = re.compile(r"[^\W\d_]+")
_LAST_BARRIER = re.compile(r"(?s:.*)[\W\d_](?<![ \u00a0\-'\n])")
_HAN_TAIL = re.compile(r"[十百千万萬亿億兆천백십조억만]+$")
_HAN_ANY = re.compile(r"[万萬亿億兆조억만천]")
_LARGE_AND_DIGIT = re.compile(r"[一二三四五六七八九两兩].*[亿億兆]")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # without a unit these are thousands in every language
_FRACTION_MARK = re.compile(r"[0-9](?<![0-9.,].)[0-9]{0,2}([.,])[0-9]{1,2}(?![0-9.,])")
_UNIT_ALONE = ("百万", "百萬", "千万", "千萬", "十万", "十萬")  # "unit: million yuan" of a table
_NEIGHBOURS = re.compile(r"^([一二三四五六七八九])([一二三四五六七八九])[十百千万萬亿億兆]")
_LOOK_BACK = 48
_BARE_KEPT = 8


@dataclass(slots=True)
class Token:
    """A number and what is written with it. `low` is None for an order of magnitude; `high` differs from `low` in a range."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    power: int | None
    """Power of ten of the unit; 0 without one; None when parts of the number have different units (`1兆6,000億`)."""
    codes: tuple[str, ...] = ()
    """Currencies that the mark beside the number can mean, the usual one first."""
    prefixed: bool = False
    inside: Bound | None = None
    """Modifier written inside the number (`3800多亿`)."""
    is_loose: bool = False
    """A unit of one letter without a currency: only the end of a range (`$175-190B`) may have it."""

    @property
    def has_unit(self) -> bool:
        return self.power != 0

    @property
    def is_bare(self) -> bool:
        """A number that only its neighbours can make an amount."""
        return self.power == 0 and not self.codes

    @property
    def is_year(self) -> bool:
        return self.is_bare and self.low is not None and self.low == int(self.low) and 1900 <= self.low <= 2100


def tokens(text: str, low: str, words: MoneyWords) -> list[Token]:
    """Tokens of a text (`text` unified, `low` the same in lower case) in order; of a long run of bare numbers the last ones."""
    found: list[Token] = []
    spoken = _spoken(text, low, words)
    following = next(spoken, None)
    comma = _decimal_comma(low, words)
    bare = covered = 0
    for match in words.number.finditer(low):
        while following is not None and following.start < match.start():
            if following.start >= covered:
                found.append(following)
                bare = 0
            following = next(spoken, None)
        if match.start() < covered:
            continue
        token = _written(text, low, words, match, comma, covered)
        if token is None:
            continue
        covered = token.end
        bare = bare + 1 if token.is_bare else 0
        if bare > _BARE_KEPT:
            del found[-_BARE_KEPT]
        found.append(token)
    while following is not None:
        if following.start >= covered:
            found.append(following)
        following = next(spoken, None)
    return found


def _decimal_comma(low: str, words: MoneyWords) -> bool:
    """Which separator stands before a fraction in this text, for languages that use both."""
    if words.grouped_before is None:
        return words.decimal_comma
    marks = _FRACTION_MARK.findall(low)
    commas, dots = marks.count(","), marks.count(".")
    return commas > dots or (commas == dots and not words.grouped_before.search(low))


def _written(text: str, low: str, words: MoneyWords, match: re.Match[str], comma: bool, behind: int) -> Token | None:
    """Token of a number written with digits or numerals; None when it is no quantity. The last one ended at `behind`."""
    start, end = match.span()
    prefix = _prefix(text, start, words) if start else None
    if prefix is None and start and not _may_follow(low, start, behind):
        return None
    unit = None if low[end : end + 1] in _CLOSING else words.behind_at.match(low, end)
    if unit and unit[1]:
        return None
    raw = match[0]
    value, power, inside = _value(raw, words, comma) if words.is_running_script else (read_digits(raw, comma), 0, None)
    if value is None and power == 0:
        return None
    codes: tuple[str, ...] = ()
    if prefix is not None:
        start, codes, hedge = prefix
        inside = inside or hedge
    elif power == 0 and words.is_running_script and (label := label_of(text, start, words)):
        power, codes = label
        value = None if value is None else value.scaleb(power)
    token = Token(start, end, value, value, power, codes, prefix is not None, inside)
    if power == 0 and unit:
        _take_unit(text, low, words, token, unit)
    if token.power == 0 and not raw.isdecimal() and _GROUPED.fullmatch(raw):
        token.low = token.high = Decimal(raw.replace(",", "").replace(".", ""))
    if low[token.end : token.end + 1] not in _CLOSING:
        _take_currency(text, low, words, token)
    return token if _is_quantity(text, low, words, token, raw, end) else None


def _may_follow(low: str, start: int, behind: int) -> bool:
    """Can a quantity begin here? Not inside a word or a name such as `qwen3-80b`, but `10bn-15bn` goes on `behind` a quantity."""
    before = low[start - 1]
    if before == "-" and start > 1:
        return behind == start - 1 or not (low[start - 2].isalpha() and low[start - 2] < "\u2e80")
    return not (before == "_" or (before.isalnum() and before < "\u2e80"))


def _value(raw: str, words: MoneyWords, comma: bool) -> tuple[Decimal | None, int | None, Bound | None]:
    """(value, power of its own unit, modifier inside). A value of None with a unit is an order of magnitude."""
    if raw.isascii() or not words.is_running_script:
        return read_digits(raw, comma), 0, None
    if parts := read_parts(raw):
        return *parts, None
    if not _HAN_ANY.search(raw):
        return (read_digits(raw, comma) if raw[0] in "0123456789" else read_han(raw)), 0, None
    inside = next((words.inside[c] for c in raw if c in words.inside), None)
    plain = raw if inside is None else "".join(c for c in raw if c not in words.inside)
    tail = _HAN_TAIL.search(plain)
    head = plain[: tail.start()] if tail else plain
    if not words.vague_numbers.isdisjoint(plain) or (not head and plain in "조억") or _is_between_digits(plain):
        return None, 8, None
    value = read_han(plain)
    unit = read_han(tail[0]) if tail else None
    is_simple = unit is not None and not _HAN_ANY.search(head)
    return value, (len(str(unit)) - 1 if unit is not None and is_simple else None), inside


def _is_between_digits(plain: str) -> bool:
    """`五六百亿`: two neighbouring digits are "five or six", not 56."""
    match = _NEIGHBOURS.search(plain)
    return match is not None and "一二三四五六七八九".index(match[2]) == "一二三四五六七八九".index(match[1]) + 1


def _prefix(text: str, start: int, words: MoneyWords) -> tuple[int, tuple[str, ...], Bound | None] | None:
    """(start, codes, modifier) of a currency before the number, perhaps with a blank or a hedge between (`新台幣約`)."""
    has_blank = text[start - 1] in _BLANKS
    end = start - 1 if has_blank else start
    if not end or text[end - 1] not in words.prefix_ends:
        return None
    found = _symbol_before(text, end, words.marks)
    if found:
        begin, codes = found
        return None if has_blank and begin == start - 2 and text[begin].isalpha() else (begin, codes, None)
    if has_blank or not text.endswith(words.prefix_tails, 0, start):
        return None
    tail = next(tail for tail in words.prefix_tails if text.endswith(tail, 0, start))
    before = _symbol_before(text, start - len(tail), words.marks)
    return (*before, words.before.get(tail)) if before else None


def _symbol_before(text: str, end: int, table: Currencies) -> tuple[int, tuple[str, ...]] | None:
    """(start, codes) of the longest currency mark that ends there and does not begin inside a word."""
    for mark in table.ending.get(text[end - 2 : end]) or table.ending.get(text[end - 1 : end]) or ():
        if text.endswith(mark, 0, end):
            begin = end - len(mark)
            is_inside = begin > 0 and _is_letter(text[begin]) and _is_letter(text[begin - 1])
            return None if is_inside else (begin, table.before[mark])
    return None


def _is_letter(char: str) -> bool:
    """A letter of a script that sets words apart."""
    return char < "\u2e80" and char.isalpha()


def _take_unit(text: str, low: str, words: MoneyWords, token: Token, match: re.Match[str]) -> None:
    first, second = match[2].replace("\n", " "), match[3]
    if first in words.unit_currencies and not token.codes:
        token.power, code = words.unit_currencies[first]
        token.codes, token.end = (code,), match.end(2)
    elif first in words.units and second in words.unit_currencies:
        power, code = words.unit_currencies[second]
        token.power, token.codes, token.end = words.units[first] + power, token.codes or (code,), match.end(3)
    elif first in words.units:
        token.power = words.units[first] + (words.units.get(second, 0) if second else 0)
        token.end = match.end(3) if second else match.end(2)
        _take_half(low, words, token)
    elif first in words.short_units:
        token.is_loose = not (token.codes or _currency_after(text, low, words, match.end(2)))
        if token.is_loose and low[token.start - 1 : token.start] not in ("-", "~", " "):
            token.low = token.high = None
        else:
            token.power, token.end = words.short_units[first], match.end(2)
    if token.low is not None and token.power:
        token.low = token.high = token.low.scaleb(token.power)


def _take_half(low: str, words: MoneyWords, token: Token) -> None:
    if words.half_after_at is None or low[token.end : token.end + 1] in _CLOSING:
        return
    half = words.half_after_at.match(low, token.end)
    if half and token.low is not None:
        token.low, token.end = token.low + Decimal("0.5"), half.end()


def _take_currency(text: str, low: str, words: MoneyWords, token: Token) -> None:
    """Take in a currency behind the number, or a second mark that repeats or completes the first: `新台幣3619.5億元`."""
    found = _currency_after(text, low, words, token.end)
    if found is None:
        return
    codes, end = found
    if not token.codes or (len(codes) == 1 and len(token.codes) > 1):
        token.codes, token.end = found
    elif set(codes) & set(token.codes):
        token.end = end


def _currency_after(text: str, low: str, words: MoneyWords, position: int) -> tuple[tuple[str, ...], int] | None:
    """(codes, end) of the currency behind a number and its unit: a symbol, a code or a word of the language."""
    match = words.currency_at.match(low, position)
    if match and match[1]:
        found = _mark_at(text, match.start(1), words.marks)
        if found:
            return found
        match = words.currency_word_at.match(low, position)
    if match is None:
        return None
    word = match[match.lastindex or 0]
    codes = words.currency_words.get(word) or _codes_of(word, words)
    return (codes, match.end()) if codes else None


def _mark_at(text: str, begin: int, table: Currencies) -> tuple[tuple[str, ...], int] | None:
    """(codes, end) of the longest currency mark that begins there and belongs to no word and no next amount."""
    for mark in table.starting.get(text[begin : begin + 2]) or table.starting.get(text[begin : begin + 1]) or ():
        if text.startswith(mark, begin):
            end = begin + len(mark)
            runs_on = mark[-1].isalpha() and text[end : end + 1].isalpha()
            return None if runs_on or text[end : end + 2].strip()[:1].isdigit() else (table.after[mark], end)
    return None


def _codes_of(written: str, words: MoneyWords) -> tuple[str, ...] | None:
    """A currency word with a hyphen or a line break for a blank."""
    word = " ".join(written.split())
    known = words.currency_words
    return known.get(word) or known.get(word.replace(" ", "-")) or known.get(word.replace("-", " "))


def _is_quantity(text: str, low: str, words: MoneyWords, token: Token, raw: str, end: int) -> bool:
    """False for counts, measures, percentages and numbers glued to a word."""
    if token.codes:
        return (token.low is not None or token.has_unit) and raw not in _UNIT_ALONE
    if token.low is None or (token.end > end and words.percent_at.match(low, token.end)):
        return False
    after = low[token.end : token.end + 1]
    if after not in _CLOSING and ((after.isalpha() and after < "\u2e80") or words.counts_at.match(low, token.end)):
        return False
    if not token.has_unit:
        return True
    if any(mark in low[max(0, token.start - 8) : token.start] for mark in words.counts_before):
        return False
    if words.is_running_script and not raw[0].isascii():
        return bool(_LARGE_AND_DIGIT.search(raw))
    return not words.counts_nouns or not _is_counted_noun(text, token.end, words)


def _is_counted_noun(text: str, end: int, words: MoneyWords) -> bool:
    """German: a capitalised word right behind the unit is what is counted, unless it is a word for money."""
    match = _WORD.match(text, end + 1) if text[end : end + 1] in (" ", "\u00a0") else None
    return match is not None and match[0][0].isupper() and match[0].lower() not in words.money_nouns


def _spoken(text: str, low: str, words: MoneyWords) -> Iterator[Token]:
    """Tokens of units with number words before them: `half a trillion`, `zweieinhalb Milliarden`, `billions of dollars`."""
    if words.is_running_script and not words.numbers:
        return
    end = 0
    for match in words.unit_word.finditer(low):
        start = match.start()
        if start < end:
            continue
        if start and (low[max(0, start - 2)].isdigit() or not _is_free(low[start - 1])):
            continue
        run = _run_before(low, start, words)
        spoken = words.numbers.read([w[0] for w in run])
        has_half = words.half_after_at is not None and words.half_after_at.match(low, match.end())
        unit = match[0].replace("\n", " ")
        if not spoken and (has_half or unit in words.standalone_units):
            spoken = (Decimal(1), 0)
        if spoken == (Decimal(100), 1) and len(run) > 1 and run[-2][0] in words.vague:
            run.pop()
            spoken = None
        power = words.units[unit]
        token = Token(start, match.end(), None, None, power)
        if spoken:
            token.start = run[-spoken[1]].start() if spoken[1] else start
            token.low = token.high = spoken[0]
            _take_half(low, words, token)
            token.low = token.high = token.low.scaleb(power)
            yield from _partner(run[: len(run) - spoken[1]], words)
        chained = words.behind_at.match(low, match.end())
        if chained and chained[2] in words.units and token.low is not None and not chained[3]:
            following = words.units[chained[2]]
            token.power = power + following
            token.low = token.high = token.low.scaleb(following)
            token.end = chained.end()
        _take_currency(text, low, words, token)
        end = token.end
        if token.low is None:
            while run and run[-1][0] in words.vague:
                token.start = run.pop().start()
            if token.codes and len(unit) > 4:
                yield token
        elif token.codes or not (
            words.counts_at.match(low, token.end) or (words.counts_nouns and _is_counted_noun(text, token.end, words))
        ):
            yield token


def _is_free(char: str) -> bool:
    return not char.isalnum() and char not in "_.,"


def _partner(run: list[re.Match[str]], words: MoneyWords) -> Iterator[Token]:
    """The number word before "to", "and" or "bis": `two to three billion`."""
    if len(run) < 2 or not (words.range_gap.fullmatch(f" {run[-1][0]} ") or words.and_gap.fullmatch(f" {run[-1][0]} ")):
        return
    spoken = words.numbers.read([w[0] for w in run[:-1]])
    if spoken and spoken[0] > 1:
        yield Token(run[-1 - spoken[1]].start(), run[-2].end(), spoken[0], spoken[0], 0)


def _run_before(low: str, start: int, words: MoneyWords) -> list[re.Match[str]]:
    """Words before a unit that belong together; none where the last of them ends no number and none leads on to one."""
    window = max(0, start - _LOOK_BACK)
    last = low[window:start].rstrip(" \u00a0-'\n").rpartition(" ")[2]
    if last.isalpha() and last not in words.number_ends:
        return []
    barrier = _LAST_BARRIER.match(low, window, start)
    return list(_WORD.finditer(low, barrier.end() if barrier else window, start))
