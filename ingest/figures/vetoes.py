"""Why an amount that is about investment is still no figure of a company.

Trap avoided: counting "by $10 billion" beside the new total, a sum over four companies, a government's programme, a price
per chip, or a number that the text itself calls wrong.
"""

import re
from decimal import Decimal

from ingest.figures.companies import Mention
from ingest.figures.cues import Cue
from ingest.figures.money import Amount
from ingest.figures.money_words import currencies
from ingest.figures.reading import Near, Reading, Sentence
from ingest.figures.sides import listed_before
from ingest.figures.thread import SOMEBODY, SUM
from ingest.figures.topics import ADDS, Topic, is_bare_deal

_BESIDE = 4.0
_YEAR = 12
DIFFERENCE = "difference"
_REFUTED = 70.0
_SUBJECT = 25
_CLOSE = 60.0
_ARTICLE = 5
_VERB = 20
_SEVERAL = 3
_OTHERS = frozenset({"aggregate", "everywhere", "outsider"})
_ROUGHLY = 8
_FIRST = 6
_SHARED = 60.0
_PROJECT = 0.5
_PROJECTS = ("plan", "invest", "data_center", "semiconductor", "ai", "deal")
_SMALLEST = 3_000_000
_LARGEST = Decimal(3_000_000_000_000)
"""US dollars: market values and economies are larger than what a company invests."""
_BESIDE_COMPANY = 16.0
_CLAUSE = re.compile(r"[，、,;；](?!\d)")
_THE = re.compile(r"(?<!\w)(?:the|die|den|la|el|l['’]|o|a|de|het)\s?$")
_ROUND = frozenset(10**power for power in (6, 8, 9, 11, 12))
_PRICE_OF_COMPANY = re.compile(
    r"(?:,[^,]{1,25},)?\s(?:in (?:cash|stock)(?: and (?:cash|stock))?\s)?(?:for|on)"
    r" (?:[a-z][\w\-]*\s){0,4}?[A-Z][\w\-]+(?: [A-Z][\w\-]+)*"
    r"(?=[.,;]|\s(?:in|last|this|to|which|and|after|on|as|but)\b|$)"
)

_BUYS = re.compile(r"\b(?:buy|buys|buying|bought|acquir\w+|purchas\w+) (?:(?!(?:from|of|at|with|in|on|to|by) )[\w\-]+ ){0,5}$")
_PURCHASE_OF = re.compile(r" (?:[a-z\-]+ )?(?:purchase|acquisition|takeover|buyout) of (?:the )?(?:[a-z\-]+ ){0,3}")
_BY = re.compile(r"(?<= by)\s(?:the )?")
_FOR = re.compile(r"(?:,[^,.;]{1,60},)? for (?:about |around |some |up to |roughly |nearly |almost )?")


def veto(reading: Reading, sentence: Sentence, index: int, topic: Topic) -> str | None:
    """The reason not to take an amount, None to take it. A difference may still count when no total is stated."""
    roles = reading.near(sentence, index, "role")
    amount = reading.amounts[index]
    if amount.per == "unit" and len({mention.company_id for mention in sentence.mentions}) < 2:
        return "price of one"
    if amount.currency_basis == "inherited" and amount.value is not None and amount.value < _SMALLEST:
        return "a count rather than money"
    if amount.currency_basis == "inherited" and _is_round(reading, amount):
        return "an order of magnitude"
    if "refuted" in roles and roles["refuted"].cost < _REFUTED:
        return f"refuted: {roles['refuted'].said}"
    if _in_dollars(amount) > _LARGEST:
        return "beyond any investment"
    if reason := _aggregate(reading, sentence, index, topic, roles):
        return reason
    outsider = None if sentence.mentions else _outsider(reading, sentence, roles)
    if outsider and not _is_estimated(reading, sentence, index):
        return f"{SOMEBODY}: {reading.text[outsider.start : outsider.end]}"
    if _is_given(reading, sentence, index):
        return f"{SOMEBODY}: the giver's"
    if _is_yearly_share(reading, sentence, index):
        return "a year's share of the sum"
    if any(_is_bought(reading, sentence, index, mention) for mention in sentence.mentions):
        return "the price of a company"
    if is_bare_deal(topic) and _PRICE_OF_COMPANY.match(reading.text, amount.end):
        return "the price of a company"
    return _difference(reading, sentence, index)


