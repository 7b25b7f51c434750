"""Capital expenditure in tables: a row of the cash-flow statement, or a list of companies; each period column is a figure.

Trap avoided: a number that has lost its heading. What a cell means stands elsewhere: the period in the rows of the head, the
unit and currency in the caption, the sign in its brackets. Only rows (or columns) that say capital expenditure are read; a
column whose period or a table whose unit cannot be told gives no figure rather than a guess. A list of projects ("Company |
Site | Investment | Funding") needs no period.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from ingest.catalog.companies import Company
from ingest.figures.columns import Column, months_of, period_of
from ingest.figures.companies import find_companies
from ingest.figures.money import Modifier
from ingest.figures.organisations import slug_of
from ingest.figures.table_cells import is_money, manner_of, money_in
from ingest.figures.table_rows import HEAD_LIKE, Row, Table, has_bare_numbers, is_head, tables
from ingest.figures.table_words import TableWords, words
from ingest.text.segments import Cut

Measure = Literal["cash_ppe_gross", "cash_ppe_net", "incl_finance_leases", "accrual_additions", "company_headline"]

Kind = Literal["period", "project", "raised"]

_SHORT_CAPTION_LINE = 110
_SURROUNDINGS = 300
_NAME = re.compile(r"(?!(?:Total|Average|Sum|All|Other|Others)\b)[A-Za-z][\w&.'’\-]*(?: [A-Z&][\w&.'’\-]*){0,3}")
_NOTE = re.compile(r"\s*[(\[].*|[*†‡\d]+$")
_BARE_YEAR = re.compile(r"\W*(?:FY|CY)?\s?(?:20\d\d|'?\d\d)?\W*[eE]?\W*")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One cell of a capex row. `text[start:end] == quote`, which runs from the row's label to the cell.

    Amounts are positive, in whole units of `currency`; equal, unless the cell itself says "66-72 billion" or "over". `company` is
    a slug where the row names one, None where the document's filer is meant. `is_forecast` is None when neither the heading nor
    the day of publication tells.
    """

    company: str | None
    low: Decimal | None
    high: Decimal | None
    currency: str
    modifier: Modifier
    alt: tuple[Decimal, str] | None
    """the filer's own conversion, from the next column of the same period"""
    period: str | None
    period_start: date | None
    period_end: date | None
    measure: Measure
    kind: Kind
    """`project`: what a company plans to put into one, `raised`: money for it; neither has a period"""
    is_forecast: bool | None
    label: str
    heading: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableReading:
    """Figures of all tables of a text, and the segments (indices) whose amounts are thereby dealt with.

    Every row of a table with bare numbers is dealt with: what is no capex there is no figure. So is a row that gave a figure.
    """

    figures: tuple[TableFigure, ...]
    claimed: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Context:
    """What decides how a table is read."""

    text: str
    language: str
    words: TableWords
    company: Company | None
    published: date | None


def table_figures(
    text: str,
    found: Sequence[Cut],
    *,
    language: str = "en",
    company: Company | None = None,
    published: date | None = None,
) -> TableReading:
    """Capex figures of the tables of a text that is cut into `found` (`segments(text, language)`).

    `company` is the filer: its fiscal year gives the labels of dated columns, its currency stands in for one that no caption
    names. A figure that the document prints twice (statement, reconciliation) comes once. Never raises.
    """
    context = _Context(text, language, words(language), company, published)
    figures: dict[tuple[object, ...], TableFigure] = {}
    claimed: set[int] = set()
    for table in tables(text, found, language, context.words):
        if has_bare_numbers(table):
            claimed.update(row.segment for row in table.rows)
        for row, figure in _figures(table, context):
            claimed.add(row.segment)
            key = (figure.company, figure.period, figure.low, figure.high, figure.currency)
            figures.setdefault(key, figure)
    return TableReading(tuple(figures.values()), frozenset(claimed))


def _figures(table: Table, context: _Context) -> Iterator[tuple[Row, TableFigure]]:
    """Figures of a table, row by row, each under the head that is nearest above."""
    head = table.head
    pending: list[Row] = []
    listed: dict[int, str] | None = None
    is_about_capex: bool | None = None
    for row in table.rows:
        if not row.has_values:
            if any(row.texts[1:]) or not row.is_piped:
                pending.append(row)
            continue
        if is_head(pending, context.words):
            head = pending
        pending = []
        label = _capex_label(row, context.words)
        if label:
            yield from _with_conversions(_row_figures(table, row, head, label, None, context))
            continue
        is_about_capex = _is_about_capex(table, context) if is_about_capex is None else is_about_capex
        if is_about_capex or any(_is_told(text, context.words) for r in head for text in r.texts[1:]):
            listed = _listed(table, context) if listed is None else listed
            if row.segment in listed:
                yield from _row_figures(table, row, head, row.texts[0], listed[row.segment], context)
            elif not listed and _says_capex(table, context) and _is_breakdown(table, context.words):
                yield from _row_figures(table, row, head, row.texts[0], None, context)


