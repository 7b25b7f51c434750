"""What a text says of an amount beside the amount itself."""

from ingest.models import Figure


def recalls(figure: Figure) -> bool:
    """Whether the text calls the amount an older one."""
    return figure.relation_cue in ("prior", "superseded")


def says_change(figure: Figure) -> bool:
    """Whether the text calls the amount raised or lowered."""
    return figure.status in ("raised", "lowered")
