"""On which side of a deal the words beside a company's name put it: "from Oracle", "backed by Nvidia", サムスン電子は.

Trap avoided: reading the words beside a name anew for every amount and every other name. They are the same for all of them, so
each name is asked once; and of partners that are named in one breath ("Meta, Oracle and OpenAI") the first one speaks for all.
"""

import re
from itertools import pairwise

from ingest.figures.companies import Mention
from ingest.figures.cues import Cue
from ingest.figures.newcomers import introducing
from ingest.figures.reading import Reading, Sentence

JOINED = re.compile(
    r"(?:\s*,\s*|\s+(?:and|und|et|y|e|en)\s+(?:the |its |die |der |das |la |le |el |il |a |o |[lL][’'])?"
    r"(?:(?:[A-Za-z.]+ )?(?:company|firm|group|partner) )?"
    r"|[、や和与與及]|と[米英独仏中韓台]?|와 |과 )"
)
_LISTED = re.compile(r"[、や・]|,\s")
_AND_OTHERS = re.compile(r"\s?(?:など|ら|ほか|등|외)[^、。,はがもを]{0,14}")
"""Between the last name of a list and the postposition for all of it: NTTなど民間32社から."""
_LAST = re.compile(r",\s+and\s+")
_MARK = re.compile(r"[,;:，；：、。]")
_BEFORE_NAME = re.compile(r"[^\w,;:，；：、。]{0,2}(?:the |la |le |el |il |de[mnr] |het |[lL][’'])?")
_INTRODUCED = 40
"""The longest introduction of a name."""
_PREPOSITIONS = ("holder", "beneficiary", "counterparty")
_POSTPOSITIONS = ("subject_after", "holder_after", "counterparty_after")


def is_counterparty(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a company stands behind a word that makes it the other side: "from Oracle", "backed by Nvidia"."""
    return "counterparty" in leads(reading, sentence, head_of(reading, sentence, mention))


def head_of(reading: Reading, sentence: Sentence, mention: Mention) -> Mention:
    """The first of the companies that a mention is joined to: partners in one project are entered under the first."""
    place = sentence.mentions.index(mention)
    while place and _are_joined(reading, sentence, place):
        place -= 1
    return sentence.mentions[place]


def _are_joined(reading: Reading, sentence: Sentence, place: int) -> bool:
    """Whether a mention is joined to the one before it: "A and B", "A, B, and C"."""
    one, other = sentence.mentions[place - 1 : place + 1]
    if JOINED.fullmatch(reading.text, one.end, other.start):
        return True
    is_last = place > 1 and _LAST.fullmatch(reading.text, one.end, other.start)
    return bool(is_last and JOINED.fullmatch(reading.text, sentence.mentions[place - 2].end, one.start))


def listed_before(reading: Reading, sentence: Sentence, index: int) -> int:
    """How many companies are named in one breath before an amount, with nobody else named: "A, B and C will spend"."""
    mentions = sentence.mentions
    is_list = all(JOINED.fullmatch(reading.text, one.end, other.start) for one, other in pairwise(mentions))
    is_before = bool(mentions) and mentions[-1].end <= reading.amounts[index].start
    return len({mention.company_id for mention in mentions}) if is_list and is_before else 0


def leads(reading: Reading, sentence: Sentence, mention: Mention) -> frozenset[str]:
    """Kinds of the prepositions before, and postpositions after, a mention."""
    known = reading.leads.get(mention.start)
    if known is None:
        known = reading.leads[mention.start] = frozenset(_found(reading, sentence, mention))
    return known


def _found(reading: Reading, sentence: Sentence, mention: Mention) -> set[str]:
    roles, text = reading.kinds(sentence, "role"), reading.text
    found = {kind for kind in _PREPOSITIONS if kind in roles and _is_led_by(reading, roles[kind], mention.start)}
    for kind in _POSTPOSITIONS:
        if kind in roles:
            last = _last_joined(reading, sentence, mention).end
            if any(0 <= cue.start - last <= 1 or _AND_OTHERS.fullmatch(text, last, cue.start) for cue in roles[kind]):
                found.add(kind.removesuffix("_after"))
    if any(cue.start - mention.end == 2 and text[mention.end] == "," for cue in roles.get("relative", ())):
        found.add("relative")
    if "counterparty" in found and _is_held_against(reading, sentence, mention):
        found.discard("counterparty")
    return found - {"holder"} if "counterparty" in found else found


def _is_led_by(reading: Reading, prepositions: list[Cue], name: int) -> bool:
    """Whether one of the prepositions of a sentence leads to a name."""
    for cue in reversed(prepositions):
        if name - cue.end > _INTRODUCED:
            return False
        is_compound = reading.text[max(0, cue.start - 1)] == "-"  # "Blackstone-backed AirTrunk"
        if cue.end <= name and not is_compound and _is_right_before(reading, cue.end, name):
            return True
    return False


def _is_right_before(reading: Reading, end: int, name: int) -> bool:
    """Whether only an article and an introduction stand between a preposition and a name: "pay chip designer Ampere"."""
    article = _BEFORE_NAME.match(reading.text, end, name)
    if article is None or article.end() == name:
        return article is not None
    is_word = reading.text[name - 1] == " "
    return is_word and introducing(reading.language).fullmatch(reading.text, article.end(), name) is not None


def _last_joined(reading: Reading, sentence: Sentence, mention: Mention) -> Mention:
    """The last of the companies that are named together: the postposition behind it is that of all (AとBは: と joins)."""
    if reading.language in ("ja", "ko"):
        joins = _LISTED if any(m.end < mention.start for m in sentence.mentions) else JOINED  # AはBとCを: と says "with"
        for other in sentence.mentions:
            if 0 < other.start - mention.end <= 3 and joins.fullmatch(reading.text, mention.end, other.start):
                mention = other
    return mention


def _is_held_against(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """`与X三年3800亿元的计划相比，`: a comparison that closes behind its amount is with the plan of X."""
    amounts = [reading.amounts[i].start for i in sentence.amounts if reading.amounts[i].start >= mention.end]
    return any(
        amounts[:1] and amounts[0] < cue.start and _MARK.match(reading.text, cue.end)
        for cue in reading.cues(sentence, "role", "compare")
    )
