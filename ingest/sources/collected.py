"""What one adapter did: fetched, already had, failed and why.

Trap avoided: a run that stops at the first bad document. Adapters catch what goes wrong per item, note it here, and go on;
the caller decides what a failure means.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ingest.errors import CapexError
from ingest.models import Problem
from ingest.store import RawObject


@dataclass
class Collected:
    """Outcome of one source: raw objects that are new, those that had not changed, and problems (stage = the source)."""

    source: str
    fetched: list[RawObject] = field(default_factory=list)
    unchanged: list[RawObject] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def objects(self) -> list[RawObject]:
        """All that is usable, new or not."""
        return self.fetched + self.unchanged

    def add(self, obj: RawObject, is_new: bool) -> None:
        """Note one object that is safely in the store."""
        (self.fetched if is_new else self.unchanged).append(obj)

    def refuse(self, item: str, reason: str, company_id: str | None = None) -> None:
        """Note one item that failed, and why."""
        self.problems.append(
            Problem(stage=self.source, item=item, company_id=company_id, reason=reason, seen_at=datetime.now(UTC))
        )

    @contextmanager
    def guard(self, item: str, company_id: str | None = None) -> Iterator[None]:
        """Turn an expected failure of one item into a problem, so that the next item has its turn."""
        try:
            yield
        except CapexError as error:
            self.refuse(item, str(error), company_id)

    def extend(self, other: "Collected") -> None:
        """Take over the outcome of another part of the same source."""
        self.fetched += other.fetched
        self.unchanged += other.unchanged
        self.problems += other.problems

    def by_company(self) -> dict[str, dict[str, int]]:
        """Counts per company slug ('' = none known): {'slug': {'fetched': 1, 'unchanged': 2, 'failed': 0}}."""
        parts = {"fetched": self.fetched, "unchanged": self.unchanged, "failed": self.problems}
        counts = {name: Counter(item.company_id or "" for item in items) for name, items in parts.items()}
        companies = sorted({company for counter in counts.values() for company in counter})
        return {company: {name: counter[company] for name, counter in counts.items()} for company in companies}
