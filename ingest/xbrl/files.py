"""Files that a person has: company facts and filings of any filers, read together and united per filer.

Trap avoided: a filing whose accession nobody knows. The document does not state it; the filer's company facts do, since they
list every filing with its form and newest period. So both are read together.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from ingest.models import Fact, Problem
from ingest.xbrl import companyfacts, document, inline, rows
from ingest.xbrl.compact import united


@dataclass
class Batch:
    """What some files gave. `refused` holds the files that gave nothing; `problems` says why, and names lesser faults."""

    facts: list[Fact] = field(default_factory=list)
    entity_names: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, stage: str, item: str, reason: str) -> None:
        """Note an input that gives nothing."""
        self.refused.append(item)
        self.note(stage, item, reason)

    def note(self, stage: str, item: str, reason: str, company_id: str | None = None) -> None:
        """Note a lesser fault."""
        self.problems.append(rows.problem(stage, item, reason, company_id))

    def by_company(self) -> Iterator[tuple[str, list[Fact]]]:
        """The facts of each filer, by slug."""
        for company_id, facts in groupby(self.facts, key=lambda fact: fact.company_id):
            yield company_id, list(facts)


def read(paths: Iterable[Path]) -> Batch:
    """Facts of all files, each fact once. Company facts and filings are told apart by content, not by name."""
    batch = Batch()
    found: list[Fact] = []
    filings: list[tuple[Path, bytes]] = []
    for path in paths:
        try:
            data = document.decompressed(path.read_bytes())
            if data.lstrip()[:1] == b"<":
                filings.append((path, data))
            else:
                reading = companyfacts.read(data, raw_sha256=hashlib.sha256(data).hexdigest())
                found += _noted(batch, "company_facts", path, reading)
        except document.Refused as error:
            batch.refuse("company_facts", str(path), str(error))
    listed = list(found)
    for path, data in filings:
        try:
            filing = identified(inline.cover(data), listed)
            reading = inline.read(data, filing=filing, raw_sha256=hashlib.sha256(data).hexdigest())
            found += _noted(batch, "inline_xbrl", path, reading)
        except document.Refused as error:
            batch.refuse("inline_xbrl", str(path), str(error))
    batch.facts = united(found)
    return batch


def _noted(batch: Batch, stage: str, path: Path, reading: rows.Reading) -> list[Fact]:
    company_id = reading.filer.company_id
    batch.entity_names.setdefault(company_id, reading.entity_name or company_id)
    for reason in reading.reasons:
        batch.note(stage, str(path), reason, company_id)
    return reading.facts()


def identified(cover: inline.Cover, listed: Iterable[Fact]) -> inline.Filing:
    """The filing that a document is of: the one of its form whose newest period is the document's. Raises document.Refused."""
    newest: dict[tuple[str, str], Fact] = {}
    for fact in listed:
        if fact.cik == cover.cik and fact.form == cover.form:
            known = newest.setdefault((fact.accession, fact.form), fact)
            if fact.period_end > known.period_end:
                newest[fact.accession, fact.form] = fact
    of_period = [fact for fact in newest.values() if fact.period_end == cover.period_end]
    if not of_period:
        raise document.Refused(
            f"unknown accession of the {cover.form} for {cover.period_end} of CIK {cover.cik}: "
            "give the filer's company facts (with that filing) in the same call"
        )
    first = min(of_period, key=lambda fact: (fact.filed_on, fact.accession))
    return inline.Filing(first.accession, first.form, first.filed_on)
