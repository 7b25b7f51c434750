"""HTML -> main text as blocks of lines, with headings (`## `), bullets (`- `) and table rows (`label | value | value`).

Trap avoided: one way for two kinds of page. On a web page the story has to be found among navigation, consent banners and
related stories (trafilatura does that); a filing or exhibit is all story, and a text finder would lose its tables. Tables are
laid out by their grid in both, so that a number keeps its column.
"""

import logging
import re
from dataclasses import dataclass
from datetime import date

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from ingest.text import filings, grid
from ingest.text.grid import Cell

logging.getLogger("trafilatura").setLevel(logging.ERROR)  # a page without a story is no news to the user

_HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "button", "input", "select", "textarea")
) | {"ix:header"}
_PAGE_FURNITURE = frozenset(("nav", "aside", "form", "footer", "dialog", "menu"))
_TEI_BLOCKS = ("head", "item", "list", "quote")  # trafilatura's names
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure")
).union(
    ("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "ul"),
    ("table", "tbody", "td", "th", "thead", "tr"),
    _TEI_BLOCKS,
)
_LINE_BREAKS = frozenset(("br", "lb"))
_BREAK = "\x0b"
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u200b\u2002-\u200a\ufeff]+")
_NOTE_MARK = re.compile(r"[\s\[(]*(?:\d{1,2}|[a-z*†‡§])(?:[,\s]+(?:\d{1,2}|[a-z*†‡§]))*[\])]*\s*")
_BULLET = re.compile(r"[•·‣▪◦●○■□◆*\-–—§]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_DISPLAY_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FILING = re.compile(r"<ix:header|xmlns:ix=|<TYPE>\s*(?:EX-|10-|8-K|6-K|20-F|40-F)", re.IGNORECASE)
_WRAPPER = re.compile(r"<DOCUMENT>.{0,4000}?<TEXT>", re.IGNORECASE | re.DOTALL)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SHORTEST_STORY = 200
_WIDEST_SPAN = 60
_WIDEST_TABLE = 150
_MOST_ELEMENTS = 150_000
_DEEPEST = 150
_LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Page:
    """Main text of a page and what the page says about itself; text is empty when the page has none."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None


def read(source: str, url: str | None = None) -> Page:
    """The main text of an HTML document with its metadata. `url` is where it came from, if known. Never raises on broken HTML."""
    tree = _tree(source)
    if tree is None:
        return Page("")
    if _is_plain_document(source, tree):
        said = filings.described(tree)
        _strip(tree)
        return Page(render(tree), said.title, said.publisher, None, url)
    meta = extract_metadata(tree, default_url=url, extensive=False)
    _strip(tree)
    _lay_out_tables(tree)
    published = date.fromisoformat(meta.date) if meta.date else None
    return Page(_story(tree), meta.title, meta.sitename, published, meta.url or url)


def _tree(source: str) -> HtmlElement | None:
    wrapper = _WRAPPER.match(source)
    source = _XML_DECLARATION.sub("", source[wrapper.end() if wrapper else 0 :], count=1)
    if not source.strip():
        return None
    try:
        return lxml.html.document_fromstring(source, parser=lxml.html.HTMLParser(huge_tree=True))
    except etree.ParserError:
        return None


def _strip(tree: HtmlElement) -> None:
    """Remove what nobody sees, and footnote marks, which would grow onto the number before them."""
    for element in list(tree.iter(*_HIDDEN, "sup", etree.Comment, etree.ProcessingInstruction)):
        if element.tag != "sup" or _NOTE_MARK.fullmatch(element.text_content()):
            element.drop_tree()
    for element in list(tree.iterfind(".//*[@style]")):
        if _DISPLAY_NONE.search(element.get("style")):
            element.drop_tree()
    for element in list(tree.iterfind(".//*[@hidden]")):
        element.drop_tree()


def _is_plain_document(source: str, tree: HtmlElement) -> bool:
    """Whether a page is nothing but its document: a filing or an exhibit, not an article amid a website."""
    if _FILING.search(source, 0, 20_000) or _is_monstrous(tree):
        return True
    if "<script" in source or next(tree.iter("nav", "article", "aside", "main"), None) is not None:
        return False
    linked = sum(len(a.text_content()) for a in tree.iter("a"))
    return linked * 10 < len(tree.text_content())


def _is_monstrous(tree: HtmlElement) -> bool:
    """Whether a page is so big or so deep that looking for its story would take more than linear time."""
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _DEEPEST or elements > _MOST_ELEMENTS:
            return True
    return False


def _story(tree: HtmlElement) -> str:
    """The article of a web page; all of the page but its furniture when no article is found."""
    whole = lxml.html.tostring(tree, encoding="unicode")
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    text = render(found.body) if found is not None and found.body is not None else ""
    if len(text) >= _SHORTEST_STORY:
        return text
    tree = lxml.html.document_fromstring(whole)
    for element in list(tree.iter(*_PAGE_FURNITURE)):
        element.drop_tree()
    everything = render(tree)
    return everything if len(text) * 2 < len(everything) else text


def _lay_out_tables(tree: HtmlElement) -> None:
    """Replace each data table by one with a cell per logical column, which a text finder cannot get wrong."""
    for table in list(tree.iter("table")):
        rows = _data_rows(table)
        if rows is None:
            continue
        for child in list(table):
            table.remove(child)
        table.text = None
        for line in rows:
            row = etree.SubElement(table, "tr")
            for text in line.split(grid.SEPARATOR):
                etree.SubElement(row, "td").text = text


def _data_rows(table: etree._Element) -> list[str] | None:
    """The lines of a table of data, None when the table only arranges blocks on the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows: list[list[Cell]] = []
    reaching: dict[int, tuple[int, str]] = {}  # column -> (rows still to come, text) of cells that span rows
    for row in table.iter("tr", "row"):
        cells: list[Cell] = []
        column = 0
        for element in row.iterchildren("td", "th", "cell"):
            while column in reaching:
                column = _carry(cells, reaching, column)
            if column > _WIDEST_TABLE:
                break
            text = _cell_text(element)
            width = _span(element.get("colspan"))
            cells.append(Cell(column, column + width - 1, text))
            if (height := _span(element.get("rowspan"))) > 1:
                reaching |= {k: (height, text if k == column else "") for k in range(column, column + width)}
            column += width
        while column in reaching:
            column = _carry(cells, reaching, column)
        reaching = {k: (left - 1, text) for k, (left, text) in reaching.items() if left > 1}
        rows.append(cells)
    filled = [[cell for cell in cells if cell.text] for cells in rows]
    if not any(len(cells) > 1 for cells in filled):
        return None
    if all(len(cells) == 2 and _is_item(cells) for cells in filled if cells):
        return [f"- {cells[1].text}" for cells in filled if cells]
    has_values = any(grid.is_value(cell.text) for cells in filled for cell in cells[1:])
    if not has_values and any(len(cell.text) > _LONGEST_CELL for cells in filled for cell in cells):
        return None
    return grid.lines(rows)


def _carry(cells: list[Cell], reaching: dict[int, tuple[int, str]], column: int) -> int:
    """Take over a cell that an earlier row spans down to here."""
    if (text := reaching[column][1]) and not any(cell.start == column for cell in cells):
        cells.append(Cell(column, column, text))
    return column + 1


def _is_item(cells: list[Cell]) -> bool:
    return bool(_BULLET.fullmatch(cells[0].text)) and not grid.is_value(cells[1].text)


def _span(value: str | None) -> int:
    return min(int(value), _WIDEST_SPAN) if value and value.strip().isdecimal() and int(value) > 0 else 1


def _cell_text(cell: etree._Element) -> str:
    """Text of a cell on one line; blocks and line breaks in it are apart by a blank."""
    parts: list[str] = []
    for element in cell.iter():
        if element.tag in _BLOCKS or element.tag in _LINE_BREAKS:
            parts.append(" ")
        parts.append(element.text or "")
        if element is not cell:
            parts.append(element.tail or "")
    return _BLANKS.sub(" ", "".join(parts)).strip()


def render(root: etree._Element) -> str:
    """Blocks of an element as lines: paragraphs a blank line apart, rows of a table and items of a list on lines of their own."""
    blocks: list[str] = []
    inline: list[str] = []
    prefix = ""

    def close() -> None:
        nonlocal prefix
        glue = "\n" if prefix == "- " and blocks and blocks[-1].lstrip().startswith("- ") else "\n\n"
        for part in "".join(inline).split(_BREAK):
            if line := _BLANKS.sub(" ", part).strip():
                blocks.append((glue if blocks else "") + prefix + line)
                prefix, glue = "", "\n"
            else:
                glue = "\n\n"
        inline.clear()

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        is_block = tag in _BLOCKS
        if is_block:
            close()
        if event == "end":
            if is_block:
                prefix = ""
            if element is not root:
                inline.append(element.tail or "")
            continue
        if tag == "table" and (rows := _data_rows(element)) is not None:
            blocks.append(("\n\n" if blocks else "") + "\n".join(rows))
            walker.skip_subtree()
            continue
        if is_block:
            prefix = _prefix(element)
        elif tag in _LINE_BREAKS:
            inline.append(_BREAK)
        if element.text:
            inline.append(element.text.replace("\n", _BREAK) if tag in ("pre", "quote") else element.text)
    close()
    return "".join(blocks)


def _prefix(block: etree._Element) -> str:
    """`## ` of a heading, `- ` of an item."""
    tag = block.tag
    if tag in ("li", "item"):
        return "- "
    rank = block.get("rend", "") if tag == "head" else tag
    return "#" * int(rank[1]) + " " if len(rank) == 2 and rank[0] == "h" and rank[1] in "123456" else ""
