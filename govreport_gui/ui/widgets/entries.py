"""How an entry is put into a menu: what it is called, what it does, its keys, its picture."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from govreport_gui.ui.widgets.icons import icon

Key = str | QKeySequence | QKeySequence.StandardKey


def entry(window: QWidget, menu: QMenu, name: str, do: Callable[[], object], *keys: Key, picture: str = "") -> QAction:
    """A new entry at the end of that menu of the window."""
    made = QAction(name, window)
    made.triggered.connect(lambda _=False: do())  # Qt says whether it is ticked
    made.setIconText(name.partition("(")[0])
    made.setShortcuts([QKeySequence(key) for key in keys])
    if keys:
        made.setToolTip(f"{made.iconText()}（{made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}）")
    if picture:
        made.setIcon(icon(picture))
    menu.addAction(made)
    return made
