"""Numbers that share what is written once: ranges, lists, and "185 at Alphabet".

Trap avoided: "raised from 60 to 65 billion" is two amounts, "a range of 60 to 65 billion" is one; "between 2025 and 80
billion" is neither.
"""

import re
from decimal import Decimal

from ingest.figures.money_hedges import hedge_before, words_before
from ingest.figures.money_parts import LARGEST_BESIDE, SENTENCE_END, is_held_beside, may_be_held_beside
from ingest.figures.money_tokens import Token
from ingest.figures.money_words import MoneyWords

_WIDEST = 50
_STEP = 2
_GAP = 24
_SHORT_GAP = 6
_LIST_GAP = re.compile(r",\s|、")
_RESPECTIVELY = re.compile(
    r"respectively|jeweils|respectivement|respectivamente|rispettivamente|beziehungsweise|分别|分別|それぞれ|각각"
)
_AT = re.compile(r"\s([^\W\d_]{2,5})\s(?=[A-Z])")
_CUE_WINDOW = 60
_THREE_DIGITS = re.compile(r"\d{1,3}([.,])\d{3}(?!\d)")

_NEW_VALUE = re.compile(r"\s(?:to|naar|auf|à|a|para|hasta)\s(?:[^\W\d]+\s){0,2}[$€£]?\d")


def joined(text: str, low: str, found: list[Token], words: MoneyWords) -> list[Token]:
    """Tokens with ranges made one and shared units and currencies filled in; numbers that stay bare are dropped."""
    kept: list[Token] = []
    for position, token in enumerate(found):
        previous = kept[-1] if kept else None
        if previous is not None and 0 <= token.start - previous.end <= _GAP:
            _read_alike(text, previous, token)
            if words.gap_at.match(low, previous.end, token.start):
                following = found[position + 1] if position + 1 < len(found) else None
                if _is_end_of_range(text, low, kept, token, following, words):
                    kept[-1] = _range(previous, token)
                    continue
        if token.low is not None and token.low < LARGEST_BESIDE and token.is_bare:
            _take_from_beside(text, low, kept, token, words)
        kept.append(token)
    return [t for t in kept if t.codes or (t.has_unit and not t.is_loose)]


def _is_end_of_range(text: str, low: str, kept: list[Token], token: Token, following: Token | None, words: MoneyWords) -> bool:
    """Do the last number and this one make a range? In a change or a list, one takes from the other what it lacks."""
    previous = kept[-1]
    gap = low[previous.end : token.start]
    if len(gap) > _SHORT_GAP and token.has_unit:
        gap = low[previous.end : max(previous.end, hedge_before(text, low, token.start, words)[0])]
    is_range_gap = words.range_gap.fullmatch(gap) is not None
    if is_range_gap and following is not None and _opens_range(low, gap, token, following):
        return False  # `from 85 to 91-93 billion`: the dash binds closer than the word
    if _is_range(low, previous, token, gap, is_range_gap, words):
        if not _is_change(low, previous, token, gap, words) or _follows_range(low, kept):
            return True
        _share(previous, token)
    elif words.change_gap.fullmatch(gap):
        _share_change(low, previous, token, words)
    elif previous.power == 0 and token.has_unit:
        _share_list(low, kept, token, words)
    return False


def _opens_range(low: str, gap: str, token: Token, following: Token) -> bool:
    return low[token.end : following.start].strip() in ("-", "~") and len(gap.strip()) > 1


def _take_from_beside(text: str, low: str, kept: list[Token], token: Token, words: MoneyWords) -> None:
    """Unit and currency of an amount shortly before for a bare number that is put beside it."""
    here = _AT.match(text, token.end)
    if token.low is None or not (here or may_be_held_beside(low, token, words.language)):
        return
    model = next((t for t in reversed(kept[-3:]) if t.power and not is_bracketed(text, t)), None)
    if model is None:
        return
    if (here and _is_ellipsis(text, model, token, here[1].lower())) or is_held_beside(low, model, token, words.language):
        token.low = token.high = token.low.scaleb(model.power or 0)
        token.power, token.codes = model.power, model.codes


def _read_alike(text: str, first: Token, second: Token) -> None:
    """`between $3.391 and $3.641 billion`: the first number, unit-less, has three decimals if the second has."""
    if first.power != 0 or not second.power or first.low is None or second.low is None:
        return
    here = _THREE_DIGITS.search(text, first.start, first.end)
    there = _THREE_DIGITS.search(text, second.start, second.end) if here else None
    if here is None or there is None or here[1] != there[1]:
        return
    written = Decimal(there[0].replace(",", "."))
    if second.low == written.scaleb(second.power):
        first.low = first.high = Decimal(here[0].replace(",", "."))


def _is_range(low: str, first: Token, second: Token, gap: str, is_range_gap: bool, words: MoneyWords) -> bool:
    if first.low is None or second.low is None or first.low != first.high or (second.power is None and first.power == 0):
        return False
    if second.is_bare or (first.has_unit and not second.has_unit) or not _same_currency(first, second):
        return False
    if (second.is_loose and not first.prefixed) or (second.prefixed and not first.prefixed and not first.has_unit):
        return False
    if not is_range_gap and not (words.and_gap.fullmatch(gap) and words_before(low, first.start, words, words.between)):
        return False
    _complete_thousands(first, second)
    start = first.low if first.has_unit else first.low.scaleb(second.power or 0)
    return 0 < start < second.low <= start * (_WIDEST if not first.has_unit else 10 * _WIDEST)


