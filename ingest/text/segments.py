"""Text -> sentences, headings, bullets and table rows, each with its place in the text.

Trap avoided: a sentence cut at "3,2 Mrd." or "U.S.", and a table row read as prose. Cutting is by line first (a line is a
paragraph, a heading, a bullet or a table row; hard-wrapped lines are joined again), then by sentence inside the line, with the
abbreviations of the language (`catalog/language/<lang>/sentences.yaml`). Linear in the text's length.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

from ingest.catalog import plain
from ingest.text.flattened import flattened

Kind = Literal["sentence", "heading", "table_row", "bullet"]


class Segment(NamedTuple):
    """`text[start:end]` is one sentence, heading, bullet sentence or table row, without surrounding blanks and markers.

    `heading` is the index (in the list of segments) of the heading that governs it, None at the top. A heading's own `heading` is
    the one above it, so the chain can be followed to the title. `paragraph` counts the lines (or joined lines) it comes from:
    sentences of one paragraph share it, and so do the sentences of one bullet.
    """

    start: int
    end: int
    kind: Kind
    heading: int | None
    paragraph: int


class Cut(Protocol):
    """What its readers need of a segment, whatever else they have put to it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t]+")
_BULLET = re.compile(
    r"[•·‣▪◦●○■□◆◇▶►➤✓✔※*+\-–—][ \t\u3000]+|[•●■◆▪►]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]"
    r"|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)][ \t]+(?=\D)"
)
_NUMBERED = re.compile(r"[\d(（①-⑳]")
_FULL_STOP = re.compile(r"[。！]|[a-zà-ÿ\d][.!?] [A-ZÀ-Þ]")
_GAP = re.compile(
    r"[ \t]*\t[ \t]*|[ \u00a0]?\.{4,}[ \u00a0]?|[ \u00a0]{3,}|[ \u00a0]{2,}(?=[(\-–—$€£¥]?[ ]?\d)"
    r"|[ \u00a0]*\u3000(?:[ \u00a0\u3000]+|(?=(?:19|20)\d\d\s?年))"
)
_BRACKETED = re.compile(r"\([^()]{0,60}\)")
_PIPE = re.compile(r"[ \t]*\|[ \t]*")
_RULE = re.compile(r"[\s|:\-–—=_+*.·]+$")
_DIGIT = re.compile(r"\d")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_END = frozenset(".!?。！？…．;；")
_CLOSERS = "\"'”’»«)]}）」』】》〉"
_STOP = re.compile(
    rf"[。！？｡.!?…](?:(?<=[。！？｡])[。！？｡]*[{re.escape(_CLOSERS)}]*"
    rf"|(?<=[.!?…])[.!?…]*[{re.escape(_CLOSERS)}]*(?=\s|[\u3040-\u9fff\uac00-\ud7a3]))"
)
"""Its first character leads, so that the search runs over all others."""
_LAST_TOKEN = re.compile(r"(?<![^\s(（\"“„«‚‘'])[^\s(（\"“„«‚‘']+$")
_LONGEST_HEADING = 130
_LONGEST_CJK_HEADING = 42
_WRAP_WIDTH = range(38, 125)


class Vocabulary(NamedTuple):
    """What a language knows about full stops; abbreviations are without their last dot."""

    abbreviations: frozenset[str]
    """after which a dot does not end the sentence"""
    closing: frozenset[str]
    """those of them that may end it all the same, when one of `openers` follows"""
    openers: frozenset[str]
    ordinal_followers: frozenset[str]
    """words after "30.", which is then an ordinal"""


@cache
def _vocabulary(language: str) -> Vocabulary:
    """Words of a language together with the English ones, which turn up in every language."""
    words: dict[str, set[str]] = {field: set() for field in Vocabulary._fields}
    for name in {language, "en"}:
        for field, values in (plain.catalogue("language", name, "sentences.yaml") or {}).items():
            words[field].update(values)
    return Vocabulary(*(frozenset(words[field]) for field in Vocabulary._fields))


def cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the cells of a table row, empty cells included; a row has two cells or more, anything else one."""
    row = text[start:end]
    if "\n" in row:  # a cell a line
        return [(start + cell.start(), start + cell.end()) for cell in _LINE.finditer(row)]
    separators = _PIPE if "|" in row else _GAP
    spans, at = [], start
    for gap in separators.finditer(row):
        spans.append((at, start + gap.start()))
        at = start + gap.end()
    spans.append((at, end))
    if separators is _PIPE and len(spans) > 2 and row.startswith("|") and row.endswith("|"):  # Markdown's outer pipes
        return spans[1:-1]
    return spans


def _is_row(line: str) -> bool:
    if "|" in line and "|" in (outside := _BRACKETED.sub("", line)):  # "(Nasdaq | TSX: HUT)" separates no cells
        return " | " in outside or outside.lstrip().startswith("|") or (outside.count("|") > 1 and " |" in outside)
    body = line.strip()
    if "\t" in body or "....." in body or ("  " in body and ("   " in body or len(_GAP.findall(body)) > 1)):
        return True
    return not body.isascii() and ("\u3000\u3000" in body or "\u300020" in body)


def _is_heading(line: str) -> bool:
    """A short line without a full stop. A line that ends in a colon heads what follows it."""
    if line[-1] in _END or line[-1] in ",，、" or (line[-1] in _CLOSERS and len(line) > 1 and line[-2] in _END):
        return False
    if len(line) > _LONGEST_HEADING or (len(line) > _LONGEST_CJK_HEADING and len(_CJK.findall(line)) > _LONGEST_CJK_HEADING):
        return False
    return not _FULL_STOP.search(line)


def _is_numbered_heading(text: str, line: str, body: str, following: list[tuple[int, int]]) -> bool:
    """Whether "1. Outlook" heads prose, rather than being an item of a list."""
    if not (following and _NUMBERED.match(line) and _is_heading(body)):
        return False
    start, end = following[0]
    return end - start > len(line) and not _BULLET.match(text, start, end)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """(start, end) of each line; hard-wrapped lines come joined."""
    found: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if block and text.count("\n", previous_end, start) > 1:
            found += block if len(block) == 1 else _joined(text, block)
            block = []
        block.append((start, end))
        previous_end = end
    return found + _joined(text, block)


def _joined(text: str, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines of a block, those that a fixed width has cut joined again."""
    if len(block) < 2 or (width := max(end - start for start, end in block)) not in _WRAP_WIDTH or _is_list(text, block):
        return block
    joined: list[tuple[int, int]] = []
    full = sum(end - start >= width * 0.85 for start, end in block)
    at = 0
    while at < len(block):
        start, end = block[at]
        while at + 1 < len(block) and _continues(text, block[at], block[at + 1], width, full):
            at += 1
            end = block[at][1]
        at += 1
        joined.append((start, end))
    return joined


def _is_list(text: str, block: list[tuple[int, int]]) -> bool:
    """Whether every line begins with a capital: headlines one below the other, for prose goes on with some small letter."""
    return all(text[start].isupper() for start, _ in block)


def _continues(text: str, line: tuple[int, int], following: tuple[int, int], width: int, full: int) -> bool:
    """Whether the next line goes on with this one: its first word did not fit. `full` lines of the block are about that wide."""
    head, tail = text[line[0] : line[1]], text[following[0] : following[1]]
    if head[-1] in _END or head[0] == "#" or tail[0] == "#" or _is_row(head) or _is_row(tail) or _BULLET.match(tail):
        return False
    if _CJK.match(tail) and tail[0] < "\uac00":
        return full > 1 and len(head) >= width - 3
    word = tail.split(None, 1)[0]
    if len(head) + 1 + len(word) <= width:
        return False
    return full > 2 or not word[0].isalpha() or word[0].islower()


