"""The window of a ledger (台账)."""
