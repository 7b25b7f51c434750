"""Rows for a lake, with everything a test does not care about filled in."""

from datetime import UTC, date, datetime
from decimal import Decimal

from ingest.models import Company, Document, Fact, Rate


def company(company_id: str = "acme", **changes: object) -> Company:
    """A filer whose fiscal year ends on 31 December and who reports in USD, unless changed."""
    values = {
        "company_id": company_id,
        "name": company_id.title(),
        "ticker": company_id.upper()[:4],
        "cik": 1,
        "country": "US",
        "company_group": "us_platform",
        "reporting_currency": "USD",
        "fiscal_year_end_month": 12,
        "fiscal_year_end_day": 31,
        "is_filer": True,
    }
    return Company(**(values | changes))


def fact(start: str, end: str, value: int, filed: str, **changes: object) -> Fact:
    """A company-facts fact of purchases of property and equipment in whole USD, unless changed.

    The accession follows from company and filing day: facts filed on one day are of one filing.
    """
    company_id = str(changes.get("company_id", "acme"))
    values = {
        "company_id": company_id,
        "cik": 1,
        "taxonomy": "us-gaap",
        "concept": "PaymentsToAcquirePropertyPlantAndEquipment",
        "measure": "cash_ppe_gross",
        "preference": 1,
        "currency": "USD",
        "period_start": date.fromisoformat(start),
        "period_end": date.fromisoformat(end),
        "value": Decimal(value),
        "accession": f"{company_id}-{filed}",
        "form": "10-Q",
        "filed_on": date.fromisoformat(filed),
        "source": "companyfacts",
        "source_url": f"https://www.sec.gov/Archives/edgar/data/1/{company_id}-{filed}",
        "raw_sha256": "0" * 64,
    }
    return Fact(**(values | changes))


def rate(currency: str, day: str, usd_per_unit: float, basis: str = "daily", source: str = "ecb") -> Rate:
    """A rate in USD per unit."""
    return Rate(currency=currency, rate_on=date.fromisoformat(day), usd_per_unit=usd_per_unit, basis=basis, source=source)


def document(document_id: str, published_on: date, text: str = "words", **changes: object) -> Document:
    """An announcement in a publisher's own words, unless changed."""
    values = {
        "document_id": document_id,
        "story_id": document_id,
        "title": None,
        "publisher": None,
        "published_on": published_on,
        "published_basis": "stated",
        "language": "en",
        "source_url": None,
        "accession": None,
        "kind": None,
        "text_kind": "publisher",
        "media_type": "text/plain",
        "source": "inbox",
        "raw_sha256": "0" * 64,
        "retrieved_at": datetime(2026, 1, 1, tzinfo=UTC),
        "text": text,
    }
    return Document(**(values | changes))
