"""What the entries of the menus do, one module for each subject, entries beside their deeds."""
