"""PDF -> text of its text layer, table rows kept as rows.

Trap avoided: numbers of a row that land lines apart, or glued to their neighbours. Characters are joined by their place on the
page: a small gap is a blank, a wide one the next cell; cells become columns by `grid`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import CapexError
from ingest.text import grid
from ingest.text.grid import Cell

_PAGES = 1000
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_BULLETS = frozenset("•·▪●■◦-–—*")
_ENDS = frozenset('.!?:;。！？：；…”"»')
_WORD_GAP, _CELL_GAP = 0.14, 1.1  # of the height of the type
_COLUMN_TOLERANCE = 7.0  # points: a closing bracket sets a number off by less
_FULL_LINE = 0.85


@dataclass(frozen=True, slots=True)
class Paper:
    """Text of a PDF and what its metadata says. `created_on` is when the file was made, at the earliest the publication."""

    text: str
    title: str | None
    created_on: date | None


class Line(NamedTuple):
    """A line of a page: its cells by place, top and bottom in points from the page's bottom."""

    cells: list[Cell]
    bottom: float
    top: float


def read(data: bytes, name: str) -> Paper:
    """Raises CapexError for an encrypted, broken or scanned (textless) file, with its `name` and what to do."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise CapexError(f"{name}: the PDF is encrypted; save it without a password first") from None
        raise CapexError(f"{name}: not a readable PDF ({error}); is the download complete?") from None
    try:
        if len(document) > _PAGES:
            raise CapexError(f"{name}: {len(document)} pages are more than {_PAGES}; give the pages that matter")
        blocks = [block for page in document for block in _blocks(list(_lines(page)))]
        said = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    text = "\n\n".join(blocks)
    if not any(c.isalpha() for c in text):
        raise CapexError(f"{name}: the PDF has no text layer (a scan?); run it through OCR first")
    created = _CREATED.match(said.get("CreationDate", ""))
    title = said.get("Title", "").strip()
    return Paper(text, title if " " in title else None, _day(created) if created else None)


def _day(created: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in created.groups()))
    except ValueError:
        return None


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """Lines in the order of the file, which goes column by column where a page has columns of prose."""
    textpage = page.get_textpage()
    line: Line | None = None
    after_blank, before = False, 0.0
    for index in range(textpage.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        if character.isspace() or character == "\0":
            # a blank that PDFium only presumes counts no more than the gap itself
            after_blank = after_blank or pdfium.FPDFText_IsGenerated(textpage, index) != 1
            continue
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
        size = max(top - bottom, 1.0)
        character = "-" if character in "\ufffe\x02" else character  # PDFium's marks for a hyphen at a line's end
        if line is not None and _on_line(line, before, left, bottom, top):
            last = line.cells[-1]
            gap = left - last.end
            if gap > _CELL_GAP * size:
                line.cells.append(Cell(left, right, character))
            else:
                wide = after_blank or gap > _WORD_GAP * size
                glue = " " if wide and not (_CJK.match(character) and _CJK.match(last.text[-1])) else ""
                line.cells[-1] = Cell(last.start, max(right, last.end), last.text + glue + character)
            line = line._replace(bottom=min(bottom, line.bottom), top=max(top, line.top))
        else:
            if line is not None:
                yield line
            line = Line([Cell(left, right, character)], bottom, top)
        after_blank, before = False, left
    if line is not None:
        yield line


def _on_line(line: Line, before: float, left: float, bottom: float, top: float) -> bool:
    """Whether a character goes on with a line whose last one began at `before`; those of a ligature share one place."""
    overlap = min(top, line.top) - max(bottom, line.bottom)
    return overlap > 0.5 * min(top - bottom, line.top - line.bottom) and left >= before - 0.1 * (top - bottom)


def _blocks(lines: list[Line]) -> Iterator[str]:
    """Paragraphs (wrapped lines joined) and tables of a page, in order."""
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            yield "\n".join(grid.lines([line.cells for line in _rows(lines[at:end])], _COLUMN_TOLERANCE))
            at = end
            continue
        end = at + 1
        while end < len(lines) and _same_block(lines[end - 1], lines[end]) and _table_end(lines, end) == end:
            end += 1
        yield _paragraphs(lines[at:end])
        at = end


def _table_end(lines: list[Line], at: int) -> int:
    """Where the table that starts at `at` ends; `at` when none does. Captions and labels may stand between its rows."""
    if len(lines[at].cells) < 2:
        return at
    rows = values = 0
    end = at
    for index in range(at, len(lines)):
        cells = lines[index].cells
        if len(cells) > 1:
            rows += 1
            values += any(grid.is_value(cell.text) for cell in cells[1:])
            end = index + 1
        elif index - end >= 2 or (index > at and not _same_block(lines[index - 1], lines[index], slack=2.5)):
            break
    return end if rows > 1 and values else at


def _rows(lines: list[Line]) -> list[Line]:
    """Rows of a table, a label that was broken over two lines put together."""
    rows: list[Line] = []
    for line in lines:
        label = line.cells[0]
        if rows and len(rows[-1].cells) == 1 and len(line.cells) > 1 and label.text[0].islower():
            before = rows.pop().cells[0]
            whole = Cell(before.start, min(max(before.end, label.end), line.cells[1].start), f"{before.text} {label.text}")
            line = line._replace(cells=[whole, *line.cells[1:]])
        rows.append(line)
    return rows


def _same_block(before: Line, line: Line, slack: float = 0.9) -> bool:
    gap = before.bottom - line.top
    return -0.5 * (line.top - line.bottom) < gap < slack * max(before.top - before.bottom, line.top - line.bottom)


def _paragraphs(lines: list[Line]) -> str:
    right = max(line.cells[-1].end for line in lines)
    left = min(line.cells[0].start for line in lines)
    text = ""
    wrapped = False
    for line in lines:
        part = "  ".join(cell.text for cell in line.cells)
        if not text:
            text = part
        elif not wrapped or part[0] in _BULLETS:
            text += "\n" + part
        elif text[-1] in "-\u00ad\u2010" and part[0].islower():
            text = text[:-1] + part
        else:
            text += part if _CJK.match(text[-1]) and _CJK.match(part[0]) else " " + part
        wrapped = line.cells[-1].end - left >= _FULL_LINE * (right - left) and not (
            text[-1] in _ENDS and line.cells[-1].end - left < 0.97 * (right - left)
        )
    return text
