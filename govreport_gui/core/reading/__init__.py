"""Blocks of any source → a report: what they say is found by its words, and proved by its sums."""
