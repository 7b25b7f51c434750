"""An explanation in the terminal.

Traps avoided: URLs broken over lines, so that they can no longer be clicked (lines wrap softly), and a highlight that is lost
in a pipe: where there is no terminal the figure stands between `>>` and `<<`.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from rich.console import Console
from rich.text import Text

from ingest.explain.answer import Conflict, Conversion, Explanation, Link, Operand, Passage, Version
from ingest.explain.rows import readable


def render(explanation: Explanation, console: Console) -> None:
    """Print all sections that have something to say."""
    console.print(Text(explanation.headline, style="bold"), soft_wrap=True)
    console.print(Text(explanation.id, style="dim"), soft_wrap=True)
    mark = ("", "") if console.is_terminal else (">>", "<<")
    sections: dict[str, Iterator[Text]] = {
        "What it is": _facts(explanation),
        "How it was calculated": _calculations(explanation),
        "Conversion": _conversion(explanation.conversion),
        "In the texts": chain.from_iterable(_passage(passage, mark) for passage in explanation.passages),
        "Versions": chain.from_iterable(map(_version, explanation.versions)),
        "Conflicts": chain.from_iterable(map(_conflict, explanation.conflicts)),
        "See also": map(_link, explanation.links),
        "Changes": map(_line, explanation.changes),
    }
    for title, lines in sections.items():
        body = list(lines)
        if body:
            console.print(Text(f"\n{title}", style="bold cyan"))
            for line in body:
                console.print(line, soft_wrap=True)


def _line(text: str, indent: int = 2, style: str = "") -> Text:
    return Text(" " * indent + text, style=style)


def _facts(explanation: Explanation) -> Iterator[Text]:
    currency = explanation.facts.get("currency")
    shown = {name: value for name, value in explanation.facts.items() if value is not None}
    for name, value in shown.items():
        if isinstance(value, Decimal):
            value = readable(value, "USD" if name.endswith("_usd") else currency)
        elif isinstance(value, bool):
            value = "yes" if value else "no"
        yield _line(f"{name:24}{value}")


def _calculations(explanation: Explanation) -> Iterator[Text]:
    """Each calculation; a published operand is shown where it first occurs, for ratios share their operands."""
    shown = {explanation.id}
    for arithmetic in explanation.arithmetic:
        yield Text.assemble("  ", (f"{arithmetic.column}: ", "bold"), arithmetic.formula)
        if arithmetic.note:
            yield _line(arithmetic.note, 4, "italic")
        for operand in arithmetic.operands:
            if operand.id not in shown:
                yield from _operand(operand)
            if operand.id:
                shown.add(operand.id)


def _operand(operand: Operand) -> Iterator[Text]:
    amount = readable(operand.amount, operand.currency) if operand.currency else f"{operand.amount:g}"
    yield _line(f"{operand.sign} {amount}  {operand.label}" + (f"  [{operand.id}]" if operand.id else ""), 4)
    if operand.accession:
        yield _line(f"{operand.concept} in {operand.form} {operand.accession}, filed {operand.filed_on}, {operand.source}", 6)
    if operand.source_url:
        yield _line(operand.source_url, 6, "blue")


def _conversion(conversion: Conversion | None) -> Iterator[Text]:
    if conversion is None:
        return
    if conversion.rate is None:
        yield _line(f"no rate: {conversion.null_reason}")
        return
    yield _line(conversion.formula or "")
    several = f"{conversion.rate_count} rates from {conversion.first_on} to {conversion.last_on}"
    days = several if conversion.rate_count != 1 else f"rate of {conversion.first_on}"
    yield _line(f"{conversion.method}; {days}; {conversion.source}")
    for part in conversion.parts:
        yield from _operand(part)


def _passage(passage: Passage, mark: tuple[str, str]) -> Iterator[Text]:
    role = ": ".join(filter(None, (passage.role, passage.reason)))
    yield Text.assemble("  ", (passage.amount, "bold"), f"  [{passage.figure_id}]", f"  {role}" if role else "")
    day = str(passage.published_on or "undated")
    yield _line(" · ".join(filter(None, (passage.title, passage.publisher, day, passage.language))), 4)
    if passage.source_url:
        yield _line(passage.source_url, 4, "blue")
    before, after = (passage.before + " " if passage.before else ""), (" " + passage.after if passage.after else "")
    quote = f"{mark[0]}{passage.quote}{mark[1]}"
    sentence = Text.assemble((before, "dim"), passage.head, (quote, "bold reverse"), passage.tail, (after, "dim"))
    sentence.plain = sentence.plain.replace("\n", " ")
    yield Text.assemble("    ", sentence)
    words = f"{passage.words}; confidence {passage.confidence:g}; extractor {passage.extractor_version}; why: {passage.why}"
    yield _line(words, 4, "italic")


def _version(version: Version) -> Iterator[Text]:
    until = f" until {version.superseded_on}" if version.superseded_on else ""
    here = "  ← this" if version.is_this else ""
    yield _line(f"{version.known_on}{until}  {version.amount}{here}  [{version.id}]", style="bold" if version.is_this else "")
    if version.note:
        yield _line(version.note, 4)
    if version.source_url:
        yield _line(version.source_url, 4, "blue")


def _conflict(conflict: Conflict) -> Iterator[Text]:
    percent = f" ({conflict.difference_pct:+g} %)" if conflict.difference_pct is not None else ""
    yield _line(conflict.reason)
    for what, amount, source, url in (
        ("kept ", conflict.kept_amount, conflict.kept_from, conflict.kept_source_url),
        ("other", conflict.other_amount, conflict.other_from, conflict.other_source_url),
    ):
        yield _line(f"{what} {readable(amount, conflict.currency)}{percent if what == 'other' else ''}: {source}", 4)
        if url:
            yield _line(url, 6, "blue")


def _link(link: Link) -> Text:
    return _line(f"{link.relation}: {link.id}  {link.about}")
