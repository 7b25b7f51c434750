"""A commitment or financing with every figure that means it.

Trap avoided: comparing with a thousand repetitions. A new figure is compared with each different way of telling it, once.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ingest.events.cues import recalls
from ingest.models import Figure


@dataclass
class Promise:
    """Figures in reading order, each with the reason why it belongs here."""

    figures: list[tuple[Figure, str]] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    announced_on: date | None = None
    """Day of the first text that gives or recalls it."""
    _faces: dict[tuple, Figure] = field(default_factory=dict)

    def add(self, figure: Figure, reason: str) -> None:
        """Take a figure in."""
        self.figures.append((figure, reason))
        self.documents.add(figure.document_id)
        if figure.published_on is not None:
            self.announced_on = min(self.announced_on or figure.published_on, figure.published_on)
        self._faces.setdefault(_face(figure), figure)

    @property
    def faces(self) -> list[Figure]:
        """The first figure of each way of telling it."""
        return list(self._faces.values())

    @property
    def members(self) -> list[Figure]:
        return [figure for figure, _ in self.figures]

    @property
    def founder(self) -> Figure:
        return self.figures[0][0]

    @property
    def is_older_than_known(self) -> bool:
        """Whether the first text already recalls it."""
        return not any(f.published_on == self.announced_on and not recalls(f) for f in self.members)

    def is_near(self, figure: Figure, span: timedelta) -> bool:
        """Whether a figure was published within a span of the first text; unknown days count as near."""
        if figure.published_on is None or self.announced_on is None:
            return True
        return abs(figure.published_on - self.announced_on) <= span


def _face(figure: Figure) -> tuple:
    """All that matters for a comparison."""
    return (
        figure.figure_type,
        figure.amount_low,
        figure.amount_high,
        figure.currency,
        figure.alt_amount,
        figure.alt_currency,
        figure.period if figure.duration_months is None else figure.duration_months,
        figure.period_end if figure.duration_months is None else None,
        figure.scope,
        figure.place,
        figure.place_type,
        figure.counterparty,
        figure.instrument,
        figure.relation_cue,
    )
