"""Any readable file to blocks to report."""