def _is_stop(text: str, start: int, stop: re.Match[str], end: int, vocabulary: Vocabulary) -> bool:
    """Whether the punctuation at `stop` ends a sentence of text[start:end]."""
    mark = text[stop.start()]
    if mark in "。！？｡":
        # 「……。」と述べた: a quotation inside the sentence
        return not (stop.end() - stop.start() > 1 and stop.end() < end and text[stop.end()] in "とっという,，、的")
    if stop.end() >= end:
        return True
    following = text[stop.end() : min(end, stop.end() + 40)].lstrip()
    if not following:
        return True
    if mark == "." or mark == "…":
        if following[0].islower():
            return False
        if stop.group() != ".":
            return True
        last = _LAST_TOKEN.search(text[max(start, stop.start() - 24) : stop.start()])
        token = last[0] if last else ""
        if token in vocabulary.abbreviations:
            return token in vocabulary.closing and _first_word(following) in vocabulary.openers
        if len(token) == 1 and token.isupper():  # an initial, unless it is the unit of a number: "5.5 B."
            return text[max(start, stop.start() - 3) : stop.start() - 1].strip().isdigit()
        if token.isdigit() and len(token) < 3:
            return _first_word(following) not in vocabulary.ordinal_followers
    return True


def _first_word(following: str) -> str:
    return following.split(None, 1)[0].strip(",.;:")


def _sentences(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() >= at and _is_stop(text, at, stop, end, vocabulary):
            yield at, stop.end()
            at = stop.end()
            while at < end and text[at].isspace():
                at += 1
    if at < end:
        yield at, end


def _with_rows(text: str, paragraphs: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """Paragraphs, the lines of flattened tables put together to rows, and which ones these are."""
    found = flattened(text, paragraphs)
    if not found:
        return paragraphs, frozenset()
    kept: list[tuple[int, int]] = []
    rows: set[int] = set()
    at = 0
    for table in found:
        kept += paragraphs[at : table.first]
        starts = [table.first, *range(table.first + table.head, table.last, table.width), table.last]
        for first, last in pairwise(starts):
            rows.add(len(kept))
            kept.append((paragraphs[first][0], paragraphs[last - 1][1]))
        at = table.last
    return [*kept, *paragraphs[at:]], frozenset(rows)


def segments(text: str, language: str = "en") -> list[Segment]:
    """Cut a text into segments, in order; together they cover everything but blanks, markers and table rules.

    `language` is a label of `ingest.text.language` and only chooses abbreviations. Headings carry content too (a headline may be
    the only place of a figure). `cells()` gives the cells of a `table_row`. Never raises.
    """
    vocabulary = _vocabulary(language)
    found: list[Segment] = []
    open_headings: list[tuple[int, int]] = []  # (level, index), outermost first
    paragraphs, rows = _with_rows(text, _paragraphs(text))
    for number, (start, end) in enumerate(paragraphs):
        head = text[start : min(end, start + 4000)]
        is_marked = not head[0].isalpha()
        if is_marked and _RULE.match(head) and not _DIGIT.search(head):
            continue
        parent = open_headings[-1][1] if open_headings else None
        level = 0
        marked = _MARKDOWN_HEADING.match(head) if is_marked else None
        if marked:
            level, start = len(marked.group(1)), start + marked.end()
        elif number in rows or _is_row(head):
            found.append(Segment(start, end, "table_row", parent, number))
            continue
        else:
            bullet = _BULLET.match(head)
            body = head[bullet.end() :] if bullet else ""
            if bullet and body:
                start += bullet.end()
                if not _is_numbered_heading(text, head, body, paragraphs[number + 1 : number + 2]):
                    for a, b in _sentences(text, start, end, vocabulary):
                        found.append(Segment(a, b, "bullet", parent, number))
                    continue
            if _is_heading(body or head):
                level = 1 if not found else 8 if not head.endswith((":", "：")) else 9
        if level:
            while open_headings and open_headings[-1][0] >= level:
                open_headings.pop()
            parent = open_headings[-1][1] if open_headings else None
            open_headings.append((level, len(found)))
            found.append(Segment(start, end, "heading", parent, number))
            continue
        for a, b in _sentences(text, start, end, vocabulary):
            found.append(Segment(a, b, "sentence", parent, number))
    return found
