"""What a reader has in mind when the next amount comes: whom the text speaks of, and what the last amounts were.

Trap avoided: a fresh start at every sentence. "The company", "after $6 billion a year ago", "In total", "the project" mean
something only to one who remembers; what is remembered here, and for how long, is all that one amount knows of another.
"""

import re
from dataclasses import dataclass, field

from ingest.figures.companies import Mention
from ingest.figures.figure import ExtractedFigure
from ingest.figures.money import Amount
from ingest.figures.reading import Reading, Sentence
from ingest.figures.sides import is_counterparty
from ingest.figures.topics import Topic, announced_topic, titled_topic

SUM = "sum over several"
SOMEBODY = "somebody else's"
_SUMS = frozenset({"cumulative", "aggregate"})
_MEMORY = 2
"""Sentences after which an amount no longer goes on with the one before."""
_OPENING = 40
"""Characters at a sentence's start within which a company is its subject."""
_HEADING = 16
_BESIDE = 8.0
_LIST = 6
_BOUGHT = 6
"""Characters between "the takeover of" and the name of what is bought."""
_ISSUER = re.compile(r"[Tt]he (?:Company|Group|Corporation|Partnership|Trust)")
"""How a release names who issues it, whoever else has been named."""
_OF = re.compile(r"\s(?:of|von|vom|van|de|del|du|des|di|do|da)\s(?:the |der |la |los |las )?$|[’']$")
"""Before a name that only says whose something is."""


