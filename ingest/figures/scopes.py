"""What an investment is for: capital spending as a whole, AI infrastructure, a data centre, chips, or something else.

Trap avoided: one word for two things. "Data centres" in a yearly budget is a purpose (`ai_infrastructure`), "a data centre in
Ohio" is a place (`data_center`); and where the sentence with the amount names no object, the next one, the title or the trade
of the company does.
"""

import re

from ingest.catalog.companies import Company
from ingest.figures.places import Place
from ingest.figures.reading import Reading, Sentence
from ingest.figures.topics import Topic

_SCOPES = {"data_center": "data_center", "ai": "ai_infrastructure", "semiconductor": "semiconductor", "wide": "other_investment"}
_BY_GROUP = {"semiconductor": "semiconductor", "data_center": "data_center", "neocloud": "ai_infrastructure"}
_NAMED = frozenset({"data_center", "ai", "semiconductor"})
_SITE = 0.3
_INTO = re.compile(r"\s(?:more |investments? |stake |equity )?(?:in|into)\s(?:the )?")


def scope_of(
    reading: Reading, sentence: Sentence, index: int, topic: Topic, figure_type: str, place: Place | None, company: Company | None
) -> str:
    """`capex`, `ai_infrastructure`, `data_center` (a site or country), `semiconductor` or `other_investment`."""
    capex = topic.kinds.get("capex", 0.0)
    objects = {kind: topic.kinds[kind] for kind in _SCOPES if kind in topic.kinds}
    if figure_type in ("actual", "guidance") and (capex >= 0.8 or not objects):
        return "capex"
    if capex > 2.5 * max(objects.values(), default=0.0) and capex > 0.3:
        return "capex"
    if _is_stake(reading, sentence, index, company):
        return "other_investment"
    if not objects:
        objects = _spoken_of(reading, sentence)
    if not objects:
        return _BY_GROUP.get(company.group if company else "", "other_investment")
    best = max(objects, key=lambda kind: objects[kind])
    if best not in ("data_center", "ai"):
        return _SCOPES[best]
    if figure_type not in ("commitment", "financing"):
        return "ai_infrastructure"
    if best == "data_center" or objects.get("data_center", 0.0) > _SITE:
        is_site = figure_type == "commitment" or place is not None or topic.kinds.get("plan", 0.0) > _SITE
    else:
        is_site = place is not None and place.place_type == "site"
    return "data_center" if is_site else "ai_infrastructure"


def _is_stake(reading: Reading, sentence: Sentence, index: int, company: Company | None) -> bool:
    """`$3 billion in Lancium`, `a $100 billion investment in OpenAI`: the money goes into another company."""
    end = reading.amounts[index].end
    others = [m for m in sentence.mentions if m.start >= end and (company is None or m.company_id != company.id)]
    if not others:
        return False
    after = [cue for cue in reading.cues(sentence, "role", "locative") if 0 <= cue.start - end <= 6]
    return any(
        any(0 <= mention.start - cue.end <= 2 for cue in after) or bool(_INTO.fullmatch(reading.text, end, mention.start))
        for mention in others
    )


def _spoken_of(reading: Reading, sentence: Sentence) -> dict[str, float]:
    """Objects that the sentences around (of one paragraph first) or the title name."""
    around = [sentence.index + offset for offset in (1, -1, 2, -2)]
    others = [reading.sentences[place] for place in around if 0 <= place < len(reading.sentences)]
    for other in sorted(others, key=lambda s: s.paragraph != sentence.paragraph):
        found = {kind: 1.0 for kind in reading.kinds(other, "topic") if kind in _NAMED}
        if found:
            return found
    return dict.fromkeys(reading.titled_kinds & _NAMED, 1.0)
