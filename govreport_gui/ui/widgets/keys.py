"""Keys that are two on a keyboard and one for the clerk; keys that a box leaves to the report."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The Enter key, and the one of the number pad."""


def leaves_undo_to_report(event: QEvent) -> bool:
    """Whether that is the key for undo or redo, which are the report's."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )
