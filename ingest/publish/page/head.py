"""What stands above the sections: how new the data is, and the headline numbers.

Trap avoided: a total of the newest quarter that hides who has not reported yet.
"""

from dataclasses import dataclass

from ingest.publish.page.source import Source


@dataclass(frozen=True)
class Card:
    """A headline number with what it counts."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class Head:
    """Data date, coverage and headline numbers; `has_authored` when sentences of this project's own are shown."""

    data_line: str
    cards: list[Card]
    has_authored: bool


def head(source: Source) -> Head:
    """The head of the page."""
    found = source.row("data_line") or {}
    dates = [
        f"{name} of {day}"
        for name, day in (("filings", found["newest_filing"]), ("announcements", found["newest_document"]))
        if day
    ]
    line = (
        f"Newest data: {' and '.join(dates)}. " if dates else ""
    ) + f"Quarterly capex of {found['companies']} companies; {found['documents']} announcements read."
    cards = [_newest_quarter(source), _platforms(source), _season(source), _commitments(source)]
    return Head(line, [card for card in cards if card], found["authored"] > 0)


def _newest_quarter(source: Source) -> Card | None:
    found = source.row("newest_quarter")
    if not found:
        return None
    growth = "" if found["yoy_pct"] is None else f", {found['yoy_pct']:+.0f} % on a year before"
    absent = sorted(set(found["all_members"]) - set(found["members"].split(", ")))
    return Card(
        f"US platforms in {found['newest']}",
        f"USD {found['usd_bn']:,.1f} bn",
        f"gross cash capex{growth}: {found['members']}" + (f"; not yet {', '.join(absent)}" if absent else ""),
    )


def _platforms(source: Source) -> Card | None:
    frame = source.frame("platforms")
    if frame["series"].nunique() < 2:
        return None
    newest = frame.groupby("series").last().sort_values("value", ascending=False)
    first, second = newest.iloc[0], newest.iloc[1]
    return Card(
        f"{newest.index[0]} against {newest.index[1]}",
        f"{first['value'] / second['value']:,.1f} to 1",
        f"last four quarters: USD {first['value']:,.0f} bn (to {first['calendar_quarter']}) "
        f"against {second['value']:,.1f} bn (to {second['calendar_quarter']})",
    )


def _season(source: Source) -> Card | None:
    found = source.row("revisions_of_season")
    if not found:
        return None
    return Card(
        f"Guidance in {found['season']}",
        f"{found['raised']} raised, {found['lowered']} cut",
        "companies with a new figure for a year",
    )


def _commitments(source: Source) -> Card | None:
    found = source.row("commitments_counted")
    if not found or not found["counted"]:
        return None
    return Card(
        "Promised, not spent",
        f"USD {found['usd_tn']:,.1f} tn",
        f"{found['counted']} of {found['told']} commitments of {found['companies']} companies: each company's own counted once, "
        "one plan of several companies with each",
    )
