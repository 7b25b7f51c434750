"""A text as the extractor reads it: sentences with the amounts, companies, periods and cue words in each.

Trap avoided: working on a bag of matches. Every later decision asks "what is nearest to this amount, and what lies between?",
so this module also owns distance: characters, weighted by script, plus a price for every boundary that is crossed.
"""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from ingest.catalog import companies as catalogue
from ingest.figures import brackets, cues
from ingest.figures.companies import Mention, find_companies
from ingest.figures.cues import Cue
from ingest.figures.money import Amount, find_amounts
from ingest.figures.period_days import CALENDAR
from ingest.figures.periods import Period, find_periods
from ingest.figures.phrases import Hit, Phrases
from ingest.figures.spans import assigned, bounded, outside, outside_names
from ingest.text.segments import Kind, segments

_STRETCH = {"zh": 2.6, "ja": 2.2, "ko": 1.8}
"""How many Latin characters a character of the script is worth."""
_BOUNDARY = re.compile(
    r"[;；。|(（)），、:：\n.!?,\-–—](?:(?<=[;；。|(（)），、:：\n])|(?<=[.!?])(?=\s)|(?<=,)(?!\d)|(?<=[^\S\n][\-–—])(?=\s)|(?<=—)—)"
)
"""What makes a way longer; its first character leads, so that the search runs over all others."""
_AND = re.compile(r",?\s(?:and|und|en|et|y|e|ed)\s")
_PRICE = {
    **{";": 50.0, "；": 50.0, ",": 7.0, "，": 12.0, "、": 5.0, "(": 12.0, "（": 12.0},
    **{")": 6.0, "）": 6.0, ":": 3.0, "：": 3.0, "|": 10.0},
}
_SHARE_OF = re.compile(
    r"(?:[%％]|\b(?:percent|per cent|prozent|procent|pour cent|por ciento|por cento|per cento))"
    r"(?:\s(?:of|its|the|their|dei|del|della|de|des|du|la|los|las|sus|da|do|das|dos|van|het|vom|von|des|seines|son|ses|suoi))+\s$",
    re.IGNORECASE,
)
_SHARE = 24
_STRONG = 30.0
_AMOUNT = 14.0
_BRACKET = 30
_OPENING = 4
_RECENT = 8
_CLAUSE = 20.0
_RIGHT_BEFORE = 5
_RIGHT_BEHIND = 2
_TIED = re.compile(r"\s(?:in|of)\s|[の의]")
_STOP = re.compile(r"[,;:()]| and ")
_LEADING = frozenset({"analyst", "old", "forecast", "future", "pledge", "past", "spent", "built", "appropriation"})
"""Kinds of cue that speak of the nearer amount only."""
_SPENDING = frozenset({"capex", "financing"})
"""Kinds of cue that name the quantity of which an amount is one."""
_LEADS = re.compile(r"[^,;.:\d]{0,60}")
_EXPECTING = frozenset({"forecast", "future"})
_PLACED = frozenset(
    {
        *("aside", "beneficiary", "buys", "clause", "counterparty", "counterparty_after", "definition", "delta", "delta_after"),
        *("each", "excluded", "holder", "holder_after", "lends", "locative", "opening", "proceeds", "relative", "respectively"),
        *("segment", "subject_after", "subsidiary", "thing", "yardstick", "yardstick_after"),
    }
)
"""Kinds of cue that speak of what they stand beside (a name, a period, the sentence); nobody asks how far an amount is."""
FAR = 260.0
_NO_CUES: dict[str, list[Cue]] = {}
_REPORTING = timedelta(days=30)
"""After a quarter's end its figures are spoken of."""


