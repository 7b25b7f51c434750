"""Whose amount it is.

Trap avoided: "the nearest company". In "computing power for $300bn from Oracle" Oracle is paid; in "lends $27bn for Meta's
campus" the lender pays; "the company" is two sentences away; and four companies may share four amounts "respectively".
"""

import math
import re
from itertools import pairwise
from typing import NamedTuple

from ingest.figures.companies import Mention
from ingest.figures.customers import borrower_of, customer_of
from ingest.figures.reading import Reading, Sentence
from ingest.figures.sides import JOINED, head_of, is_counterparty, leads
from ingest.figures.topics import Topic

_REACH = 55.0
_POSSESSIVE = re.compile(r"['’]s?\b|的|の|의")
_NOUN = re.compile(r"(?![がはもをにとのへやでか])[ぁ-んァ-ヴ一-鿿]|\s(?!등|및|외)[가-힣A-Z]")
_SUBJECT = 1.35
_HOLDER = 1.8
_COUNTERPARTY = 0.3
_BEYOND = 0.6
_COMMA = re.compile(r"[,;:，；：、](?!\d)")
_COLON = re.compile(r"[\s*_]{0,4}(?:\([^)]{1,20}\)[\s*_]{0,3})?[:：–—-](?:\s|\*|$)|[：]")
_OF = re.compile(r"\s(?:worth )?of (?:the |its )?")
_FROM = re.compile(r"\s(?:von|van|de|di|da)\s(?:der |dem |het |la |l')?")
_PARTNER = re.compile(r"(?:と|와 |과 |[、和与與及])[米英独仏中韓日台美]?")
"""What joins "the company" to the partner named behind it: 同社と米サンディスクは."""
_MODELS = re.compile(r"\s(?:[A-Z0-9][\w\-]*\s){0,3}")
_MODELS_RUN_TOGETHER = re.compile(r"(?:\s|[の的製制]|의\s)?(?:[A-Z0-9][A-Za-z0-9\-]*\s?){0,3}")
"""The same in scripts without blanks: エヌビディア製GPU, 英伟达H20芯片."""
_SAYS = re.compile(r"\s(?:said|says|reported|disclosed|announced)\b(?=[ ,.;])")
_SPEAKS = 0.9
_ACTS = re.compile(
    r",? (?:that|which|que|che|die|das|dat)(?: (?:the|la|le|el|il|a|o))? |,? qu['’]| (?:[a-z\-]+ ){0,3}by (?:the )?"
)
"""Leads to whose an amount is: "the $5.3 billion that AWS is spending", "a $15.2 billion investment by Microsoft"."""
_RELATIVE = re.compile(
    r"['’]s (?:[a-z\-]+ ){0,2}(?:customer|client|supplier|rival|competitor|peer|partner|lender|investor|shareholder|backer)s?\b"
)
"""What makes a name say who somebody else is: "TSMC's largest customer"."""
_USES = ("deal", "plan", "spend", "invest")
"""Kinds of topic that say what money is for."""
_PART = re.compile(r"[^,;]*\b(?:of|in|at|near) (?:the )?")
_OPENS = re.compile(r",\s[^,;:()]+\s")
_CLOSES = re.compile(r"[^,;:()]*,\s[^,;]*$")
"""What opens and closes an insertion around a name."""
_OWNERS = frozenset({"its", "our"})
_HAS = re.compile(r"['’]s?\s(?:[a-z\-]+\s){0,2}|\s(?:at|with)\s")
_OWNED = 1.5
_PARENT = 0.3
"""In "Blackstone's QTS" the parent is not the one that builds."""
_ITEM = 1.6
_UNNAMED = 0.33
_THING_OF = "thing of"
_THING = 0.5
"""A name in a compound ("Nvidia-Chips") is rarely the one that pays."""


class Spender(NamedTuple):
    """The company of an amount, how clear that is, and how it was found."""

    company_id: str
    strength: float
    why: str


