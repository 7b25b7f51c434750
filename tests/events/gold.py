"""The labelled notes as lake rows: what a perfect extraction would find.

Trap avoided: a merging test that measures extraction. Amounts, companies, types and periods are the labels; the cues that
labels lack (relation, place, status, reason for a change) come from a few plain patterns on the words beside the quote.
"""

import calendar
import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from ingest.catalog import companies
from ingest.models import Document, Figure, Row

NOTES = Path(__file__).parents[1] / "corpus" / "notes.jsonl"
CUES = yaml.safe_load((Path(__file__).parent / "cues.yaml").read_text(encoding="utf-8"))
_CLAUSE = re.compile(r"[.;!?]\s|[。；，]|, ")


@cache
def notes() -> list[dict]:
    """The labelled documents."""
    return [json.loads(line) for line in NOTES.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def rows() -> tuple[Row, ...]:
    """Documents and figures of all notes; a figure's `figure_id` is `<note id>#<n>`."""
    found: list[Row] = []
    for note in notes():
        found.append(_document(note))
        found.extend(_figure(note, index, label) for index, label in enumerate(note["figures"]))
    return tuple(found)


def events() -> dict[str, str]:
    """The label `event` of each figure_id."""
    return {f"{note['id']}#{index}": label["event"] for note in notes() for index, label in enumerate(note["figures"])}


def _document(note: dict) -> Document:
    return Document(
        document_id=note["id"],
        story_id=note["id"],
        title=note["title"],
        publisher=None,
        published_on=date.fromisoformat(note["published"]),
        published_basis="stated",
        language=note["lang"],
        source_url=note["url"],
        accession=None,
        kind=None,
        text_kind="authored",
        media_type="text/markdown",
        source="gold",
        raw_sha256="0" * 64,
        retrieved_at=datetime(2026, 1, 1, tzinfo=UTC),
        text=note["text"],
    )


def _figure(note: dict, index: int, label: dict) -> Figure:
    published = date.fromisoformat(note["published"])
    start = note["text"].index(label["quote"])
    end = start + len(label["quote"])
    clause = _clause(note["text"], start, end)
    words = (label["quote"], clause, note["title"] if _is_about_one_place(note) else "")
    own = note["text"][_own_start(note, start) : end]
    near = note["text"][start : _own_end(note, end)]
    promised = label["type"] in ("commitment", "financing")
    site, country = _first("site", *words), _first("country", *words)
    first, last, months = days(label["period"], label["company"], published)
    alt = label["alt"][0] if label["alt"] else {"amount": None, "currency": None}
    share = label["share"] or {}
    return Figure(
        figure_id=f"{note['id']}#{index}",
        document_id=note["id"],
        company_id=label["company"],
        figure_type=label["type"],
        attribution=label["attribution"],
        scope=label["scope"],
        measure=_first("measure", clause) if label["type"] == "commitment" else label["definition"],
        amount_low=None if label["low"] is None else Decimal(label["low"]),
        amount_high=None if label["high"] is None else Decimal(label["high"]),
        currency=label["currency"],
        modifier=label["modifier"],
        alt_amount=None if alt["amount"] is None else Decimal(alt["amount"]),
        alt_currency=alt["currency"],
        period=label["period"],
        period_text=None,
        period_start=first,
        period_end=last,
        duration_months=months,
        share_pct=share.get("percent"),
        share_of=share.get("of"),
        share_use=share.get("use"),
        status=_first("status", f"{note['title']} {clause}" if label["type"] == "guidance" else clause) or "announced",
        relation_cue=(_first("near", near) or _first("own", own)) if label["type"] != "actual" else None,
        instrument=_first("contract", f"{clause} {note['title']}")
        if label["type"] == "commitment"
        else _first("instrument", clause, note["title"]),
        counterparty=None,
        place=(site or country) if promised else None,
        place_type=("site" if site else "country" if country else None) if promised else None,
        change_reason=_first("reason", note["text"]),
        quote=label["quote"],
        span_start=start,
        span_end=end,
        confidence=1.0,
        why="labelled",
        published_on=published,
        extractor_version="gold",
    )


def _is_about_one_place(note: dict) -> bool:
    """Whether the title's place can be meant: a single promise, or several of which none names a place of its own."""
    quotes = [label["quote"] for label in note["figures"] if label["type"] in ("commitment", "financing")]
    return len(quotes) == 1 or not any(_first("site", quote) or _first("country", quote) for quote in quotes)


def _own_start(note: dict, start: int) -> int:
    """Where the words before a quote begin that belong to no other quote: at most 60 characters before it."""
    ends = [note["text"].index(label["quote"]) + len(label["quote"]) for label in note["figures"]]
    return max([start - 60, 0, *(end for end in ends if end <= start)])


def _own_end(note: dict, end: int) -> int:
    """Where the words after a quote end that belong to no other quote: at most 40 characters after it."""
    starts = [note["text"].index(label["quote"]) for label in note["figures"]]
    return min([end + 40, *(start for start in starts if start >= end)])


def _clause(text: str, start: int, end: int) -> str:
    """The quote and its clause: back and forth to the next comma or full stop."""
    before = [m.end() for m in _CLAUSE.finditer(text, 0, start)]
    after = _CLAUSE.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _first(group: str, *sources: str) -> str | None:
    """The first cue of a group that the first source with any cue has."""
    found = (name for words in sources for name, pattern in CUES[group].items() if re.search(pattern, words))
    return next(found, None)


def days(period: str | None, company_id: str, published: date) -> tuple[date | None, date | None, int | None]:
    """First day, last day and months of a period label of the corpus."""
    if period is None:
        return None, None, None
    if duration := re.fullmatch(r"P(\d+)([YM])", period):
        months = int(duration[1]) * (12 if duration[2] == "Y" else 1)
        if duration[2] == "M":  # a span in the past, up to the last finished quarter
            last = date(published.year, (published.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
            return last.replace(year=last.year - 1, day=1, month=last.month) + timedelta(days=31), last, months
        return None, None, months
    if "/" in period:
        first, last = period.split("/")
        return _edge(first, company_id)[0] if first else None, _edge(last, company_id)[1], None
    first, last = _edge(period, company_id)
    return first, last, round((last - first).days / 30.44)


def _edge(label: str, company_id: str) -> tuple[date, date]:
    if month := re.fullmatch(r"(\d{4})-(\d\d)", label):
        year, number = int(month[1]), int(month[2])
        return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
    kind, year, quarter = re.fullmatch(r"(FY|CY)?(\d{4})(?:-Q(\d))?", label).groups()
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    if kind == "FY" and company_id in companies.load():
        first, last = companies.get(company_id).fiscal_year(int(year))
    if quarter:
        first = _add_months(first, 3 * (int(quarter) - 1))
        last = _add_months(first, 3) - timedelta(days=1)
    return first, last


def _add_months(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, day.day)
