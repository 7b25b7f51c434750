"""Structured facts of filings."""