def spender_of(reading: Reading, sentence: Sentence, index: int, topic: Topic, focus: str | None) -> Spender | None:
    """The company of an amount by its sentence; `focus` is whom "the company" means. None when nobody is named."""
    if aligned := _respective(reading, sentence, index):
        return Spender(aligned.company_id, 1.0, f"respectively {reading.text[aligned.start : aligned.end]}")
    amount = reading.amounts[index]
    if reading.main and _is_speaker(reading, sentence, index):
        return Spender(reading.main, 0.9, "whoever says we")
    named = sentence.mentions
    if focus:
        named = tuple([m for m in named if not (_is_own_part(reading, sentence, m) or _is_with_pronoun(reading, sentence, m))])
    candidates = [_named(reading, sentence, index, mention, topic) for mention in named]
    if focus and not _names_payer(reading, sentence, amount.start):
        candidates.append(Spender(focus, _UNNAMED, "whom the text speaks of"))
    pronoun = reading.near(sentence, index, "role").get("anaphora")
    if focus and pronoun and pronoun.before and not _names_payer(reading, sentence, pronoun.cue.start):
        pull = 1.1 * math.exp(-pronoun.cost / _REACH) + 0.1
        candidates.append(Spender(focus, pull, f"anaphora {pronoun.said}"))
    if focus and pronoun and sentence.mentions and _is_partner(reading, pronoun.cue.end, sentence.mentions[0]):
        return Spender(focus, 0.9, f"anaphora {pronoun.said}")
    payers = [c for c in candidates if not c.why.startswith(_THING_OF)]
    best = max(payers, key=lambda c: c.strength, default=None)
    if best and best.why.startswith("counterparty"):
        subjects = [candidate for candidate in candidates if candidate.why.startswith("subject")]
        best = subjects[-1] if subjects else best
    customer = customer_of(reading, sentence, index, topic, best.company_id) if best else None
    if customer:
        return Spender(customer, 0.9, "the customer of the contract")
    borrower = borrower_of(reading, sentence, index, topic, best.company_id, focus) if best else None
    return Spender(borrower, 0.9, "the borrower") if borrower else best


def _names_payer(reading: Reading, sentence: Sentence, place: int) -> bool:
    """Whether a company that is not the other side is named before a place of the sentence."""
    for mention in sentence.mentions:
        if mention.start >= place:
            return False
        if not is_counterparty(reading, sentence, mention):
            return True
    return False


def _is_partner(reading: Reading, pronoun_end: int, mention: Mention) -> bool:
    return bool(_PARTNER.fullmatch(reading.text, pronoun_end, mention.start))


