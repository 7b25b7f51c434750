"""The other side of a deal: who pays under a contract (the one that uses computing, not the one that rents it out), and who
borrows from a lender.

Trap avoided: the grammatical subject of a deal. "CoreWeave signed a $14bn contract with Meta" and "Meta signed a $14bn contract
with CoreWeave" are the same commitment, Meta's; who sells is known by trade.
"""

from ingest.catalog import companies as catalogue
from ingest.figures.companies import Mention
from ingest.figures.reading import Reading, Sentence
from ingest.figures.topics import Topic

_USES = {
    "data_center": 1,
    "neocloud": 2,
    "us_platform": 3,
    "china_platform": 3,
    "other_platform": 3,
    "ai_lab": 4,
}
"""How far a trade stands from the building: each rents from those below."""
_OPENING = 30
_STRONGEST = 0.3
_ADJACENT = 2
_OTHERWISE = {"invest": 1.0, "spend": 1.0, "capex": 1.0, "financing": 1.0, "raise": 1.0, "plan": 1.6}
"""How many times stronger than the contract another cue must pull to make it something else; 合同 and 계약 are both."""


def customer_of(reading: Reading, sentence: Sentence, index: int, topic: Topic, payer: str) -> str | None:
    """The customer among the companies of a sentence, where the words speak of a contract and `payer` is its supplier."""
    deal = topic.kinds.get("deal", 0.0)
    if topic.family != "invest" or deal < _STRONGEST:
        return None
    is_otherwise = any(topic.kinds.get(kind, 0.0) > times * deal for kind, times in _OTHERWISE.items())
    if is_otherwise and not _is_called_deal(reading, sentence, index):
        return None
    if buyer := _buyer(reading, sentence, index):
        return buyer
    rank = _rank(payer)
    users = [m.company_id for m in _parties(reading, sentence, index) if _rank(m.company_id) > rank > 0]
    return max(users, key=_rank, default=None)


def _is_called_deal(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether the amount is called a contract: "Amazon's $38 billion contract with OpenAI"."""
    deal = reading.near(sentence, index, "topic").get("deal")
    return deal is not None and not deal.before and deal.cost <= _ADJACENT


def _buyer(reading: Reading, sentence: Sentence, index: int) -> str | None:
    """Who is said to buy, also for others: "Oracle is to buy $40 billion of chips and rent them to OpenAI"."""
    start = reading.amounts[index].start
    others = {cue.end + 1 for cue in reading.cues(sentence, "role", "counterparty")}
    before = [mention for mention in sentence.mentions if mention.end <= start and mention.start not in others]
    verbs = reading.cues(sentence, "role", "buys") if before else []
    return before[-1].company_id if any(before[-1].end <= verb.start and verb.end <= start for verb in verbs) else None


def are_in_business(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether a contract is one about computing: two companies of these trades are its parties."""
    return len({m.company_id for m in _parties(reading, sentence, index) if _rank(m.company_id)}) > 1


def _parties(reading: Reading, sentence: Sentence, index: int) -> list[Mention]:
    """The companies of a sentence that are no mere backers; of the one before for "The contract is worth ..."."""
    before = reading.sentences[sentence.index - 1] if sentence.index else sentence
    is_the_deal = sentence.amounts[0] == index and before.paragraph == sentence.paragraph and _is_the_deal(reading, sentence)
    told = before if is_the_deal else sentence
    backers = [cue.end for cue in reading.cues(told, "role", "joint")]
    return [m for m in told.mentions if not any(0 <= m.start - end <= 1 for end in backers)]


def _is_the_deal(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence begins with a contract that the one before spoke of."""
    opening = reading.lowered[sentence.start : sentence.start + _OPENING]
    return opening.startswith("the ") and any(
        cue.start < sentence.start + _OPENING for cue in reading.cues(sentence, "topic", "deal")
    )


def borrower_of(reading: Reading, sentence: Sentence, index: int, topic: Topic, lender: str, focus: str | None) -> str | None:
    """Whom `lender` raises money for, where the words between it and the amount make it arrange or provide: "Blue Owl provided
    $27 billion to Meta's campus". Where nobody else is named, it is whom the text speaks of (`focus`)."""
    if topic.family != "financing":
        return None
    amount = reading.amounts[index]
    lenders = [m for m in sentence.mentions if m.company_id == lender and m.end <= amount.start]
    acts = [c for c in reading.cues(sentence, "role", "lends") if c.end <= amount.start]
    if not lenders or not any(lenders[-1].end <= act.start for act in acts):
        return None
    others = [m.company_id for m in sentence.mentions if m.start >= amount.end and m.company_id != lender]
    return others[0] if others else focus


def _rank(company_id: str) -> int:
    company = catalogue.load().get(company_id)
    return _USES.get(company.group, 0) if company else 0
