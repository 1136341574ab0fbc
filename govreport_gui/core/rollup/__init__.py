"""Many units' reports added up: what counts, who gave what, who is missing, what does not fit together."""