class Sentence(NamedTuple):
    """One segment of the text and what stands in it. `amounts` are indices of `Reading.amounts`."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks a sentence for
    start: int
    end: int
    kind: Kind
    heading: int | None
    paragraph: int
    amounts: tuple[int, ...]
    mentions: tuple[Mention, ...]
    periods: tuple[Period, ...]


class Near(NamedTuple):
    """A cue, what the way to it costs, whether it stands before the amount, and its words."""

    cost: float
    cue: Cue
    before: bool
    said: str


class Neighbours(NamedTuple):
    """Indices of the amounts of the same sentence before and behind one; those that only restate another are none."""

    before: int | None
    following: int | None


class Reading:
    """A text with everything located in it, each thing after those it needs. All places are offsets of `text`."""

    def __init__(self, text: str, language: str, title: str = "", published: date | None = None) -> None:
        self.text: Final = text
        self.language: Final = language
        self.title: Final = title
        self.published: Final = published
        self.lowered: Final = cues.folded(text)
        self.stretch: Final = _STRETCH.get(language.split("-")[0], 1.0)
        self.amounts: Final = find_amounts(text, language, is_at_home=True)
        in_title = find_companies(title, language) if title else []
        self.is_titled: Final = bool(in_title)
        """Whether the title names a company."""
        self.mentions: Final = find_companies(text, language, title, is_titled=self.is_titled)
        self.main: Final = _main(in_title, self.mentions)
        """The company that the text is about: the title's, else the one named most."""
        self.fiscal_year_end: Final = _fiscal_year_end(self.main)
        """(month, day) of the main company's; 31 December when nobody is known."""
        self.titled_kinds: Final = _topics_of(title, language)
        """Kinds of topic cues that the title has."""
        self.titled_periods, periods = self._periods()
        """Periods that the title names."""
        ends = [p.date_end + _REPORTING for p in periods if p.kind in ("quarter", "half") and p.date_end]
        self.today: Final = published or max(ends, default=None)
        """The day of writing: the published date, else soon after the last quarter that an undated text speaks of."""
        self.sentences: Final = self._sentences(periods)
        """All segments in order, each with its own amounts, mentions and periods."""
        self._starts: Final = [sentence.start for sentence in self.sentences]
        self._cues: Final = self._located_cues()
        self._kinds: Final = {group: _by_kind(self._cues[group]) for group in ("topic", "role")}
        measured = {group: _measured(self._cues[group], self.sentences) for group in ("topic", "role")}
        self._measured: Final = {**self._cues, **measured}
        self._brackets: Final = self._located_brackets()
        self.conversions: Final = _conversions(self.amounts)
        """Amounts that restate another one in another currency, by the index of that one."""
        self._tolls: Final = self._priced()
        self._extents: Final = _extents(text, self.amounts)
        self.beside: Final = _neighbours(self.sentences, self.amounts)
        """By amount."""
        self._hits: Final[dict[str, dict[int, list[Hit]]]] = {}
        self.leads: Final[dict[int, frozenset[str]]] = {}
        """By the start of a mention, what `sides` has found beside it."""
        self.owners: Final[dict[tuple[int, int], tuple[float, int]]] = {}
        """By the span of a period, what `period_shares` has found to be its amount, and what the way there costs."""
        self._near: Final[dict[tuple[int, str], dict[str, Near]]] = {}

    def _periods(self) -> tuple[list[Period], list[Period]]:
        """(those of the title, those of the text): read as one, so that the title's year serves the text."""
        lead = f"{self.title}.\n" if self.title else ""
        found = find_periods(lead + self.text, self.language, self.published)
        if self.fiscal_year_end != CALENDAR:
            found = [period.under(self.fiscal_year_end) for period in found]
        moved = [p._replace(start=p.start - len(lead), end=p.end - len(lead)) for p in found] if lead else found
        return [p for p in moved if p.start < 0], [p for p in moved if p.start >= 0]

    def _sentences(self, periods: list[Period]) -> list[Sentence]:
        cut = bounded(self.text, segments(self.text, self.language))
        starts = [segment.start for segment in cut]
        spans = [(a.value_start, a.end if a.per else a.value_end) for a in self.amounts]
        amounts = assigned(cut, starts, ((a.start, i) for i, a in enumerate(self.amounts)))
        mentions = assigned(cut, starts, ((m.start, m) for m in self.mentions))
        spoken = assigned(cut, starts, ((p.start, p) for p in outside(periods, spans)))
        return [
            Sentence(
                i,
                s.start,
                s.end,
                s.kind,
                s.heading,
                s.paragraph,
                tuple(amounts.get(i, ())),
                tuple(mentions.get(i, ())),
                tuple(spoken.get(i, ())),
            )
            for i, s in enumerate(cut)
        ]

    def _located_cues(self) -> dict[str, dict[int, list[Cue]]]:
        """Group -> index of a sentence -> its cues."""
        found = {**cues.find_all(self.lowered, self.language)}
        for group in ("topic", "role"):
            found[group] = outside_names(found[group], self.mentions)
        return {
            group: assigned(self.sentences, self._starts, ((cue.start, cue) for cue in listed)) for group, listed in found.items()
        }

    def _located_brackets(self) -> dict[int, list[tuple[str, Cue]]]:
        """Index of an amount -> verbs in two parts around it, or right behind it: "20 Milliarden Dollar hat xAI eingesammelt"."""
        found: dict[int, list[tuple[str, Cue]]] = {}
        for sentence in self.sentences:
            if not sentence.amounts:
                continue
            for group, cue in brackets.find(self.lowered, self.language, sentence.start, sentence.end):
                for i in sentence.amounts:
                    amount = self.amounts[i]
                    if cue.start < amount.start < cue.end or 0 < cue.start - amount.end <= _RIGHT_BEHIND:
                        found.setdefault(i, []).append((group, cue))
        return found

    def _priced(self) -> list[float]:
        """For every place, the prices of all before it that makes a way longer: marks, other amounts, new clauses.

        No way leaves its sentence, and those without amounts have none.
        """
        walls = [(amount.value_start, _AMOUNT) for amount in self.amounts if amount.conversion_of is None]
        for sentence in self.sentences:
            if sentence.amounts:
                marks = _BOUNDARY.finditer(self.text, sentence.start, sentence.end)
                walls += [(mark.start(), _PRICE.get(mark[0], _STRONG)) for mark in marks]
                walls += [(cue.start, _CLAUSE) for cue in self.cues(sentence, "role", "clause")]
        walls.sort()
        tolls: list[float] = []
        total = 0.0
        for place, price in walls:
            tolls += [total] * (place + 1 - len(tolls))
            total += price
        return tolls + [total] * (len(self.text) + 1 - len(tolls))

    def hits(self, name: str, phrases: Phrases[Any], sentence: Sentence) -> list[Hit]:
        """Phrases of a set (named `name`) in a sentence; the text is searched once."""
        if name not in self._hits:
            found = phrases.find(self.text, 0, len(self.text))
            self._hits[name] = assigned(self.sentences, self._starts, ((hit.start, hit) for hit in found))
        return self._hits[name].get(sentence.index, [])

    def reported_before(self, sentence: Sentence) -> list[Period]:
        """Periods spoken of before a sentence: the last ones, and those of the title and the opening."""
        earlier = [period for other in self.sentences[: min(sentence.index, _OPENING)] for period in other.periods]
        recent = self.sentences[max(_OPENING, sentence.index - _RECENT) : sentence.index]
        return [*self.titled_periods, *earlier, *(period for other in recent for period in other.periods)]

    def cues(self, sentence: Sentence, group: str, kind: str | None = None) -> list[Cue]:
        """Cue words of a group, or of one of its kinds, in a sentence."""
        if kind is None:
            return self._cues[group].get(sentence.index, [])
        return self._kinds[group].get(sentence.index, _NO_CUES).get(kind, [])

    def kinds(self, sentence: Sentence, group: str) -> dict[str, list[Cue]]:
        """Cue words of a group in a sentence, by their kind."""
        return self._kinds[group].get(sentence.index, _NO_CUES)

    def near(self, sentence: Sentence, index: int, group: str) -> dict[str, Near]:
        """The nearest cue of each kind of a group to an amount of the sentence."""
        found = self._near.get((index, group))
        if found is None:
            spoken = self._measured[group].get(sentence.index)
            found = self._near[index, group] = self._nearest(sentence, index, spoken) if spoken else {}
            for own, cue in self._brackets.get(index, ()):
                if own == group:
                    found[cue.kind] = Near(0.0, cue, cue.start < self.amounts[index].start, self.text[cue.start : cue.end])
        return found

    def _nearest(self, sentence: Sentence, index: int, spoken: list[Cue]) -> dict[str, Near]:
        amount = self.amounts[index]
        value_start, own_end = amount.value_start, amount.end
        first, last = amount.start - FAR, own_end + FAR
        found: dict[str, Near] = {}
        for cue in spoken:
            start, end, kind = cue
            if end < first or start > last:
                continue
            cost = self.way(index, start, end)
            if kind in found and cost >= found[kind].cost:
                continue
            if kind.startswith("no_"):
                if self._is_of_another(index, cue):
                    continue
            elif start > own_end and (
                (kind in _LEADING and self._leads_on(index, cue))
                or (kind in _EXPECTING and self._is_compared(sentence, index, cue))
                or (kind in _SPENDING and self._begins_next(index, cue))
            ):
                continue
            found[kind] = Near(cost, cue, start < value_start, self.text[start:end])
        return found

    def _begins_next(self, index: int, cue: Cue) -> bool:
        """Whether a cue behind "and" leads to the next amount: "sales of $320 million and capex of $90 million"."""
        if not _AND.match(self.text, self.amounts[index].end, cue.start):
            return False
        following = self.beside[index].following
        return following is not None and _LEADS.fullmatch(self.text, cue.end, self.amounts[following].start) is not None

    def _is_of_another(self, index: int, cue: Cue) -> bool:
        """Whether a quantity that is no investment is that of the amount after or before, or only measures this one."""
        if cue.start > self.amounts[index].end and (
            self._leads_on(index, cue) or (cue.kind == "no_revenue" and self._is_share_of(cue))
        ):
            return True
        return self._is_of_the_one_before(index, cue)

    def way(self, index: int, start: int, end: int) -> float:
        """Cost of the way between an amount (with a conversion that stands beside it) and a span; 0 when they touch."""
        own_start, own_end = self._extents[index]
        left, right = (own_end, start) if own_start <= start else (end, own_start)
        if right <= left:
            return 0.0
        if right - left > FAR:
            return FAR * 2
        return (right - left) * self.stretch + self._tolls[right] - self._tolls[left]

    def _leads_on(self, index: int, cue: Cue) -> bool:
        """Whether a cue after the amount speaks of the next one: "$30.9B vs. Street $35.3B", "$4bn in 2025 and expects $5bn"."""
        following = self.beside[index].following
        if following is None or self.amounts[following].end <= cue.start:
            return False
        if self.amounts[following].start <= cue.start or _AND.match(self.text, self.amounts[index].end, cue.start):
            return True  # "$37.5B vs $34.3B est", "$995 million and guidance of $4 billion": the words are the next amount's own
        if cue.kind.startswith("no_"):
            to_next = self.text[cue.end : self.amounts[following].start]
            from_own = self.text[self.amounts[index].end : cue.start]
            is_right_before = len(to_next) <= min(_RIGHT_BEFORE, len(from_own))
            return is_right_before or ("," in from_own and not _STOP.search(to_next))
        return cue.kind in ("analyst", "old") or self.way(following, cue.start, cue.end) < self.way(index, cue.start, cue.end)

    def _is_share_of(self, cue: Cue) -> bool:
        """Whether revenue only measures the amount before it: "1.3 billion, 13% of revenue"."""
        return bool(_SHARE_OF.search(self.text, max(0, cue.start - _SHARE), cue.start))

    def _is_of_the_one_before(self, index: int, cue: Cue) -> bool:
        """Whether a cue says what the amount before is: "$5 billion in incentives for the $100 billion project"."""
        before = self.beside[index].before
        end = self.amounts[before].end if before is not None else cue.end
        return cue.start <= end + 1 and cue.end > end and _TIED.match(self.text, end, cue.end) is not None

    def _is_compared(self, sentence: Sentence, index: int, cue: Cue) -> bool:
        """Whether an amount is only held against what the cue after it names: "81 million, below its guidance"."""
        end = self.amounts[index].end
        return any(end <= c.start and c.end <= cue.start for c in self.cues(sentence, "role", "compare"))


