"""Totals from paper beside a table."""
