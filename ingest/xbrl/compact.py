"""Several readings of one filer as one: the union of their facts, and its compact embedded form.

Trap avoided: a newer download that replaces an older one. Restatements live in the difference between vintages, so facts are
united by their key (taxonomy, concept, currency, start, end, accession) and never overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from ingest.models import Fact
from ingest.xbrl import document
from ingest.xbrl.rows import STANDARD


def key(fact: Fact) -> tuple:
    """What makes a fact one fact of one filing."""
    return (
        fact.company_id,
        fact.taxonomy,
        fact.concept,
        fact.currency,
        fact.period_start,
        fact.period_end,
        fact.accession,
    )


def united(facts: Iterable[Fact]) -> list[Fact]:
    """Each fact once, ordered by key. Company facts win over other sources of the same fact, then the first given wins."""
    kept: dict[tuple, Fact] = {}
    for fact in facts:
        known = kept.setdefault(key(fact), fact)
        if known.source != "companyfacts" and fact.source == "companyfacts":
            kept[key(fact)] = fact
    return [kept[one] for one in sorted(kept)]


def trim(facts: Iterable[Fact], entity_name: str) -> bytes:
    """The compact embedded form of one filer's facts: gzip JSON in SEC's shape, dates, values, accessions and forms only.

    The same facts give the same bytes. Raises ValueError when the facts are of more than one filer, or none.
    """
    facts = united(facts)
    (cik,) = {fact.cik for fact in facts}
    rows: dict[tuple[str, str, str], list[document.Observation]] = defaultdict(list)
    for fact in facts:
        rows[fact.taxonomy, fact.concept, fact.currency].append(
            document.Observation(
                start=fact.period_start,
                end=fact.period_end,
                val=_plain(fact.value),
                accn=fact.accession,
                form=fact.form or None,
                filed=fact.filed_on,
                source=None if fact.source == "companyfacts" else fact.source,
            )
        )
    series = [document.Series(*name, observations, []) for name, observations in rows.items()]
    return document.encode(cik, entity_name, series, STANDARD)


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
