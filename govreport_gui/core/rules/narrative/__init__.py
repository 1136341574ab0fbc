"""Rules that compare what the text says with the tables, and its own numbers with each other."""
