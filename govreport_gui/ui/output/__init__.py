"""The dialog by which the report is put out: what for, as what, where to."""