def _with_conversions(figures: Iterator[tuple[Row, TableFigure]]) -> Iterator[tuple[Row, TableFigure]]:
    """A row's figures; a column that gives the same period in another currency restates its neighbour."""
    kept: list[tuple[Row, TableFigure]] = []
    for row, figure in figures:
        before = kept[-1][1] if kept else None
        is_same = before and (before.period, before.period_end) == (figure.period, figure.period_end)
        if before and is_same and figure.low and before.currency != figure.currency:
            kept[-1] = (row, replace(before, alt=(figure.low, figure.currency)))
        else:
            kept.append((row, figure))
    return iter(kept)


def _listed(table: Table, context: _Context) -> dict[int, str]:
    """segment of a row -> the company it names, for a table that lists several companies.

    They stand in the column that is headed so ("Developer"), where also unknown ones are taken at their word, else in the first.
    """
    heads = [*table.head, *(row for row in table.rows if not row.has_values)]
    headed = next((k for row in heads for k, text in enumerate(row.texts) if context.words.company.fullmatch(text)), None)
    rows = [row for row in table.rows if row.has_values]
    named = {row.segment: _named(row, headed or 0, context, is_headed=headed is not None) for row in rows}
    listed = {segment: companies.pop() for segment, companies in named.items() if len(companies) == 1}
    return listed if len(set(listed.values())) > 1 else {}


def _named(row: Row, column: int, context: _Context, *, is_headed: bool) -> set[str]:
    """Companies in a cell of a row; the words around tell whether "Meta" is one."""
    if column >= len(row.spans):
        return set()
    (start, end), first = row.spans[column], max(0, row.spans[column][0] - _SURROUNDINGS)
    window = context.text[first : end + _SURROUNDINGS]
    mentions = find_companies(window, context.language)
    found = {mention.company_id for mention in mentions if start <= first + mention.start and first + mention.end <= end}
    if found or not is_headed or not _NAME.fullmatch(name := _NOTE.sub("", row.texts[column])):
        return found
    return {slug_of(name)}


def _says_capex(table: Table, context: _Context) -> bool:
    """Whether the line right above a list of companies says that it lists capital expenditure."""
    return any(context.words.spending.search(line) and not context.words.exclude.search(line) for line in table.caption[-1:])


def _is_about_capex(table: Table, context: _Context) -> bool:
    """Whether the lines above a table speak of capital expenditure, the nearest that name a quantity."""
    for line in reversed(table.caption):
        if context.words.spending.search(line):
            return not context.words.exclude.search(line)
        if context.words.beside.search(line):
            return False
    return False


def _is_breakdown(table: Table, vocabulary: TableWords) -> bool:
    """Whether every row of a table under a capex caption can be a part of it: none names another quantity, or a year.

    "Additions to property by segment" is another measure, whose parts would stand beside the statement's total.
    """
    if vocabulary.purchases.search(table.caption[-1]):
        return False
    labels = [row.texts[0] for row in table.rows if row.has_values]
    others = (vocabulary.exclude, vocabulary.beside, HEAD_LIKE)
    return not any(not label or any(words.search(label) for words in others) for label in labels)


def _capex_label(row: Row, vocabulary: TableWords) -> str | None:
    """The label of a capex row, put together with the line above where that begins it; None for any other row."""
    label = f"{row.above} {row.texts[0]}".strip(" *†‡") if row.is_wrapped else row.texts[0].strip(" *†‡")
    if not label or vocabulary.noncash.search(row.above) or vocabulary.exclude.search(label):
        return None
    if vocabulary.spending.search(label):
        return label
    begun = vocabulary.parent.search(row.above) and vocabulary.item.search(label)
    summed = vocabulary.spending.search(row.above) and vocabulary.total.search(label)
    if ((begun and not vocabulary.net.search(label)) or summed) and not vocabulary.exclude.search(row.above):
        return f"{row.above.rstrip(' :：')} {label}"
    return None


