"""Lines of a web page that lead to other stories: "Related", "READ MORE: ...", "Most read" and what is listed below them.

Trap avoided: the headline of another story read as a sentence of this one, so that its amount falls to whom this story speaks of.
Vocabulary: `catalog/teasers.yaml`.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from ingest.catalog import plain
from ingest.text.segments import Cut

_LONGEST = 80
_MARKS = r"[\s*_#>»›→\-–—|\[\]【】]*"


class _Words(NamedTuple):
    block: re.Pattern[str]
    line: re.Pattern[str]


class Line(Cut, Protocol):
    """A segment that knows its paragraph."""

    @property
    def paragraph(self) -> int: ...


@cache
def _words(language: str) -> _Words | None:
    data = plain.catalogue("teasers.yaml").get(language.split("-")[0])
    if data is None:
        return None
    block = "|".join(data["block"])
    return _Words(
        re.compile(rf"{_MARKS}(?:{block}){_MARKS}[:：…]?{_MARKS}", re.IGNORECASE),
        re.compile(rf"{_MARKS}{data['line']}{_MARKS}[:：|›»→]\s*(?=\S)", re.IGNORECASE),
    )


def teasers(text: str, lines: Sequence[Line], language: str) -> frozenset[int]:
    """Indices of the segments that are headlines of other stories.

    Such a list comes after prose (above it stands the headline of this one), and ends where prose, or a table, goes on.
    """
    words = _words(language)
    if words is None:
        return frozenset()
    found: set[int] = set()
    is_listed = is_begun = False
    announced = -1
    for index, line in enumerate(lines):
        is_prose = line.kind in ("sentence", "table_row") and line.paragraph != announced
        is_short = line.end - line.start <= _LONGEST
        is_begun = is_begun or line.kind == "sentence"
        if is_begun and is_short and words.block.fullmatch(text, line.start, line.end):
            is_listed = True
        elif words.line.match(text, line.start, line.end):
            announced = line.paragraph
            found.add(index)
        elif line.paragraph == announced or (is_listed and not is_prose):
            found.add(index)
        else:
            is_listed = False
    return frozenset(found)
