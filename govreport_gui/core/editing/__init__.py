"""The open report without a window: editor and history, differences, where keys lead, search."""
