"""Companies outside the catalogue whose names lack a company's form, shown by how a sentence introduces them.

Trap avoided: every capitalised word a company. "Kestrel" is one where the text says so ("data center operator Kestrel",
"Kestrel, a developer of ...") or where the word opens a sentence and does what companies do with money ("Kestrel has raised").
People, places and plain nouns at the start of a sentence stay out: by list, by a lower-case twin in the text, and because a
family name follows a given name somewhere. Vocabulary: `catalog/organisations.yaml` (`trades`, `moves`, `nobody`).
"""

import re
from functools import cache
from importlib import resources

import yaml

from ingest.figures.organisations import slug_of

_NAME = r"[A-Z][A-Za-z0-9&]*[a-z0-9][A-Za-z0-9&\-]*(?:[ ][A-Z][A-Za-z0-9&\-]+){0,2}"
_ONE_OF_PEOPLE = r"(?:(?<=[a-z,.]\s)|^)(?:[A-Z][a-z]+|[A-Z]\.)\s"
_SHORTEST = 3


@cache
def _words() -> tuple[frozenset[str], re.Pattern[str]]:
    data = yaml.safe_load((resources.files("ingest.catalog") / "organisations.yaml").read_text("utf-8"))
    trades, moves, made = ("|".join(map(str, data[key])) for key in ("trades", "moves", "made_by"))
    expression = (
        rf"(?<!\w)(?:{trades})\s(?P<called>{_NAME})(?![\w\-])"
        rf"|(?<![\w’'\-])(?P<opens>{_NAME})(?=(?:,[^,.;\n]{{1,60}},|,)?\s(?:{moves})\b)"
        rf"|(?<![\w’'\-])(?P<is>{_NAME})(?=,\s(?:a|an|the)\s(?:(?!\s(?:at|with|for|from|by)\s)[^,.;\n]){{0,60}}?\b(?:{trades})\b(?![’']))"
        rf"|(?:illion|bn)\s(?P<did>{_NAME})(?=\s(?:{moves})\b)"
        rf"|(?m:^)\d{{1,2}}[.)]\s\**(?P<item>{_NAME})(?=\**(?:,|:|\s[–—-]\s|\sand\s|\swith\s))"
        rf"|(?:{made})\sby\s(?P<maker>{_NAME})(?=[\s,.;)])"
    )
    return frozenset(data["nobody"]) | frozenset(data["not_first"]), re.compile(expression)


def find_newcomers(text: str) -> list[tuple[int, int, str]]:
    """(start, end, slug) of all places of names that the text introduces, in order."""
    nobody, expression = _words()
    names: set[str] = set()
    for match in expression.finditer(text):
        name = match[match.lastgroup or 0]
        if match.lastgroup == "opens" and not _opens_sentence(text, match.start()):
            continue
        if name.split()[0] in nobody or len(name) < _SHORTEST or name in names:
            continue
        if not _is_plain_word(text, name) and not (match.lastgroup == "opens" and _is_family_name(text, name)):
            names.add(name)
    if not names:
        return []
    places = re.compile(r"(?<![\w\-])(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?!\w)")
    return [(m.start(), m.end(), slug_of(m.group())) for m in places.finditer(text)]


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" *_\"“”'‘’")
    return not before or before[-1] in ".!?:\n•|"


def _is_plain_word(text: str, name: str) -> bool:
    """Whether the text writes the name small, too."""
    return " " not in name and re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text) is not None


def _is_family_name(text: str, name: str) -> bool:
    return " " not in name and re.search(rf"{_ONE_OF_PEOPLE}{re.escape(name)}(?!\w)", text) is not None