def _is_speaker(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether the text's own company speaks ("for OpenAI we have committed ..."): who else is named is not the payer."""
    speaker = reading.near(sentence, index, "role").get("speaker")
    if speaker is None or not speaker.before:
        return False
    others = {"counterparty", "beneficiary"}
    return all(others & leads(reading, sentence, head_of(reading, sentence, mention)) for mention in sentence.mentions)


def _named(reading: Reading, sentence: Sentence, index: int, mention: Mention, topic: Topic) -> Spender:
    amount = reading.amounts[index]
    before = mention.end <= amount.value_start
    pull = math.exp(-reading.way(index, mention.start, mention.end) / _REACH)
    head = head_of(reading, sentence, mention)
    led_by = leads(reading, sentence, head)
    if head != mention and "counterparty" in led_by and reading.text[mention.end : amount.start].isspace():
        head, led_by = mention, frozenset()  # "$10bn in Anthropic and Microsoft up to $5bn" is a sentence of its own
    is_capex = topic.kinds.get("capex", 0.0) > 0.5
    why = "names"
    is_first = sentence.mentions[0] is mention or not any(
        m.start < mention.start and "counterparty" not in leads(reading, sentence, m) for m in sentence.mentions
    )
    if "holder" in led_by and (is_capex or topic.family == "financing" or (before and is_first)):
        pull, why = pull * _HOLDER + 0.1, "at"
    elif "beneficiary" in led_by and topic.family == "financing" and not _is_use(reading, sentence, index, mention):
        pull, why = pull * _HOLDER + 0.1, "for"
    elif not before and topic.family == "invest" and _ACTS.fullmatch(reading.text, amount.end, mention.start):
        pull, why = max(pull, _OWNED), "subject"
    elif (
        (before and (_is_part_of_phrase(reading, sentence, mention) or _is_inserted(reading, sentence, mention, amount.start)))
        or (led_by & {"counterparty", "holder"} and not (before and led_by & {"relative", "subject"}))
        or (not before and (_OF if is_first else _FROM).fullmatch(reading.text, amount.value_end, mention.start))
    ):
        pull, why = pull * _COUNTERPARTY, "counterparty"
    elif not before and _SAYS.match(reading.text, mention.end) and _COMMA.match(reading.text, mention.start - 2):
        pull, why = max(pull, _SPEAKS), "who says so:"
    elif not before and _COMMA.search(reading.text, amount.value_end, mention.start):
        pull *= _BEYOND * (0.4 if "subject" in led_by else 1.0)
    elif before:
        pull, why = pull * _SUBJECT + (0.3 if "subject" in led_by else 0.12), "subject"
    if _opens_item(reading, sentence, head):
        pull, why = max(pull, _ITEM), "item"
    if before and _HAS.fullmatch(reading.text, mention.end, amount.start):
        pull, why = max(pull, _OWNED), "subject"
    if before and "subject" not in led_by and _is_part_of_noun(reading, sentence, mention):
        pull *= _THING
    if _is_thing(reading, sentence, mention) or _RELATIVE.match(reading.text, mention.end):
        why = _THING_OF
    elif possessive := _POSSESSIVE.match(reading.text, mention.end):
        is_parent = any(m.start == possessive.end() + 1 and m.company_id != mention.company_id for m in sentence.mentions)
        pull *= _PARENT if is_parent else 1.15
    elif reading.text[mention.end : mention.end + 1] in ("-", "‐"):
        pull *= _THING
    return Spender(head.company_id, pull, f"{why} {reading.text[head.start : head.end]}")


def _is_use(reading: Reading, sentence: Sentence, index: int, mention: Mention) -> bool:
    """Whether a name says what money is raised for: "raises $700 million to buy chips for Anthropic's data centers"."""
    end = reading.amounts[index].end
    is_used = any(end <= cue.start < mention.start for kind in _USES for cue in reading.cues(sentence, "topic", kind))
    return is_used and _names_payer(reading, sentence, end)


def _is_own_part(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether an unknown organisation is introduced as somebody's subsidiary: "its subsidiary Polaris Forge LLC"."""
    return mention.kind == "organisation" and any(
        0 <= mention.start - cue.end <= 2 for cue in reading.cues(sentence, "role", "subsidiary")
    )


def _is_part_of_phrase(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a name only tells which thing of somebody else is meant: "its campus in the Oxagon district of Neom"."""
    for cue in reading.cues(sentence, "role", "anaphora"):
        if cue.end >= mention.start:
            return False
        if reading.lowered[cue.start : cue.end] in _OWNERS and _PART.fullmatch(reading.text, cue.end, mention.start):
            return True
    return False


def _is_inserted(reading: Reading, sentence: Sentence, mention: Mention, amount_start: int) -> bool:
    """Whether a name only says more about the one before it, between commas: "Fluidstack, whose backer is Google, will spend"."""
    text = reading.text
    if not _CLOSES.match(text, mention.end, amount_start):
        return False
    return any(
        other.company_id != mention.company_id
        and not JOINED.fullmatch(text, other.end, following.start)
        and _OPENS.fullmatch(text, other.end, mention.start)
        for other, following in pairwise(sentence.mentions)
        if other.end < mention.start
    )


def _is_part_of_noun(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a name only says which thing is meant, behind a subject: KDDIは...シャープ堺工場の跡地を."""
    if reading.language not in ("ja", "ko") or not _NOUN.match(reading.text, mention.end):
        return False
    return any("subject" in leads(reading, sentence, other) for other in sentence.mentions if other.end <= mention.start)


def _is_with_pronoun(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a company is joined to a pronoun, which stands first: "同社と米サンディスク", "der Konzern und Nvidia".

    Not in "will invest $10 billion in the start-up and Microsoft $5 billion": a pronoun behind a preposition is no subject.
    """
    pronouns = reading.cues(sentence, "role", "anaphora")
    return bool(pronouns) and any(
        0 < mention.start - cue.end <= 8
        and JOINED.fullmatch(reading.text, cue.end, mention.start)
        and not any(0 <= cue.start - other.end <= 1 for other in reading.cues(sentence, "role", "counterparty"))
        for cue in pronouns
    )


def _is_thing(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a name only says whose product something is: "Nvidia Blackwell chips", "the Stonepeak portfolio company"."""
    things = [cue for cue in reading.cues(sentence, "role", "thing") if cue.start >= mention.end]
    models = _MODELS_RUN_TOGETHER if reading.stretch > 1 else _MODELS
    return bool(things) and any(models.fullmatch(reading.text, mention.end, cue.start) for cue in things)


def _opens_item(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a line or bullet begins with the company and a colon: "**Equinix**: 630 million euros"."""
    if not _COLON.match(reading.text, mention.end):
        return False
    lead = reading.text[sentence.start : mention.start]
    return len(lead) < 30 or lead.rstrip().endswith((";", "；"))


def _respective(reading: Reading, sentence: Sentence, index: int) -> Mention | None:
    """The mention of the same rank, where as many companies as amounts are listed and shared out "respectively"."""
    if not reading.cues(sentence, "role", "respectively"):
        return None
    amounts = [i for i in sentence.amounts if reading.amounts[i].conversion_of is None]
    mentions = sentence.mentions
    if len(amounts) != len(mentions) or index not in amounts or len(amounts) < 2:
        return None
    if mentions[-1].end > reading.amounts[amounts[0]].start and mentions[0].start < reading.amounts[amounts[-1]].end:
        return None
    return mentions[amounts.index(index)]
