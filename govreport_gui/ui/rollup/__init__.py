"""The desk of the office that adds up: units, totals, who gave what, what does not fit together."""
