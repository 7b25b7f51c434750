"""Documents to text whose offsets lead back to the source."""