def _row_figures(
    table: Table, row: Row, head: list[Row], label: str, company: str | None, context: _Context
) -> Iterator[tuple[Row, TableFigure]]:
    vocabulary = context.words
    headings = _headings(head, row)
    lines = [*table.caption, *(r.texts[0] for r in head if r.is_piped or len(r.texts) == len(row.texts))]
    caption = "\n".join(line for line in lines if len(line) <= _SHORT_CAPTION_LINE)
    lengths = {months_of(heading, vocabulary): heading for heading in reversed(headings)}
    lengths.pop(None, None)
    if len(lengths) == 1:
        caption += "\n" + next(iter(lengths.values()))  # "Years ended" set over one column only
    manner = manner_of(table.values, context.language, vocabulary, context.company.currency if context.company else None)
    is_cash = bool(vocabulary.purchases.search(label) or vocabulary.statement.search(caption))
    cells_ = zip(row.spans[1:], row.texts[1:], row.values[1:], headings, strict=True)
    for (_, end), cell, holds_value, heading in cells_:
        if not holds_value or not is_money(cell):
            continue
        kind = _kind_of(heading, vocabulary) if company else "period"
        if kind == "period" and company and _is_of_another(heading, headings, vocabulary):
            continue
        column = period_of(heading, caption, vocabulary, context.company) or _only_period(heading, headings, caption, context)
        if kind != "period":
            column = column if column and vocabulary.spending.search(heading) else None
            kind = "period" if column else kind
        money = money_in(cell, [label, heading, *lines[::-1]], headings, manner) if column or kind != "period" else None
        if money is None:
            continue
        first = row.spans[0][0]
        yield (
            row,
            TableFigure(
                company=company,
                low=money.low,
                high=money.high,
                currency=money.currency,
                modifier=money.modifier,
                alt=None,
                period=column.label if column else None,
                period_start=column.start if column else None,
                period_end=column.end if column else None,
                measure=measure_of(label, is_cash, vocabulary),
                kind=kind,
                is_forecast=_is_forecast(column, company, context) if column else True,
                label=label,
                heading=heading,
                quote=context.text[first:end],
                start=first,
                end=end,
            ),
        )


def _headings(head: list[Row], row: Row) -> list[str]:
    """Heading of each cell after the label: the cells of the head above it, top to bottom.

    In a table without pipes a heading that spans columns stands once; it is shared out evenly.
    """
    width = len(row.texts) - 1
    parts: list[list[str]] = [[] for _ in range(width)]
    for r in head:
        texts = r.texts[1:]
        if not r.is_piped:
            texts = [t for t in (r.texts if width % len(r.texts) == 0 else r.texts[1:]) if t]
            if texts and width % len(texts) == 0:
                texts = [text for text in texts for _ in range(width // len(texts))]
        for k, text in enumerate(texts[:width]):
            if text and text not in parts[k]:
                parts[k].append(text)
    return [" ".join(p) for p in parts]


def _only_period(heading: str, headings: list[str], caption: str, context: _Context) -> Column | None:
    """The caption's period, for a table whose columns name none ("Capex of the hyperscalers in 2025": Company | USD bn)."""
    if any(HEAD_LIKE.search(other) for other in headings) or context.words.change.search(heading):
        return None
    line = next((line for line in reversed(caption.split("\n")) if HEAD_LIKE.search(line)), "")
    return period_of(line, "", context.words, context.company) if len(line) <= _SHORT_CAPTION_LINE else None


def _is_told(heading: str, vocabulary: TableWords) -> bool:
    """Whether the columns under a heading hold capital expenditure, or the cost of projects."""
    return bool(vocabulary.spending.search(heading)) or _kind_of(heading, vocabulary) == "project"


def _kind_of(heading: str, vocabulary: TableWords) -> Kind:
    """What a column of a list of companies holds, as far as its heading says."""
    if vocabulary.change.search(heading) or vocabulary.exclude.search(heading):
        return "period"
    if vocabulary.raised.search(heading):
        return "raised"
    return "project" if vocabulary.project.search(heading) else "period"


def _is_of_another(heading: str, headings: list[str], vocabulary: TableWords) -> bool:
    """Whether a column holds another quantity: it says so, or says nothing where another says capital expenditure."""
    if vocabulary.beside.search(heading):
        return True
    return bool(vocabulary.spending.search(" ".join(headings))) and not _is_of_spending(heading, vocabulary)


def _is_of_spending(heading: str, vocabulary: TableWords) -> bool:
    """Whether a column beside others holds capex: called so, or "2026 guidance" and nothing more."""
    named = vocabulary.forecast.search(heading)
    return bool(vocabulary.spending.search(heading)) or bool(named and _BARE_YEAR.fullmatch(heading.replace(named.group(), " ")))


def _is_forecast(column: Column, company: str | None, context: _Context) -> bool | None:
    if column.is_forecast:
        return True
    if context.published:
        return column.end > context.published
    return None if company else False


def measure_of(label: str, is_cash: bool, vocabulary: TableWords) -> Measure:
    """The measure that a label (or the words around an amount) names; `is_cash`: it belongs to a cash-flow statement."""
    if vocabulary.with_leases.search(label):
        return "incl_finance_leases"
    if vocabulary.accrual.search(label):
        return "accrual_additions"
    if vocabulary.net.search(label):
        return "cash_ppe_net"
    return "cash_ppe_gross" if is_cash else "company_headline"
