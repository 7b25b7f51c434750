"""The sections of the page, in order: title, note, charts and tables."""

from dataclasses import dataclass, field

from ingest.publish.page import drawings
from ingest.publish.page.drawings import Draw
from ingest.publish.page.tables import Table

TITLE = "Capital expenditure and AI investment of technology companies"
SUBTITLE = (
    "What companies spent, expect to spend and have promised, from filings and announcements, in one currency and on one "
    "calendar. Each number leads back to its filing or its sentence."
)
FOOTER = (
    "Amounts in USD: flows at the mean daily rate of their period, announcements at the rate of their day. A calendar quarter "
    "holds the fiscal quarters whose middle lies in it. Growth rates are in the reported currency. Point at a row to see what "
    "`capex explain` takes to show the whole way back."
)
AUTHORED_NOTE = (
    "Sentences marked [our wording] restate published figures in this project's own words; the link leads to the publication."
)


@dataclass(frozen=True)
class Section:
    """A section of the page; `charts` by the name of their files."""

    id: str
    title: str
    note: str
    charts: dict[str, Draw] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()


SECTIONS = (
    Section(
        "capex",
        "Quarterly capex",
        "By calendar quarter, in USD. One measure is added up at a time; a name with a mark is another measure.",
        {"quarterly_capex_stacked": drawings.stacked, "quarterly_capex_lines": drawings.lines},
        (
            Table("Newest quarter of each company", "table_newest", "rpt_capex_comparison"),
            Table("USD bn by calendar quarter", "table_quarters", "rpt_capex_matrix"),
        ),
    ),
    Section(
        "intensity",
        "Capex intensity",
        "Capex against what comes in, over the last four quarters. Only four known quarters in a row count.",
        {"capex_to_revenue": drawings.of_revenue, "capex_to_operating_cash_flow": drawings.of_cash_flow},
    ),
    Section(
        "us-china",
        "United States against China",
        "The last four quarters of the platform groups, in USD; a point only where every company of the group has all four.",
        {"us_china": drawings.platforms},
    ),
    Section(
        "guidance",
        "Guidance against actual",
        "What companies said they would spend. FY is the company's fiscal year, CY the calendar year.",
        {"guidance_fans": drawings.fans},
        (
            Table("Versions, newest first", "table_revisions", "rpt_guidance_revisions"),
            Table("How accurate first and last guidance was", "table_accuracy", "rpt_guidance_accuracy"),
        ),
    ),
    Section(
        "commitments",
        "Commitments",
        "Said, not spent. One row per commitment, however many documents tell of it.",
        {"commitments_timeline": drawings.timeline},
        (Table("All commitments, largest first", "table_commitments", "rpt_commitments"),),
    ),
    Section(
        "progress",
        "How much of the plans is spent",
        "Capex of the quarters since the announcement, against the plan.",
        {"plan_burn_down": drawings.burn_down},
        (Table("Multi-year plans", "table_progress", "rpt_commitment_progress"),),
    ),
    Section(
        "financing",
        "How it is funded",
        "Money raised, and the share of it that the company sets aside for data centres, cloud and AI, where it says so.",
        {},
        (Table("Newest first", "table_financing", "rpt_financing"),),
    ),
    Section(
        "coverage",
        "What is known",
        "Every quarter of every company with capex, by the most comparable measure that is known.",
        {"coverage": drawings.coverage_matrix},
        (Table("Missing quarters", "table_gaps", "rpt_coverage"),),
    ),
    Section(
        "quality",
        "Conflicts and restatements",
        "Where sources disagree beyond rounding, and what was restated. Values are never averaged; a filing wins over a text.",
        {},
        (
            Table("Conflicts, newest first", "table_conflicts", "rpt_conflicts"),
            Table("Restatements, newest first", "table_restatements", "rpt_restatements"),
        ),
    ),
    Section(
        "changes",
        "New since the last version",
        "Against the version that was published before this one.",
        {},
        (Table("Changes", "table_changes", "rpt_changes"),),
    ),
)
