"""Text to investment figures, each with the words that prove it."""
