"""Words around an amount that bend it: "more than", "rund", 以上, "a year".

Trap avoided: a word that only sometimes hedges. "eine Anleihe über 3,2 Milliarden" states the amount, "über 50 Milliarden"
a lower bound; 約 in 契約 and 近 in 最近 hedge nothing.
"""

import re
from collections.abc import Container

from ingest.figures.money_words import Bound, MoneyWords, Per

_WINDOW = 44
_LAST_BARRIER = re.compile(r"(?s:.*)([^\w\s'.~≈<>≤≥=+-]|\d|\.\s)")
_SIGNS = "~≈<>≤≥="
_WORD = re.compile(rf"[^\W\d_]+'?\.?|[{_SIGNS}]+")
_LOOSE = " \t\n\r\x0b\x0c\x85\u00a0\u2028\u2029'.+-_"
"""What may stand between a hedge and its number."""
_STRENGTH = {"about": 0, "at_least": 1, "up_to": 1}
_PERCENT_BEFORE = re.compile(r"[%％]\s$")
_ROUNDS = 3
_RATE_WINDOW = 8


def _tail(low: str, end: int, words: MoneyWords) -> list[str]:
    """Words right before `end`, back to a mark, a number or the end of a sentence."""
    start, last = max(0, end - _WINDOW), end
    while barrier := _LAST_BARRIER.match(low, start, last):
        last = barrier.start(1)
        if low[last] != "." or not low.endswith(words.abbreviations, 0, last + 1):
            start = barrier.end()
            break
    return _WORD.findall(low, start, end)


def words_before(low: str, end: int, words: MoneyWords, phrases: Container[str]) -> bool:
    """Does one of the phrases stand right before `end` (a hedge or a filler may come between: "by another 5")?"""
    if words.is_running_script:
        return any(low[end - width : end] in phrases for width in (1, 2, 3) if width <= end)
    last = low[max(0, end - _WINDOW) : end].rstrip(_LOOSE).rpartition(" ")[2]
    if last.isalpha() and last not in words.pair_endings and last not in words.before_endings:
        return False
    tail = [word.rstrip(".") for word in _tail(low, end, words)]
    for skipped in range(min(3, len(tail) + 1)):
        rest = tail[: len(tail) - skipped]
        between = " ".join(tail[len(tail) - skipped :])
        if skipped and between not in words.before and between not in words.fillers:
            continue
        if any(" ".join(rest[-width:]) in phrases for width in (1, 2) if width <= len(rest)):
            return True
    return False


def hedge_before(text: str, low: str, end: int, words: MoneyWords) -> tuple[int, Bound | None]:
    """(start, modifier) with the hedges that lead up to `end`; several may be stacked ("at least about")."""
    if words.is_running_script:
        return _running_hedge(low, end, words)
    if not _may_hedge(low[max(0, end - _WINDOW) : end], words):
        return end, None
    return _spaced_hedge(text, low, end, words)


def _may_hedge(said: str, words: MoneyWords) -> bool:
    """A cheap question before the dear one: do the last two words of what is said end a hedge or filler?"""
    rest, _, last = said.rstrip(_LOOSE).rpartition(" ")
    if not last.isalpha():
        return last != "" and (last[-1].isalpha() or last[-1] in _SIGNS)
    leads = words.before_endings.get(last)
    if leads is None or "" in leads:
        return leads is not None
    lead = rest.rstrip(_LOOSE).rpartition(" ")[2]
    return lead in leads or not lead.isalpha()


def _spaced_hedge(text: str, low: str, end: int, words: MoneyWords) -> tuple[int, Bound | None]:
    tail = _tail(low, end, words)
    start = place = end
    modifier: Bound | None = None
    for _ in range(_ROUNDS):
        size, kind = _longest(tail, words)
        if size == 0:
            break
        phrase, tail = tail[-size:], tail[:-size]
        for word in reversed(phrase):
            place = low.rfind(word, 0, place)
        if kind is not None:
            if words.change and " ".join(phrase) in words.to_after_change and words.change.search(low, max(0, place - 24), place):
                break
            if phrase[0] in words.instrument_words and _is_instrument(text, place, words):
                break
            if kind == "at_least" and _PERCENT_BEFORE.search(low, max(0, place - 6), place):
                break  # "48 % above the 23 billion of 2024" compares
            start = place
            modifier = kind if modifier is None or _STRENGTH[kind] > _STRENGTH[modifier] else modifier
    return start, modifier


def _longest(tail: list[str], words: MoneyWords) -> tuple[int, Bound | None]:
    """(number of words, modifier or None for a filler) of the longest phrase at the end."""
    longest = words.before_longest.get(tail[-1].rstrip(".'"), 0) if tail else 0
    for size in range(min(longest, len(tail)), 0, -1):
        phrase = " ".join(tail[-size:])
        kind = words.before.get(phrase) or words.before.get(phrase.rstrip("."))
        if kind or phrase in words.fillers:
            return size, kind
    return 0, None


def _is_instrument(text: str, position: int, words: MoneyWords) -> bool:
    """Is the word before `position` a noun such as "Wandelanleihe", which makes "über" mean "of"?"""
    before = _WORD.findall(text, max(0, position - 40), position)
    return (
        bool(before) and before[-1].lower().endswith(words.instrument_endings) and text[:position].rstrip().endswith(before[-1])
    )


def _running_hedge(low: str, end: int, words: MoneyWords) -> tuple[int, Bound | None]:
    start = position = end
    modifier: Bound | None = None
    for _ in range(_ROUNDS):
        while position and low[position - 1] in " \u00a0":
            position -= 1
        longest = words.before_longest.get(low[position - 1], 0) if position else 0
        for size in range(min(longest, position), 0, -1):
            phrase = low[position - size : position]
            kind = words.before.get(phrase)
            if kind or phrase in words.fillers:
                break
        else:
            return start, modifier
        if words.language == "ko" and position > size and "가" <= low[position - size - 1] <= "힣":
            return start, modifier
        if low.endswith(words.lookalikes, 0, position) and words.lookalikes:
            return start, modifier
        position -= size
        if kind:
            start = position
            modifier = kind if modifier is None or _STRENGTH[kind] > _STRENGTH[modifier] else modifier
    return start, modifier


def hedge_after(low: str, end: int, words: MoneyWords) -> tuple[int, Bound | None]:
    """(end, modifier) with a hedge that follows at once: "or more", 以上, 이상."""
    match = words.after_at.match(low, end)
    return (match.end(), words.after[_key(match[1])]) if match else (end, None)


def rate(low: str, start: int, end: int, words: MoneyWords) -> tuple[Per | None, int]:
    """(what the amount is paid per, end of the words that say so behind it)."""
    match = words.per_after_at.match(low, end)
    per = words.per_after[_key(match[1])] if match else "none"
    if match and per != "none":
        return per, match.end()
    said = low[max(0, start - _RATE_WINDOW) : start].rstrip() if words.per_before else ""
    if said.endswith(words.per_before_phrases):
        return next(words.per_before[phrase] for phrase in words.per_before_phrases if said.endswith(phrase)), end
    return None, end


def _key(matched: str) -> str:
    return " ".join(matched.split())
