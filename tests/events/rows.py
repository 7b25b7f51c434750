"""Figures for the merging tests, with everything a test does not care about filled in."""

from datetime import date
from decimal import Decimal
from itertools import count

from ingest.models import Figure

_numbers = count()


def figure(
    figure_type: str,
    amount: float | tuple[float | None, float | None] | None,
    published: str,
    *,
    document: str | None = None,
    year: int | None = None,
    **changes: object,
) -> Figure:
    """A figure of acme in billions of USD, a document of its own per figure unless named.

    `amount`: a point, a (low, high) pair with None for an open side, or None for directional; `year`: a calendar year as target.
    """
    number = next(_numbers)
    low, high = amount if isinstance(amount, tuple) else (amount, amount)
    values = {
        "figure_id": f"f{number}",
        "document_id": document or f"d{number}",
        "company_id": "acme",
        "figure_type": figure_type,
        "attribution": "company",
        "scope": "capex" if figure_type == "guidance" else "ai_infrastructure",
        "measure": None,
        "amount_low": None if low is None else Decimal(str(low)) * 10**9,
        "amount_high": None if high is None else Decimal(str(high)) * 10**9,
        "currency": "USD",
        "modifier": "exact",
        "alt_amount": None,
        "alt_currency": None,
        "period": f"CY{year}" if year else None,
        "period_text": None,
        "period_start": date(year, 1, 1) if year else None,
        "period_end": date(year, 12, 31) if year else None,
        "duration_months": None,
        "share_pct": None,
        "share_of": None,
        "share_use": None,
        "status": "announced",
        "relation_cue": None,
        "instrument": None,
        "counterparty": None,
        "place": None,
        "change_reason": None,
        "quote": "words",
        "span_start": number,
        "span_end": number + 1,
        "confidence": 1.0,
        "why": "",
        "published_on": date.fromisoformat(published),
        "extractor_version": "test",
    }
    return Figure(**(values | changes))


def guidance(amount, published: str, year: int = 2025, **changes: object) -> Figure:
    """Guidance for a calendar year."""
    return figure("guidance", amount, published, year=year, **changes)


def commitment(amount, published: str, **changes: object) -> Figure:
    """A commitment to AI infrastructure."""
    return figure("commitment", amount, published, **changes)
