"""The ledger's file, its journal; old registers read; its papers and copies without names."""
