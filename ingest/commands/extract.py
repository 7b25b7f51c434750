"""`capex extract`: the investment figures of documents, nothing stored.

Trap avoided: one bad line that costs a hundred thousand good ones. Documents come and figures go one by one, so memory stays
flat; what cannot be read is reported by its line number (or file) on stderr and only then is the exit code 1.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.errors import CapexError

if TYPE_CHECKING:
    from ingest.figures.figure import ExtractedFigure

_DOCUMENTS = "JSONL, one document a line (id, text; optional lang, published, title, url); - reads standard input."
_FILES = "Documents: HTML, PDF, Markdown, plain text or mail."
_MARGIN = 70


class Format(StrEnum):
    """How figures are printed."""

    jsonl = "jsonl"
    table = "table"


@dataclass(frozen=True)
class _Input:
    """One document to read; `published` as the caller wrote it."""

    id: str
    text: str
    language: str | None = None
    published: date | None = None
    title: str | None = None


@dataclass
class _Refused:
    """Counts what could not be read, and says so at once."""

    count: int = field(default=0)

    def __call__(self, where: str, reason: str) -> None:
        self.count += 1
        print(f"capex extract: {where}: {reason}", file=sys.stderr)


def extract(
    files: Annotated[list[Path] | None, typer.Argument(help=_FILES, exists=True, dir_okay=False)] = None,
    documents: Annotated[Path | None, typer.Option("--documents", help=_DOCUMENTS, allow_dash=True, dir_okay=False)] = None,
    output: Annotated[Format | None, typer.Option("--format", help="Default: jsonl for --documents, else table.")] = None,
    directional: Annotated[bool, typer.Option(help="Print guidance without a number, too (null amounts).")] = False,
) -> None:
    """Investment figures of documents: who, how much, of what kind, when, and the words that say so.

    JSONL output is one figure a line: document_id, company, type, attribution, scope, low, high, currency, modifier, period, alt,
    share, quote, status, start, end, confidence, why. Exit code 1 when a document could not be read.
    """
    from ingest.figures.extract import figures_of

    if not files and documents is None:
        raise typer.BadParameter("give files, or --documents FILE.jsonl")
    if documents is not None and str(documents) != "-" and not documents.exists():
        raise typer.BadParameter(f"{documents} does not exist", param_hint="--documents")
    shown = output or (Format.jsonl if documents else Format.table)
    show = _print_lines if shown is Format.jsonl else _print_table
    refused = _Refused()
    for document in _inputs(files or [], documents, refused):
        figures = figures_of(document.text, language=document.language, published=document.published, title=document.title)
        show(document, [figure for figure in figures if directional or figure.modifier != "directional"])
    if refused.count:
        raise typer.Exit(1)


def record(document_id: str, figure: "ExtractedFigure") -> dict[str, Any]:
    """A figure in the labels' vocabulary: plain numbers, and a press report counts as the company's figure."""
    share = figure.share
    return {
        "document_id": document_id,
        "company": figure.company,
        "type": figure.type,
        "attribution": "analyst" if figure.attribution == "analyst" else "company",
        "scope": figure.scope,
        "low": _plain(figure.low),
        "high": _plain(figure.high),
        "currency": figure.currency,
        "modifier": figure.modifier,
        "period": figure.period,
        "alt": [{"amount": _plain(amount), "currency": currency} for amount, currency in figure.alt],
        "share": {"percent": _plain(share.percent), "of": share.of, "use": share.use} if share else None,
        "quote": figure.quote,
        "status": figure.status,
        "start": figure.start,
        "end": figure.end,
        "confidence": figure.confidence,
        "why": figure.why,
    }


def _plain(number: Any) -> int | float | None:
    """Whole numbers without a fraction or an exponent."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def _inputs(files: list[Path], documents: Path | None, refused: _Refused) -> Iterator[_Input]:
    """Documents one after another; what is bad is reported and left out."""
    if documents is not None:
        stream = sys.stdin.buffer if str(documents) == "-" else documents.open("rb")
        with stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    try:
                        yield _parsed(line)
                    except (ValueError, TypeError) as error:
                        refused(f"line {number}", str(error))
    for path in files:
        try:
            yield _read(path)
        except (CapexError, OSError) as error:
            refused(str(path), str(error))


def _parsed(line: bytes) -> _Input:
    """A line of JSONL. Raises ValueError with what is wrong with it."""
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("a document is a JSON object with id and text")
    if not isinstance(found.get("text"), str) or found.get("id") is None:
        raise ValueError("a document needs id and text")
    return _Input(str(found["id"]), found["text"], found.get("lang"), _day(found.get("published")), found.get("title"))


def _day(value: str | None) -> date | None:
    """A day, or the first day of a month or year. Raises ValueError for anything else."""
    if not value:
        return None
    parts = str(value)[:10].split("-")
    return date.fromisoformat("-".join([*parts, "01", "01"][:3]))


def _read(path: Path) -> _Input:
    from ingest.text import document

    parsed = document.read(path.read_bytes(), filename=path.name)
    return _Input(str(path), parsed.text, parsed.language, parsed.published_on, parsed.title)


def _print_lines(document: _Input, figures: list["ExtractedFigure"]) -> None:
    for figure in figures:
        print(json.dumps(record(document.id, figure), ensure_ascii=False))


def _print_table(document: _Input, figures: list["ExtractedFigure"]) -> None:
    """A document's figures, each above its words, highlighted in their sentence."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(f"{document.title or document.id}", style="bold"), Text(f"  {document.published or 'no date'}"))
    if not figures:
        console.print("  no investment figure found")
    for figure in figures:
        amount = _amount(figure)
        head = f"  {figure.company}  {figure.type}  {amount}  {figure.period or '–'}  {figure.scope}  {figure.attribution}"
        console.print(Text(f"{head}  {figure.confidence:.2f}", style="cyan"))
        before = document.text[max(0, figure.start - _MARGIN) : figure.start].rpartition("\n")[2]
        after = document.text[figure.end : figure.end + _MARGIN].partition("\n")[0]
        console.print(Text.assemble("    ", before, (figure.quote, "bold reverse"), after))
        console.print(Text(f"    {figure.why}", style="dim"))


def _amount(figure: "ExtractedFigure") -> str:
    low, high = (None if value is None else f"{value:,.0f}" for value in (figure.low, figure.high))
    if low == high:
        return f"{low} {figure.currency}" if low else figure.currency
    if high is None:
        return f"≥ {low} {figure.currency}"
    return f"≤ {high} {figure.currency}" if low is None else f"{low}–{high} {figure.currency}"
