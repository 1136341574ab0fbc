"""The window for reading aloud."""
