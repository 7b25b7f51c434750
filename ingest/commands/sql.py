"""`capex sql`: query the published file."""


def sql() -> None:
    """Query the published database."""
