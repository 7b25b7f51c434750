"""What a text has spoken of so far: the anchor of relative words, the period that it reports on, the years named.

Trap avoided: "a year earlier" than the last period named. In "16 in the second quarter of 2024, up from 14 in the first and
the 10 of a year ago", the year ago is a year before the second quarter, the period that is reported on.
"""

import re
from datetime import date, timedelta

from ingest.figures import period_days as days
from ingest.figures.period_days import Basis, Quarter, Reading, Year, resolved
from ingest.figures.period_words import Word

SENTENCE = re.compile(
    r"[.!?。！？\n](?:(?<=\n)|(?<!\bmio.)(?<!\bmrd.)(?<!\bbio.)(?<!\bmill.)(?<!\bmld.)(?<!\bmln.)(?<!\bca.)(?<!\brd.)\s)"
)
REACH = 400
_KEPT = 7
_HEAD = 300
_FULL_DATES = ("MN,Y", "MNY", "NMY")


class Memory:
    """Grows as the grammar's matches are read in order."""

    def __init__(self, low: str, words: list[Word], published: date | None) -> None:
        self.low = low
        self.words = words
        self.letters = "".join(w.letter for w in words)
        self.anchor = published or _dateline(words, self.letters)
        self.says_fiscal = any(letter in self.letters for letter in "FGs")
        self.main: Reading | None = None
        """The period that the text reports on: of those named so far the latest, up to nine months long."""
        self.recent: Quarter | None = None
        self.recent_end = 0
        self.year: Year | None = None
        """The year named last; one without a number of its own follows it."""
        self._main_end = 0
        self._mentions: list[tuple[int, Reading, bool]] = []

    @property
    def main_quarter(self) -> Quarter | None:
        return self.main if isinstance(self.main, Quarter) else None

    def remember(self, reading: Reading, part: list[Word]) -> None:
        """Take note of a period that was named in its own right (not by comparison with another)."""
        start, end = part[0].start, part[-1].end
        if isinstance(reading, Quarter):
            self.recent, self.recent_end = reading, end
        says_year = any(w.letter in "YGcd" or (w.letter == "K" and w.value[1]) for w in part)
        self._mentions = [*self._mentions[-_KEPT:], (start, reading, says_year)]
        months = resolved(reading).months
        if months is None or months > 9:
            return
        in_brackets = self.low[max(0, start - 1) : start] == "(" and start - self._main_end < 40
        if self.main is None or (not in_brackets and not _is_earlier(reading, self.main)):
            self.main, self._main_end = reading, end

    def year_of(self, part: list[Word]) -> Year | None:
        """The year that a phrase names; remembered for those that follow without one."""
        named = [w for w in part if w.letter in "YcGrsoa"]
        if not named:
            return None
        word = next((w for w in named if w.letter in "YcG"), named[0])
        fiscal = any(w.letter in "FGs" for w in part)
        match word.letter:
            case "Y" | "c":
                self.year = Year("fiscal" if fiscal else "calendar", word.value)
            case "G":
                self.year = Year("fiscal", word.value[0], by_start=word.value[1])
            case _:
                basis: Basis = "fiscal" if fiscal else "calendar" if any(w.letter in "Ccra" for w in part) else "unspecified"
                self.year = Year(basis, None, -1 if word.letter == "a" else word.value or 0, self.anchor)
        return self.year

    def end_of(self, month: int, year: Year | None = None, ahead: int = 31) -> date | None:
        """Last day of a month: of the year given, else the latest one before the anchor, else of the year named last.

        A day up to `ahead` days after the anchor still counts as before it.
        """
        named = resolved(year) if year is not None else None
        if named is not None and named.kind == "year":
            return days.month_end(int(named.label[2:]), month)
        if self.anchor is not None:
            last = days.month_end(self.anchor.year, month)
            return last if last <= self.anchor + timedelta(ahead) else days.month_end(self.anchor.year - 1, month)
        return days.month_end(self.year.year, month) if self.year is not None and self.year.year else None

    def is_same_sentence(self, end: int, start: int) -> bool:
        return not SENTENCE.search(self.low, end, start)

    def year_here(self, start: int) -> Year | None:
        """The year that this sentence has named last: "in 2026 ..., 7 billion in the full year"."""
        position, reading, says_year = self._mentions[-1] if self._mentions else (0, None, False)
        is_here = isinstance(reading, Year) and says_year and self.is_same_sentence(position, start)
        return reading if is_here and isinstance(reading, Year) else None

    def compared(self, start: int) -> Reading | None:
        """What a comparison in this sentence is about: its latest quarter, else its year, else what the text reports on."""
        here = self._here(start)
        quarters = [(r, says_year) for r, says_year in here if (resolved(r).months or 12) <= 9]
        if not quarters:
            return here[-1][0] if here else self.main
        best, is_named = quarters[0]
        for reading, says_year in quarters[1:]:
            if not _is_earlier(reading, best):
                best, is_named = reading, says_year
        return self.main if not is_named and self.main is not None and _is_earlier(best, self.main) else best

    def named_here(self, start: int) -> Reading | None:
        """The quarter or year that this sentence has named, if any."""
        return self.compared(start) if self._here(start) else None

    def _here(self, start: int) -> list[tuple[Reading, bool]]:
        """Periods named so far in the sentence of `start`, each with whether it says its year."""
        begin = max(0, start - REACH)
        for end in SENTENCE.finditer(self.low, begin, start):
            begin = end.end()
        return [(reading, says_year) for position, reading, says_year in self._mentions if position >= begin]


def _is_earlier(reading: Reading, other: Reading) -> bool:
    """Does it end before the other one? Fiscal and calendar labels are not compared: the days of one are not known yet."""
    a, b = resolved(reading), resolved(other)
    same_basis = (a.basis == "fiscal") == (b.basis == "fiscal")
    return same_basis and a.date_end is not None and b.date_end is not None and a.date_end < b.date_end


def _dateline(words: list[Word], letters: str) -> date | None:
    """A full date in the head of the text."""
    for i, word in enumerate(words):
        if word.start > _HEAD:
            return None
        if word.letter == "d" and word.value[0] and word.value[2]:
            return days.day_of(*word.value)
        if letters.startswith(_FULL_DATES, i):
            value = {w.letter: w.value for w in words[i : letters.index("Y", i) + 1]}
            return days.day_of(value["Y"], value["M"], value["N"])
    return None
