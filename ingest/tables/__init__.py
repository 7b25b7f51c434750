"""Lake tables from the raw store: a module per table, which rewrites only the parts whose inputs changed and says what it did."""
