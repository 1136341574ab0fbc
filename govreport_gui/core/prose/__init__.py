"""Counts in Chinese prose and what they refer to; passages of a text. Knows no report."""
