"""Text to investment figures, each with the words that prove it."""

from ingest import native

__path__ = native.search_path(__path__)