def _complete_thousands(first: Token, second: Token) -> None:
    """`entre 5 mil y 6 mil millones`: the millions are said once."""
    if first.power == 3 and second.power == 9 and not first.codes and first.low is not None:
        first.low = first.high = first.low.scaleb(6)
        first.power = 9


def _same_currency(first: Token, second: Token) -> bool:
    return not first.codes or not second.codes or bool(set(first.codes) & set(second.codes))


def _is_change(low: str, first: Token, second: Token, between: str, words: MoneyWords) -> bool:
    """`from A to B` is a change when a verb of change stands near, or B has a hedge of its own, and no word says range.

    So is "by A to B" when B is too large for a step like A.
    """
    if _is_step(low, first, second, words):
        return True
    if not words_before(low, first.start, words, words.origins) and not words.is_running_script:
        return False
    if _NEW_VALUE.match(low, second.end):
        return False  # `van 66 tot 72 miljard naar 70 tot 72`: the change comes behind
    before = low[max(0, first.start - _CUE_WINDOW) : first.start]
    if words.range_cue and words.range_cue.search(before):
        return False
    gap = low[first.end : second.start].strip()
    if words.is_running_script:
        return gap in ("から", "에서") and bool(words.change and words.change.search(low, second.end, second.end + 16))
    if first.has_unit and len(between.strip()) < len(gap):
        return True
    return gap.isalpha() and bool(words.change and words.change.search(before))


def _is_step(low: str, first: Token, second: Token, words: MoneyWords) -> bool:
    """`raised by $4 billion to $72 billion`: the difference, then the new value."""
    if not first.has_unit or first.low is None or second.low is None or second.low < _STEP * first.low:
        return False
    return words_before(low, first.start, words, words.steps)


def _follows_range(low: str, kept: list[Token]) -> bool:
    """`$35 billion to $40 billion, up from $30 billion to $37 billion`: beside a range stands a range."""
    if len(kept) < 2 or kept[-2].low == kept[-2].high:
        return False
    return kept[-1].start - kept[-2].end <= _GAP and not SENTENCE_END.search(low, kept[-2].end, kept[-1].start)


def _range(first: Token, second: Token) -> Token:
    low = first.low if first.has_unit else first.low.scaleb(second.power or 0) if first.low is not None else None
    codes = first.codes if len(first.codes) == 1 or not second.codes else second.codes
    return Token(first.start, second.end, low, second.low, second.power or first.power, codes, first.prefixed)


def _share(first: Token, second: Token) -> None:
    """Unit and currency of the second number for the first one too, where it has none."""
    if first.power == 0 and second.power and first.low is not None:
        first.low = first.high = first.low.scaleb(second.power)
        first.power = second.power
    if not first.codes:
        first.codes = second.codes


def _share_change(low: str, first: Token, second: Token, words: MoneyWords) -> None:
    """`von 35 auf 40 Milliarden`, `from 35 billion to 40`."""
    if not words_before(low, first.start, words, words.origins):
        return
    if first.power == 0 and second.power and not first.is_year and _same_currency(first, second):
        _share(first, second)
    elif second.is_bare and first.power and second.low is not None and not second.is_year:
        second.low = second.high = second.low.scaleb(first.power)
        second.power, second.codes = first.power, first.codes


def _share_list(low: str, kept: list[Token], last: Token, words: MoneyWords) -> None:
    """`19.1, 13 and 36.6 billion yuan`: the unit of the last number for all of the list."""
    chain: list[Token] = []
    following = last
    for token in reversed(kept[-6:]):
        gap = low[token.end : following.start]
        if token.power != 0 or token.low is None or token.is_year or not 0 < token.low < 10_000:
            break
        if not (_LIST_GAP.fullmatch(gap) or words.and_gap.fullmatch(gap)) or not _same_currency(token, last):
            break
        if last.prefixed and not token.prefixed:
            break
        chain.append(token)
        following = token
    if not chain or not last.power:
        return
    sure = (
        len(chain) > 1
        or chain[0].prefixed
        or (chain[0].low or 0) % 1
        or _RESPECTIVELY.search(low, last.end, last.end + _CUE_WINDOW)
    )
    if sure and words.and_gap.fullmatch(low[chain[0].end : last.start]):
        for token in chain:
            _share(token, last)


def _is_ellipsis(text: str, previous: Token, token: Token, preposition: str) -> bool:
    """`200 billion dollars at Amazon, 185 at Alphabet`: the same preposition and a name behind both numbers."""
    if token.start - previous.end > 80 or token.low is None or not 1 <= token.low < LARGEST_BESIDE:
        return False
    there = _AT.match(text, previous.end) or _AT.match(text, _behind_bracket(text, previous.end))
    if there is None or there[1].lower() != preposition:
        return False
    return not SENTENCE_END.search(text, previous.end, token.start)


def is_bracketed(text: str, token: Token) -> bool:
    """Does the token stand alone in brackets?"""
    opening = text.rfind("(", max(0, token.start - 12), token.start)
    if opening < 0 or text.find(")", opening, token.start) >= 0:
        return False
    closing = text.find(")", token.end, token.end + 24)
    return closing >= 0 and text.find("(", token.end, closing) < 0


def _behind_bracket(text: str, end: int) -> int:
    """Position behind a bracket that follows at once (a conversion)."""
    if text[end : end + 2].strip()[:1] != "(":
        return end
    close = text.find(")", end, end + 60)
    return end if close < 0 else close + 1
