"""Text -> investment figures, each with the words that prove it.

Trap avoided: deciding per document. Every amount is decided on its own (what is it, whose, when, who says so), may follow
the amount before it, and leaves its reasons in `why`; the order of the questions is the order of `_claimed`.
"""

from datetime import date

from ingest.figures.cues import known_language
from ingest.figures.customers import are_in_business
from ingest.figures.describe import Claim, described
from ingest.figures.directional import directional_figures
from ingest.figures.figure import ExtractedFigure
from ingest.figures.merge import merged
from ingest.figures.money import find_amounts
from ingest.figures.reading import Reading, Sentence
from ingest.figures.roles import Spender, spender_of
from ingest.figures.tabled import tabled_figures
from ingest.figures.thread import SUM, Thread
from ingest.figures.topics import Topic, followed, is_bare_deal, stands_alone, topic_of
from ingest.figures.uses import has_investment_use
from ingest.figures.vetoes import DIFFERENCE, may_be_of_others, veto
from ingest.text.language import detect
from ingest.text.teasers import teasers

_ACCEPT = 0.42
"""Strength of a topic from which an amount is a figure."""
_ACCEPT_DEAL = 0.2
"""The same for a contract between two companies that build and use computing."""
_OWN_BOOKS = 0.5
"""Pull of a capital spending cue from which an amount without any name may be the main company's."""
_BESIDE = 8.0
_OLDEST, _LATEST = 1900, 2200
"""Years between which a text may be published; feeds also say 0001 and 9999."""


def figures_of(
    text: str, *, language: str | None = None, published: date | None = None, title: str | None = None
) -> list[ExtractedFigure]:
    """All investment figures of a text, in order of their place; guidance without a number is among them (directional).

    `language` is a tag such as `de` or `zh-TW` and is detected when missing; `published` resolves relative periods (an impossible
    year counts as unknown); `title` is context, quotes lie in `text`. Never raises on any text; time is linear in its length.
    """
    is_dated = published is not None and _OLDEST < published.year < _LATEST
    return _figures_in(Reading(text, known_language(language or detect(text)), title or "", published if is_dated else None))


def _figures_in(reading: Reading) -> list[ExtractedFigure]:
    """The same of a text with its title, whose own figures say what the text's amounts are."""
    thread = Thread.of(reading, _titled(reading))
    tabled = tabled_figures(
        reading.text, reading.sentences, language=reading.language, filer=reading.main, published=reading.published
    )
    others = teasers(reading.text, reading.sentences, reading.language)
    told: list[ExtractedFigure] = []
    for sentence in reading.sentences:
        if sentence.index in tabled.settled:
            continue
        if sentence.index in others:
            if sentence.mentions:  # nobody else is meant by the headline of another story
                told += _told(reading, sentence, Thread(reading))
        else:
            told += _told(reading, sentence, thread)
    figures = merged(_without_differences(tabled.together_with(told)))
    return sorted([*figures, *directional_figures(reading, figures)], key=lambda figure: (figure.start, figure.end))


def _titled(reading: Reading) -> list[ExtractedFigure]:
    """The figures of the title, read as a text of its own."""
    if not find_amounts(reading.title, reading.language, is_at_home=True):
        return []
    return _figures_in(Reading(reading.title, reading.language, "", reading.published))


def _told(reading: Reading, sentence: Sentence, thread: Thread) -> list[ExtractedFigure]:
    """The figures of a sentence, which move the thread on."""
    count = len(thread.figures)
    thread.open(sentence)
    for index in sentence.amounts:
        claim = _claimed(reading, sentence, index, thread)
        if claim:
            thread.add(described(reading, claim), claim.topic, is_difference=claim.difference is not None)
    thread.close(sentence)
    return thread.figures[count:]


def _claimed(reading: Reading, sentence: Sentence, index: int, thread: Thread) -> Claim | None:
    """Whether an amount is a figure, and whose. The thread is moved on either way."""
    amount = reading.amounts[index]
    if amount.currency is None or amount.conversion_of is not None or amount.is_vague or amount.value is None:
        return None
    topic = topic_of(reading, sentence, index)
    if not stands_alone(topic):
        topic = followed(reading, sentence, index, topic, *thread.before(sentence, index))
    titled = thread.titled_as(amount) if not sentence.mentions else None
    if topic.family == "none" and titled:
        topic = Topic("invest", 1.0, {"invest": 1.0}, "the title speaks of it")
    if topic.family == "none":
        return None
    is_same_sentence = thread.gap(sentence) == 0
    may_count = topic.is_figure and topic.strength >= _ACCEPT_DEAL
    meant = thread.meant(sentence, index) if may_count else None
    is_sum = thread.sums_up(sentence)
    reason = veto(reading, sentence, index, topic) if topic.is_figure or is_sum or may_be_of_others(reading, sentence) else None
    reason = reason or (f"{SUM}: what came before" if is_sum else None)
    thread.decide(sentence, topic, reason)
    is_difference = reason is not None and reason.startswith(DIFFERENCE)
    if not may_count or (reason and not is_difference):
        return None
    is_deal = is_bare_deal(topic)
    is_computing = is_deal and are_in_business(reading, sentence, index)
    if topic.strength < _ACCEPT and not is_computing:
        return None
    if is_deal and not (sentence.mentions or is_computing or "anaphora" in reading.near(sentence, index, "role")):
        return None  # somebody's order or contract, nobody says whose
    if is_same_sentence and thread.spender and _is_part(reading, sentence, index):
        spender: Spender | None = Spender(thread.spender, 0.9, "part of the amount before")
    else:
        spender = spender_of(reading, sentence, index, topic, titled.company if titled else meant)
    company = spender.company_id if spender else meant or _of_main_company(reading, sentence, index, topic)
    if company is None:
        return None
    told = thread.told.get(company, [])
    if topic.family == "financing" and not has_investment_use(
        reading, sentence, index, company, {figure.type for figure in told}
    ):
        return None
    before = thread.figure if topic.is_followed or is_same_sentence else None
    return Claim(sentence, index, topic, company, spender, reason, before, told)


def _is_part(reading: Reading, sentence: Sentence, index: int) -> bool:
    """`of which $15 billion for ...`: a part belongs to whom the whole belongs to."""
    part = reading.near(sentence, index, "role").get("component")
    return part is not None and part.before and part.cost <= _BESIDE


def _of_main_company(reading: Reading, sentence: Sentence, index: int, topic: Topic) -> str | None:
    """The main company where nobody has been named yet, for its own books ("our capital expenditures") only."""
    is_own = topic.kinds.get("capex", 0.0) > _OWN_BOOKS or "anaphora" in reading.near(sentence, index, "role")
    return reading.main if is_own else None


def _without_differences(figures: list[ExtractedFigure]) -> list[ExtractedFigure]:
    """Differences ("raised by $5bn") stay only where the text states no total of the company."""
    totals = {key for f in figures if DIFFERENCE not in f.why for key in ((f.company, f.type), (f.company, f.scope))}
    return [f for f in figures if DIFFERENCE not in f.why or not {(f.company, f.type), (f.company, f.scope)} & totals]