@dataclass
class Thread:
    """The state of reading one text; `figures` are those found so far, `told` the same by company."""

    reading: Reading
    focus: str | None = None
    topic: Topic | None = None
    spender: str | None = None
    figure: ExtractedFigure | None = None
    figures: list[ExtractedFigure] = field(default_factory=list)
    told: dict[str, list[ExtractedFigure]] = field(default_factory=dict)
    _sentence: int = -1
    _decided: Topic | None = None
    _project: str | None = None
    _count: int = 0
    _titled: list[ExtractedFigure] = field(default_factory=list)
    _opened: str | None = None
    _spoken: int = -1
    _summed: Topic | None = None
    """What the last amount was about, if it was a sum over several."""

    @classmethod
    def of(cls, reading: Reading, titled: list[ExtractedFigure]) -> "Thread":
        """Before the first sentence: the title names the company and the subject; `titled` are its own figures."""
        focus = reading.main if reading.is_titled else None
        return cls(reading, focus=focus, topic=titled_topic(reading), _titled=titled)

    def titled_as(self, amount: Amount) -> ExtractedFigure | None:
        """The title's figure of this amount: the same range, or the same number."""
        for figure in self._titled:
            mine, other = {amount.low, amount.high} - {None}, {figure.low, figure.high} - {None}
            if figure.currency == amount.currency and mine == other:
                return figure
        return None

    def open(self, sentence: Sentence) -> None:
        """A sentence begins; one without amounts, or a heading, says whom and what the next ones mean."""
        self._count, self._opened = len(self.figures), self.focus
        if sentence.kind == "heading" or not sentence.amounts:
            self._turn(sentence)
        if not sentence.amounts and (announced := announced_topic(self.reading, sentence)):
            self.topic, self._sentence, self.figure = announced, sentence.index, None

    def close(self, sentence: Sentence) -> None:
        """A sentence has been read; what it began with is meant by the next, unless it had a figure, whose company is."""
        if sentence.amounts and len(self.figures) == self._count:
            self._turn(sentence)
        elif self._opened and len(self.figures) > self._count and self._is_aside(sentence):
            self.focus = self._opened
        if sentence.mentions:
            self._project = self._called_project(sentence) or self._project
            self._spoken = sentence.paragraph + (sentence.kind in ("heading", "bullet") and not sentence.amounts)

    def gap(self, sentence: Sentence) -> int:
        """How many sentences ago the last amount stood; 0 in the same sentence."""
        return sentence.index - self._sentence

    def before(self, sentence: Sentence, index: int) -> tuple[Topic | None, int]:
        """The topic that an amount may go on with, and how far back it stands."""
        gap = self.gap(sentence)
        is_what_was_decided = gap == 1 and self.topic is self._decided
        if gap and self._decided and not is_what_was_decided and self._is_set_against(sentence, index):
            return self._decided, 1  # goes on with what the text is about, whatever stood between
        if self._summed and gap <= 1 and self._is_one_of_them(sentence, index):
            return self._summed, gap
        if gap and self.topic and self.topic.family == "financing" and self._is_other_story(sentence):
            return None, gap
        return (self.topic, gap) if gap <= _MEMORY else (None, gap)

    def _is_other_story(self, sentence: Sentence) -> bool:
        """Whether a new paragraph begins with somebody else: whoever raised money before is no longer spoken of."""
        is_new = sentence.kind == "sentence" and sentence.paragraph > self.reading.sentences[self._sentence].paragraph
        return is_new and bool(sentence.mentions) and all(m.company_id != self.focus for m in sentence.mentions)

    def _is_set_against(self, sentence: Sentence, index: int) -> bool:
        """Whether an amount is an outlook, or measured in its own way: "$5bn gross"."""
        if "forecast" in self.reading.near(sentence, index, "role"):
            return True
        measures = self.reading.near(sentence, index, "measure")
        return bool(measures) and any(m.cost < _BESIDE for m in measures.values())

    def meant(self, sentence: Sentence, index: int) -> str | None:
        """Whom "the company", "it" or "the project" stand for in a sentence."""
        if self._project and not sentence.mentions and "project" in self.reading.near(sentence, index, "role"):
            return self._project
        if not self.gap(sentence) and self.spender:
            return self.spender
        pronoun = self.reading.near(sentence, index, "role").get("anaphora")
        if pronoun and self.reading.is_titled and _ISSUER.fullmatch(pronoun.said):
            return self.reading.main
        is_new = sentence.paragraph > self._spoken and self.reading.is_titled and not sentence.mentions
        if is_new and "anaphora" not in self.reading.near(sentence, index, "role"):
            return self.reading.main  # a paragraph that names nobody goes back to the subject of the text
        return self.focus

    def sums_up(self, sentence: Sentence) -> bool:
        """Whether a sentence without a name goes on with a sum, or sums up a list of several companies ("In total ...")."""
        if sentence.mentions:
            return False
        if self.topic and self.topic.family.startswith(SUM) and self.gap(sentence) <= 1:
            return True
        if _SUMS.isdisjoint(self.reading.kinds(sentence, "role")):
            return False
        if len({figure.company for figure in self.figures[-_LIST:]}) < 2:
            return False
        first = sentence.start + 12 / self.reading.stretch
        cues = self.reading.cues(sentence, "role")[:_LIST]
        return any(c.kind in _SUMS and c.start < first for c in cues)

    def decide(self, sentence: Sentence, topic: Topic, veto: str | None) -> None:
        """Remember what an amount was about; a sum's reason stays with the amounts that follow it."""
        self._sentence = sentence.index
        self._summed = topic if veto and veto.startswith(SUM) else None
        self.topic = topic._replace(family=veto) if veto and veto.startswith((SUM, SOMEBODY)) else topic

    def add(self, figure: ExtractedFigure, topic: Topic, is_difference: bool = False) -> None:
        """Remember a figure; the next one goes on with it, unless it is only a difference."""
        self.figures.append(figure)
        self.told.setdefault(figure.company, []).append(figure)
        self.figure, self._decided = (self.figure if is_difference else figure), topic
        self.spender = self.focus = figure.company

    def _is_one_of_them(self, sentence: Sentence, index: int) -> bool:
        """Whether a company is named between the sum and this amount: "...; Amazon alone accounts for $200 billion"."""
        place = sentence.amounts.index(index)
        start = self.reading.amounts[sentence.amounts[place - 1]].end if place else sentence.start
        return any(start <= mention.start < self.reading.amounts[index].start for mention in sentence.mentions)

    def _is_aside(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of the company before: "It received ..., Nvidia's $5 billion is expected"."""
        pronouns = self.reading.cues(sentence, "role", "anaphora")
        opening = [c.start for c in pronouns if c.start - sentence.start < _OPENING]
        return bool(opening) and not any(mention.start < opening[0] for mention in sentence.mentions)

    def _turn(self, sentence: Sentence) -> None:
        """Whom a sentence is about, the next ones mean: the first named that is no other side, near its start, or the only one.

        A heading is as good as only the company.
        """
        if not sentence.mentions:
            return
        bought = [c.end for c in self.reading.cues(sentence, "topic", "no_takeover")]
        subjects = [
            m
            for m in sentence.mentions
            if not is_counterparty(self.reading, sentence, m)
            and not (bought and any(0 <= m.start - end <= _BOUGHT for end in bought))
        ]
        subject = next((m for m in subjects if not self._is_lender(sentence, m)), None)
        if subject is None:
            return
        start = max((m.end for m in sentence.mentions if m.end <= subject.start), default=sentence.start)
        opening = _HEADING if sentence.kind == "heading" else _OPENING
        if (subject.start - start) * self.reading.stretch < opening or (
            sentence.kind == "sentence"
            and not self._is_aside(sentence)
            and not _OF.search(self.reading.text, sentence.start, subject.start)
            and all(other.company_id == subject.company_id for other in subjects if other.start >= subject.start)
        ):
            self.focus = subject.company_id

    def _is_lender(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a company only lends or arranges: "JPMorgan is expected to provide project financing"."""
        acts = self.reading.cues(sentence, "role", "lends")
        is_money = acts and self.reading.cues(sentence, "topic", "financing")
        return bool(is_money) and any(0 < act.start - mention.end <= _OPENING for act in acts)

    def _called_project(self, sentence: Sentence) -> str | None:
        """A company of the sentence that is called a project or venture itself: "the Stargate project"."""
        starts = {cue.start for cue in self.reading.cues(sentence, "role", "project")}
        if not starts:
            return None
        return next((m.company_id for m in sentence.mentions if {m.end, m.end + 1} & starts), None)
