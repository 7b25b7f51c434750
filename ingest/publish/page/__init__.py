"""The HTML page of a published version: what it shows, in which order, and how it is put together."""
