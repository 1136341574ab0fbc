"""What was read from a foreign file, looked through by the clerk before it goes into a report."""
