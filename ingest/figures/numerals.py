"""Numbers as they are written: digits with separators, number words, Chinese, Japanese and Korean numerals.

Trap avoided: one rule for `1.234`. It is 1234 in German and 1.234 in English, and Spanish papers use both; only the groups
of three make it ambiguous, so everything else (`1.4`, `3.800.000`, `1,234.5`, `₹1,25,000`) is read the same everywhere.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

_MAX_LENGTH = 32
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_FRACTION = re.compile(r"[0-9]{1,20}[.,][0-9]{1,2}")  # read the same everywhere, and most numbers are such
_SEPARATOR = re.compile(r"[.,]")
_GROUP_MARK = re.compile(r" mil |[\u00a0 ']")

HAN = "〇零○一二三四五六七八九兩两十百千"
_HAN_DIGITS = {
    c: Decimal(v) for c, v in zip("〇零○一二三四五六七八九兩两", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2), strict=True)
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_LARGE = {"万": 4, "萬": 4, "만": 4, "亿": 8, "億": 8, "억": 8, "兆": 12, "조": 12}
_POWERS = {
    small + large: ones + power
    for small, ones in {"": 0, **{c: len(str(v)) - 1 for c, v in _SMALL.items()}}.items()
    for large, power in {**_LARGE, "万亿": 12, "萬億": 12, "万億": 12}.items()
}
_PART = rf"([0-9]+(?:[.,][0-9]+)*)([{''.join(_SMALL)}]?(?:[万萬][亿億]|[{''.join(_LARGE)}]))"
_ONE_OR_TWO_PARTS = re.compile(rf"{_PART}(?:\s?{_PART})?")
_RUN = re.compile(r"\d+(?:[.,]\d+)*|\S")


def read_digits(raw: str, decimal_comma: bool) -> Decimal | None:
    """Value of digits with separators; `decimal_comma` settles `1,234` and `1.234`. None for what is no number (`1.2.3`)."""
    if len(raw) > _MAX_LENGTH:
        return None
    if raw.isdecimal():
        return Decimal(raw)
    if _FRACTION.fullmatch(raw):
        return Decimal(raw.replace(",", "."))
    extra = _FRACTIONS.get(raw[-1], Decimal(0))
    digits = _GROUP_MARK.sub("", raw.rstrip("½¼¾")).replace("，", ",")
    parts = _SEPARATOR.split(digits)
    if len(parts) > 1:
        last = digits[-len(parts[-1]) - 1]
        mixed = "." in digits and "," in digits
        if mixed or len(parts) == 2:
            grouped = not mixed and len(parts[1]) == 3 and 0 < len(parts[0]) <= 3 and parts[0] != "0"
            is_fraction = not grouped or (last == "," if decimal_comma else last == ".")
            if is_fraction and last in digits[: -len(parts[-1]) - 1]:
                return None
        else:
            is_fraction = False
        groups = parts[1:-1] if is_fraction else parts[1:]
        if any(len(group) not in (2, 3) for group in groups) or (groups and not is_fraction and len(groups[-1]) != 3):
            return None
        digits = "".join(parts[:-1]) + "." + parts[-1] if is_fraction else "".join(parts)
    return Decimal(digits or "0") + extra


def read_parts(raw: str) -> tuple[Decimal, int | None] | None:
    """(value, power of ten of its unit) of `3800亿`, `5천억`, `1.5万亿`, and of `1兆6,000億`, which has no one power.

    Nearly all numerals of the press are such; None for the others, which `read_han` reads.
    """
    match = _ONE_OR_TWO_PARTS.fullmatch(raw) if len(raw) <= _MAX_LENGTH else None
    if match is None:
        return None
    first, unit, second, below = match.groups()
    value = read_digits(first, decimal_comma=False)
    if not value or unit not in _POWERS:
        return None
    power = _POWERS[unit]
    if second is None:
        return value.scaleb(power), power
    rest = read_digits(second, decimal_comma=False)
    if not rest or below not in _POWERS:
        return None
    return value.scaleb(power) + rest.scaleb(_POWERS[below]), None


def read_han(raw: str) -> Decimal | None:
    """Value of `3800亿`, `1兆6,000億`, `47조4천억`, `五二〇億`, `千亿`, `6.06万亿`. None when it says nothing."""
    if len(raw) > _MAX_LENGTH:
        return None
    total = section = Decimal(0)
    number: Decimal | None = None
    fraction = 0
    for piece in _RUN.findall(raw):
        if piece[0].isascii() and piece[0].isdigit():
            number = read_digits(piece, decimal_comma=False)
            if number is None:
                return None
        elif piece in _HAN_DIGITS:
            digit = _HAN_DIGITS[piece]
            if fraction:
                number = (number or 0) + digit.scaleb(-fraction)
                fraction += 1
            else:
                number = digit if number is None else number * 10 + digit
        elif piece in "點点":
            fraction = 1
        elif piece in _SMALL:
            section += (1 if number is None else number) * _SMALL[piece]
            number, fraction = None, 0
        elif piece in _LARGE:
            part = section + (number or 0)
            if part:
                total += part.scaleb(_LARGE[piece])
            else:
                total = (total or Decimal(1)).scaleb(_LARGE[piece])
            section, number, fraction = Decimal(0), None, 0
    return total + section + (number or 0)


class NumberWords:
    """Number words of a language: what a run of words before a unit is worth.

    `words` gives each word its value (100 multiplies what stands before it), `fractions` whole phrases ("half a", "and a
    half"); a phrase that starts with a connector is added to the number before it.
    """

    def __init__(
        self,
        words: Mapping[str, int],
        fractions: Mapping[str, Decimal],
        connectors: Sequence[str],
        pairs: Mapping[tuple[str, ...], str],
        scores: frozenset[str],
    ) -> None:
        self._words = words
        self._pairs = pairs
        self._scores = scores
        self._fractions = {tuple(phrase.split()): value for phrase, value in fractions.items()}
        self._longest = max((len(p) for p in self._fractions), default=0)
        self._fraction_ends = frozenset(p[-1] for p in self._fractions)
        self._connectors = frozenset(connectors)
        self.ends = self._fraction_ends.union(words, (second for _, second in pairs))
        """Words that a number can end with."""

    def read(self, run: Sequence[str]) -> tuple[Decimal, int] | None:
        """(value, number of words used) of the longest number at the end of `run` (words in lower case)."""
        if not self._pairs:
            return self._read(run)
        joined = self._joined(run)
        if len(joined) != len(run):
            inner = self._read(joined)
            return inner and (inner[0], self._length(joined[-inner[1] :]))
        return self._read(run)

    def _joined(self, run: Sequence[str]) -> list[str]:
        """Pairs that are one numeral made one word (`quatre vingt`)."""
        words: list[str] = []
        for word in run:
            if words and (words[-1], word) in self._pairs:
                words[-1] = self._pairs[words[-1], word]
            else:
                words.append(word)
        return words

    def _length(self, joined: Sequence[str]) -> int:
        return len(joined) + sum(word in self._pairs.values() for word in joined)

    def _read(self, run: Sequence[str]) -> tuple[Decimal, int] | None:
        longest = self._longest if run and run[-1] in self._fraction_ends else 0
        for length in range(min(longest, len(run)), 0, -1):
            tail = tuple(run[-length:])
            if tail not in self._fractions:
                continue
            if tail[0] in self._connectors:
                whole = self._whole(run[:-length])
                if whole is None:
                    continue
                return whole[0] + self._fractions[tail], whole[1] + length
            return self._fractions[tail], length
        return self._whole(run)

    def _whole(self, run: Sequence[str]) -> tuple[Decimal, int] | None:
        used = 0
        while used < len(run) and (run[-used - 1] in self._words or (used and run[-used - 1] in self._connectors)):
            used += 1
        while used:
            value = self._sum(run[-used:])
            if value is not None:
                return value, used
            used -= 1
        return None

    def _sum(self, run: Sequence[str]) -> Decimal | None:
        """`two hundred and fifty`: each word is smaller than the unit before it, "and" stands behind a hundred or a ten."""
        total, last = 0, 1000
        after_connector = False
        for position, word in enumerate(run):
            if word in self._connectors and word not in self._words:
                if position == 0 or position == len(run) - 1 or last < 10:
                    return None
                after_connector = True
                continue
            value = self._words[word]
            if value == 100 and 0 < total < 20 and not after_connector:
                total, last = total * 100, 100
                continue
            if value >= last or (after_connector and last == 10 and value > 9):
                return None
            total += value
            last = 100 if value % 100 == 0 else 20 if word in self._scores else 10 if value % 10 == 0 and value > 10 else 1
            after_connector = False
        return Decimal(total)
