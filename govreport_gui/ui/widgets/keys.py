"""Keys that are two on a keyboard and one for the clerk."""

from typing import Final

from PySide6.QtCore import Qt

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The Enter key, and the one of the number pad."""
