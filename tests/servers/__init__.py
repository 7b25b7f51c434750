"""Local servers that behave like the ones out there."""
