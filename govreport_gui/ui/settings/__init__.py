"""The window for settings: folder, size of text, light and dark, dated copies, fonts of papers."""
