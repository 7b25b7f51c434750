"""Knowledge as data: companies, concepts, words per language."""
