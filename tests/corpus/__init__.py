"""Labelled announcements and how an extractor is measured on them."""
