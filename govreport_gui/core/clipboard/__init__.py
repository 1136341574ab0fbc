"""Foreign tables to places to what a paste would do; cells to clipboard."""