def _main(titled: list[Mention], mentions: list[Mention]) -> str | None:
    if titled:
        return titled[0].company_id
    counts = Counter(mention.company_id for mention in mentions)
    return counts.most_common(1)[0][0] if counts else None


def _fiscal_year_end(main: str | None) -> tuple[int, int]:
    company = catalogue.load().get(main or "")
    month, day = (company.fiscal_year_end if company else "12-31").split("-")
    return int(month), int(day)


def _topics_of(title: str, language: str) -> frozenset[str]:
    folded = cues.folded(title)
    return frozenset(cue.kind for cue in cues.find(folded, language, "topic", 0, len(folded)))


def _by_kind(spoken: dict[int, list[Cue]]) -> dict[int, dict[str, list[Cue]]]:
    """Index of a sentence -> kind -> its cues."""
    found: dict[int, dict[str, list[Cue]]] = {}
    for index, listed in spoken.items():
        kinds = found[index] = {}
        for cue in listed:
            kinds.setdefault(cue.kind, []).append(cue)
    return found


def _measured(spoken: dict[int, list[Cue]], sentences: list[Sentence]) -> dict[int, list[Cue]]:
    """The same cues without those whose distance from an amount nobody asks for."""
    return {
        index: [cue for cue in listed if cue.kind not in _PLACED] for index, listed in spoken.items() if sentences[index].amounts
    }