def may_be_of_others(reading: Reading, sentence: Sentence) -> bool:
    """Whether the amounts of a sentence may be sums or somebody else's, which also the amounts that follow them then are."""
    return len(sentence.mentions) >= _SEVERAL or not _OTHERS.isdisjoint(reading.kinds(sentence, "role"))


def _is_estimated(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether somebody else estimates the investment spoken of: "el ministro calculaba la inversión en 50.000 millones"."""
    analyst = reading.near(sentence, index, "role").get("analyst")
    invest = reading.near(sentence, index, "topic").get("invest")
    is_said = analyst is not None and invest is not None and analyst.before and analyst.cue.end <= invest.cue.start
    return is_said and invest is not None and bool(_THE.search(reading.lowered, sentence.start, invest.cue.start))


def _is_given(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether somebody who is no company gives the amount to one named behind it: "The state puts 2.9 billion into X's plant"."""
    amount = reading.amounts[index]
    if not sentence.mentions or sentence.mentions[0].start < amount.end:
        return False
    givers = [cue for cue in reading.cues(sentence, "role", "outsider") if cue.start < amount.start]
    opening = [cue for cue in givers if cue.start - sentence.start < _ARTICLE]
    if not opening:
        return False
    verbs = [cue for cue in reading.cues(sentence, "topic") if cue.kind in ("invest", "spend") and cue.start < amount.start]
    is_agent = any(cue.start < amount.start for cue in reading.cues(sentence, "role", "holder"))
    return bool(verbs) and verbs[-1].start - opening[0].end <= _VERB and not is_agent


def _is_yearly_share(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether the amount is what a sum comes to a year: "300 million over three years, about 100 million a year"."""
    amount = reading.amounts[index]
    if amount.per != "year" or amount.value is None:
        return False
    lengths = [p.duration_months // 12 for p in sentence.periods if p.kind == "duration" and p.duration_months]
    sums = [reading.amounts[i].value for i in sentence.amounts if i < index]
    return any(s and abs(s - years * amount.value) <= s / _ROUGHLY for s in sums for years in lengths if years > 1)


def _is_bought(reading: Reading, sentence: Sentence, index: int, mention: Mention) -> bool:
    """`to buy power developer Intersect for $4.75 billion`, `a $6.5 billion purchase of Ampere`."""
    amount = reading.amounts[index]
    if mention.start > amount.end:
        return _PURCHASE_OF.fullmatch(reading.text, amount.end, mention.start) is not None
    if not _FOR.fullmatch(reading.text, mention.end, amount.start):
        return False
    return _BUYS.search(reading.text[sentence.start : mention.start]) is not None


def _is_round(reading: Reading, amount: Amount) -> bool:
    """Whether an amount is said as "a billion" or "one hundred million", in words."""
    is_spoken = not any(c.isdigit() for c in reading.text[amount.value_start : amount.value_end])
    return is_spoken and amount.value in _ROUND


def _in_dollars(amount: Amount) -> Decimal:
    """At least that many US dollars, at the rates of recent years; 0 when the currency is unknown."""
    rates = currencies().usd.get(amount.currency or "")
    return amount.value * rates[0] if rates and amount.value is not None else Decimal(0)


def _outsider(reading: Reading, sentence: Sentence, roles: dict[str, Near]) -> Cue | None:
    """The word for somebody who is no company, if it is nearer than "the company", or the subject of the sentence.

    The sentence begins with its subject; "its president" is the company's own.
    """
    outsiders = reading.cues(sentence, "role", "outsider")
    if not outsiders:
        return None
    near, own = roles.get("outsider"), roles.get("anaphora")
    helpers = [cue.end for cue in reading.cues(sentence, "role", "counterparty")] if near else []
    if near and any(_BY.fullmatch(reading.text, end, near.cue.start) for end in helpers):
        return None  # "a plan, certified by the ministry, to invest ..."
    if near and near.before and near.cost < _CLOSE and (own is None or near.cost < own.cost):
        return near.cue
    opening = reading.cues(sentence, "role")[:_FIRST]
    if reading.stretch > 1 and any(c.kind == "speaker" for c in opening):
        return None  # 経済産業省の認定を受けた当社の...: who speaks is the subject, what stands before says more about it
    owners = {cue.end + 1 for cue in opening if cue.kind == "anaphora"}
    return next((c for c in outsiders if c.start - sentence.start < _SUBJECT and c.start not in owners), None)


def _aggregate(reading: Reading, sentence: Sentence, index: int, topic: Topic, roles: dict[str, Near]) -> str | None:
    """A sum over several companies: said so near by, and the sentence lists companies or names none.

    Two partners who "together" build one plant share one project, which is entered under the first.
    """
    if len(sentence.amounts) == 1 and len(sentence.mentions) >= _SEVERAL:
        is_joint = "joint" in roles or topic.kinds.get("plan", 0.0) >= _PROJECT
        if not is_joint and listed_before(reading, sentence, index) >= _SEVERAL:
            return f"{SUM}: a list of companies"
    aggregate = roles.get("aggregate") or (None if sentence.mentions else roles.get("everywhere"))
    if aggregate is None:
        return None
    listed = {mention.company_id for mention in sentence.mentions}
    if aggregate.cost > (200 if len(listed) >= 3 else 80):
        return None
    if not listed:
        is_both = "cumulative" in roles and roles["cumulative"].cue.start == aggregate.cue.start  # "zusammen": also of one's own
        return None if is_both and "anaphora" in roles else f"{SUM}: {aggregate.said}"
    amount = reading.amounts[index]
    if aggregate.before and all(_CLAUSE.search(reading.text, amount.end, m.start) for m in sentence.mentions):
        return f"{SUM}: {aggregate.said}"  # "the four will spend $650 billion, of which Amazon ...": who is named comes later
    nearest = min(reading.way(index, m.start, m.end) for m in sentence.mentions)
    if "joint" in roles and roles["joint"].cost < _SHARED and topic.kinds.get("plan", 0.0) > _PROJECT:
        return None
    if len(listed) >= 3 and not (nearest < _BESIDE_COMPANY and len(sentence.amounts) >= len(listed)):
        return f"{SUM}: {aggregate.said}"
    is_project = any(topic.kinds.get(kind, 0.0) > 0 for kind in _PROJECTS)
    is_shared = len(listed) == 2 and topic.kinds.get("capex", 0.0) < 0.5 and is_project
    is_closer = aggregate.cost < min(nearest, 25) or (aggregate.cost < 0.8 * nearest and len(listed) == 1)
    return f"{SUM}: {aggregate.said}" if is_closer and not is_shared else None


def _is_further_plan(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether "more" is another plan with a time of its own: "from 2026 to 2029 it plans $7.9 billion more"."""
    spans = any(period.kind in ("span", "duration") and (period.duration_months or 0) > _YEAR for period in sentence.periods)
    start = reading.amounts[index].start
    verbs = (c for kind in ("plan", "invest", "spend") for c in reading.cues(sentence, "topic", kind))
    return spans and any(0 <= start - cue.end <= _BESIDE and "," not in reading.text[cue.end : start] for cue in verbs)


def _difference(reading: Reading, sentence: Sentence, index: int) -> str | None:
    amount = reading.amounts[index]
    roles = reading.kinds(sentence, "role")
    if "delta" not in roles and "delta_after" not in roles:
        return None
    for cue in sorted([*roles.get("delta", ()), *roles.get("delta_after", ())]):
        beside = 0 if reading.stretch > 1 else _BESIDE  # 增加100亿 is a step, 增加至100亿 the new total
        if cue.kind == "delta" and (0 <= amount.start - cue.end <= beside or ADDS.fullmatch(reading.text, cue.end, amount.start)):
            return f"{DIFFERENCE}: {reading.text[cue.start : cue.end]}"
        is_after = cue.kind == "delta_after" and cue.start >= amount.end and not reading.text[amount.end : cue.start].strip()
        if is_after and not _is_further_plan(reading, sentence, index):
            return f"{DIFFERENCE}: {reading.text[cue.start : cue.end]}"
    return None
