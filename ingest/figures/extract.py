"""Text -> investment figures, each with the words that prove it.

Trap avoided: deciding per document. Every amount is decided on its own (what is it, whose, when, who says so), may follow
the amount before it, and leaves its reasons in `why`; the order of the questions is the order of this module.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from ingest.figures.companies import find_companies
from ingest.figures.cues import known_language
from ingest.figures.describe import Claim, described
from ingest.figures.directional import directional_figures
from ingest.figures.figure import ExtractedFigure
from ingest.figures.merge import merged
from ingest.figures.reading import Reading, Sentence
from ingest.figures.roles import Spender, spender_of
from ingest.figures.tabled import tabled_figures
from ingest.figures.topics import Topic, announced_topic, followed, titled_topic, topic_of
from ingest.figures.uses import has_investment_use
from ingest.figures.vetoes import veto
from ingest.text.language import detect

_ACCEPT = 0.42
_MEMORY = 2
_BESIDE = 8.0
_OPENING = 40
"""Characters at a sentence's start within which a company is its subject."""
_OWN_BOOKS = 0.5
"""Pull of a capital spending cue from which an amount without any name may be the main company's."""


@dataclass
class _Thread:
    """What a reader has in mind when the next amount comes: whom the text speaks of, and what the last amount was."""

    focus: str | None = None
    sentence: int = -1
    paragraph: int = -1
    topic: Topic | None = None
    spender: str | None = None
    figure: ExtractedFigure | None = None
    figures: list[ExtractedFigure] = field(default_factory=list)
    decided: Topic | None = None
    project: str | None = None


def figures_of(
    text: str, *, language: str | None = None, published: date | None = None, title: str | None = None
) -> list[ExtractedFigure]:
    """All investment figures of a text, in order of their place; `title` is context, quotes lie in `text`. Never raises."""
    reading = Reading(text, known_language(language or detect(text)), title or "", published)
    is_titled = bool(find_companies(reading.title, reading.language))
    thread = _Thread(focus=reading.main if is_titled else None, topic=titled_topic(reading))
    tabled = tabled_figures(text, reading.sentences, language=reading.language, filer=reading.main, published=published)
    for sentence in reading.sentences:
        if sentence.index in tabled.settled:
            continue
        _follow(reading, thread, sentence)
        told = len(thread.figures)
        for index in sentence.amounts:
            figure = _figure(reading, sentence, index, thread)
            if figure:
                thread.figures.append(figure)
        if sentence.amounts and len(thread.figures) == told:
            _turn(reading, thread, sentence)
        thread.project = _project(reading, sentence) or thread.project
    figures = merged(_without_differences(tabled.together_with(thread.figures)))
    return sorted([*figures, *directional_figures(reading, figures)], key=lambda figure: (figure.start, figure.end))


def _follow(reading: Reading, thread: _Thread, sentence: Sentence) -> None:
    """Whom "the company" means from this sentence on, and what the text speaks of."""
    if sentence.kind == "heading" or not sentence.amounts:
        _turn(reading, thread, sentence)
    if not sentence.amounts and (announced := announced_topic(reading, sentence)):
        thread.topic, thread.sentence, thread.figure = announced, sentence.index, None


def _is_part(reading: Reading, sentence: Sentence, index: int) -> bool:
    """`of which $15 billion for ...`: a part belongs to whom the whole belongs to."""
    part = reading.near(sentence, index, "role").get("component")
    return part is not None and part.before and part.cost <= _BESIDE


def _sums_up(reading: Reading, sentence: Sentence, thread: _Thread) -> bool:
    """`In total ...` under a list of several companies."""
    companies = {figure.company for figure in thread.figures[-6:]}
    opens = any(c.kind in ("cumulative", "aggregate") and c.start - sentence.start < 12 for c in reading.cues(sentence, "role"))
    return len(companies) > 1 and opens


def _turn(reading: Reading, thread: _Thread, sentence: Sentence) -> None:
    """The company that a sentence begins with is whom the next ones mean."""
    if sentence.mentions and (sentence.mentions[0].start - sentence.start) * reading.stretch < _OPENING:
        thread.focus = sentence.mentions[0].company_id


def _project(reading: Reading, sentence: Sentence) -> str | None:
    """A company of the sentence that is called a project or venture itself: "the Stargate project"."""
    if not sentence.mentions:
        return None
    starts = {cue.start for cue in reading.cues(sentence, "role") if cue.kind == "project"}
    return next((m.company_id for m in sentence.mentions if {m.end, m.end + 1} & starts), None)


def _figure(reading: Reading, sentence: Sentence, index: int, thread: _Thread) -> ExtractedFigure | None:
    """The figure that an amount is, or None. The thread is moved on either way."""
    amount = reading.amounts[index]
    if amount.currency is None or amount.conversion_of is not None or amount.is_vague or amount.value is None:
        return None
    gap = sentence.index - thread.sentence
    before = thread.topic if gap <= _MEMORY else None
    if gap and thread.decided and "forecast" in reading.near(sentence, index, "role"):
        before = thread.decided  # an outlook goes on with what the text is about, whatever stood between
    same_sentence = thread.sentence == sentence.index
    topic = followed(reading, sentence, index, topic_of(reading, sentence, index), before, gap if before is thread.topic else 1)
    if topic.family == "none":
        return None
    focus = thread.spender if same_sentence and thread.spender else thread.focus
    if thread.project and not sentence.mentions and "project" in reading.near(sentence, index, "role"):
        focus = thread.project
    spender = spender_of(reading, sentence, index, topic, focus)
    if same_sentence and thread.spender and _is_part(reading, sentence, index):
        spender = Spender(thread.spender, 0.9, "part of the amount before")
    reason = veto(reading, sentence, index, topic, spender)
    if not reason and not sentence.mentions and _sums_up(reading, sentence, thread):
        reason = "sum over several: the list above"
    if not reason and not sentence.mentions and thread.topic and thread.topic.family.startswith("sum over several") and gap <= 1:
        reason = thread.topic.family
    thread.sentence, thread.paragraph = sentence.index, sentence.paragraph
    thread.topic = replace(topic, family=reason) if reason and reason.startswith(("sum over several", "somebody")) else topic
    if not topic.is_figure or topic.strength < _ACCEPT or (reason and not reason.startswith("difference")):
        return None
    company = spender.company_id if spender else thread.spender if same_sentence and thread.spender else thread.focus
    if company is None and (topic.kinds.get("capex", 0.0) > _OWN_BOOKS or "anaphora" in reading.near(sentence, index, "role")):
        company = reading.main
    if company is None:
        return None
    known = {figure.type for figure in thread.figures if figure.company == company}
    if topic.family == "financing" and not has_investment_use(
        reading, sentence, index, is_financed="financing" in known, is_investor=bool(known - {"financing"})
    ):
        return None
    thread.spender = thread.focus = company
    told = [figure for figure in thread.figures if figure.company == company]
    before = thread.figure if topic.is_followed or same_sentence else None
    claim = Claim(sentence, index, topic, company, spender, reason, before, told)
    thread.figure, thread.decided = described(reading, claim), topic
    return thread.figure


def _without_differences(figures: list[ExtractedFigure]) -> list[ExtractedFigure]:
    """Differences ("raised by $5bn") stay only where the text states no total of the company."""
    totals = {(f.company, f.type) for f in figures if "difference:" not in f.why}
    return [f for f in figures if "difference:" not in f.why or (f.company, f.type) not in totals]