def _conversions(amounts: list[Amount]) -> dict[int, list[Amount]]:
    found: dict[int, list[Amount]] = {}
    for amount in amounts:
        if amount.conversion_of is not None:
            found.setdefault(amount.conversion_of, []).append(amount)
    return found


def _neighbours(sentences: list[Sentence], amounts: list[Amount]) -> list[Neighbours]:
    found = [Neighbours(None, None)] * len(amounts)
    for sentence in sentences:
        if len(sentence.amounts) > 1:
            own = [i for i in sentence.amounts if amounts[i].conversion_of is None]
            at = 0
            for i in sentence.amounts:
                before = own[at - 1] if at else None
                at += at < len(own) and own[at] == i
                found[i] = Neighbours(before, own[at] if at < len(own) else None)
    return found


def _extents(text: str, amounts: list[Amount]) -> list[tuple[int, int]]:
    """Value spans of the amounts, stretched over conversions right beside them."""
    spans = [(amount.value_start, amount.value_end) for amount in amounts]
    for amount in amounts:
        if amount.conversion_of is not None:
            start, end = spans[amount.conversion_of]
            if 0 <= amount.start - end <= _BRACKET:
                closing = 1 if text[amount.end : amount.end + 1] in (")", "）") else 0
                spans[amount.conversion_of] = (start, amount.end + closing)
    return spans
