"""What is in the report files of lately: found out without keeping anyone waiting, and remembered."""
