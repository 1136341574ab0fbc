"""What is printed, as plain data: the report's content, charts, inspection, rulebook."""
