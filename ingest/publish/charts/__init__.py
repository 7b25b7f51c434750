"""Pandas frames in, Vega-Altair charts out: no SQL and no HTML here."""
