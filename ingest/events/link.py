"""The lake's events: every figure of guidance, commitments and financings with the event it speaks of.

Trap avoided: an id that changes when a document is added. Ids are made of what the event is (company, amount, day), so that
notes and links survive a rebuild; only an earlier first report moves them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest import lake
from ingest.events.amounts import Rates, level
from ingest.events.commitments import promises
from ingest.events.cues import recalls
from ingest.events.guidance import Statement, chains, statements, vintages
from ingest.events.promise import Promise
from ingest.events.relations import relations
from ingest.events.spokesman import spokesman, spokesman_of_guidance
from ingest.models import Company, Event, EventFigure, EventRelation, Figure, Rate

_NEWS_DAYS = 7
_BASES = ("stated", "inherited", "headline")


@dataclass
class Linked:
    """Rows of the three event tables."""

    events: list[Event] = field(default_factory=list)
    figures: list[EventFigure] = field(default_factory=list)
    relations: list[EventRelation] = field(default_factory=list)


def link(figures: Iterable[Figure], companies: Iterable[Company], rates: pa.Table) -> Linked:
    """Assign figures to events; `rates` has the columns of the lake's `rate`.

    The order of the figures does not matter. Guidance that names no period stays out.
    """
    by_company: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda f: f.figure_id):
        if figure.figure_type != "actual":
            by_company.setdefault(figure.company_id, []).append(figure)
    known = {company.company_id: company for company in companies}
    usd = Rates.of(rates, {figure.currency for mine in by_company.values() for figure in mine})
    linked = Linked()
    for company_id, mine in sorted(by_company.items()):
        guidance = statements(mine, known.get(company_id))
        guided = {statement.figure.figure_id for statement in guidance}
        _link_guidance(guidance, usd, linked)
        _link_promises([f for f in mine if f.figure_type != "guidance" and f.figure_id not in guided], usd, linked)
    return linked


def build(lake_dir: Path) -> Linked:
    """Link the lake's figures and write the event tables."""
    figures = lake.read(lake_dir, Figure)
    linked = link(figures, lake.read(lake_dir, Company), pq.read_table(lake_dir / Rate.table))
    lake.write(lake_dir, Event, linked.events)
    lake.write(lake_dir, EventFigure, linked.figures)
    lake.write(lake_dir, EventRelation, linked.relations)
    return linked


def _link_guidance(guidance: list[Statement], rates: Rates, linked: Linked) -> None:
    for chain_id, chain in sorted(chains(guidance).items()):
        ids: Counter[str] = Counter()
        target = min((s.target for s in chain), key=lambda t: (t.start, t.end))
        for sequence, vintage in enumerate(vintages(chain, rates), start=1):
            event_id = _unique(f"{chain_id}-{vintage.issued_on}", ids)
            stated = spokesman_of_guidance(s.figure for s, _ in vintage.statements)
            linked.events.append(
                Event(
                    event_id=event_id,
                    event_type="guidance",
                    company_id=stated.company_id,
                    figure_id=stated.figure_id,
                    announced_on=vintage.issued_on,
                    announced_basis="no_later_than" if vintage.is_older_than_known else "document",
                    chain_id=chain_id,
                    sequence=sequence,
                    target_period=target.label,
                    target_start=target.start,
                    target_end=target.end,
                    measure=chain[0].measure.name,
                    measure_basis=min((s.measure.basis for s, _ in vintage.statements), key=_BASES.index),
                )
            )
            for statement, reason in vintage.statements:
                role = _role(statement.figure, vintage.issued_on, statement.is_recalled)
                linked.figures.append(_figure(statement.figure, event_id, role, reason))


def _link_promises(figures: list[Figure], rates: Rates, linked: Linked) -> None:
    found = promises(figures, rates)
    ids: Counter[str] = Counter()
    names = [_unique(_promise_id(promise), ids) for promise in found]
    for event_id, promise in zip(names, found, strict=True):
        stated = spokesman(promise.members)
        linked.events.append(
            Event(
                event_id=event_id,
                event_type=_promise_type(promise),
                company_id=stated.company_id,
                figure_id=stated.figure_id,
                announced_on=promise.announced_on,
                announced_basis="no_later_than" if promise.is_older_than_known else "document",
                chain_id=None,
                sequence=1,
                target_period=None,
                target_start=None,
                target_end=None,
                measure=None,
                measure_basis=None,
            )
        )
        for figure, reason in promise.figures:
            role = _role(figure, promise.announced_on, recalls(figure))
            linked.figures.append(_figure(figure, event_id, role, reason))
    for r in relations(found):
        linked.relations.append(
            EventRelation(
                event_id=names[r.subject],
                relation=r.name,
                related_event_id=names[r.object],
                document_id=r.document_id,
                known_on=r.known_on,
                reason=r.reason,
            )
        )


def _figure(figure: Figure, event_id: str, role: str, reason: str) -> EventFigure:
    return EventFigure(figure_id=figure.figure_id, event_id=event_id, role=role, reason=reason)


def _promise_type(promise: Promise) -> str:
    """What most of its figures are; a commitment that is also told as a financing stays one."""
    commitments = sum(f.figure_type == "commitment" for f in promise.members)
    return "commitment" if 2 * commitments >= len(promise.members) else "financing"


def _promise_id(promise: Promise) -> str:
    """`acme-commitment-380bn-cny-2025-02-24`."""
    stated = spokesman(promise.members)
    amount = level(stated)
    printed = _compact(amount) if amount is not None else "unsized"
    return f"{stated.company_id}-{_promise_type(promise)}-{printed}-{stated.currency.lower()}-{promise.announced_on or 'undated'}"


def _compact(amount: Decimal) -> str:
    for unit, name in ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m")):
        if abs(amount) >= unit:
            return f"{(amount / unit).normalize():f}{name}"
    return f"{amount.normalize():f}"


def _unique(name: str, taken: Counter[str]) -> str:
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _role(figure: Figure, announced_on: date | None, is_recalled: bool) -> str:
    if is_recalled:
        return "recalls"
    if figure.published_on is None or announced_on is None or (figure.published_on - announced_on).days <= _NEWS_DAYS:
        return "announces"
    return "repeats"
