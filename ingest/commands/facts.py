"""`capex facts`: company facts files to typed rows of the capex concepts."""


def facts() -> None:
    """Company facts (JSON, gzip or the bulk zip) to typed rows."""
