"""What a report is and when it is right. Standard library only: no Qt, no file, no clock."""
