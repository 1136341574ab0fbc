"""How large a window of its own may be, and where: all of it on the screen, its title bar too."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FRAME: Final = QSize(16, 44)
"""What a title bar and borders take at most, in pixels; only known once a window is shown."""


def place(wanted: QSize, parent: QRect, screen: QRect) -> QRect:
    """Where a window of that size goes, frame included: over the middle of its parent, within the screen."""
    whole = (wanted + FRAME).boundedTo(screen.size())
    middle = parent.center() - QPoint(whole.width() // 2, whole.height() // 2)
    rightmost, lowest = screen.right() + 1 - whole.width(), screen.bottom() + 1 - whole.height()
    left = max(screen.left(), min(middle.x(), rightmost))
    top = max(screen.top(), min(middle.y(), lowest))
    return QRect(QPoint(left, top), whole)


def area(widget: QWidget) -> QRect:
    """What there is of the screen that a widget is on, without task bars.

    Not by the widget's own `screen()`: PySide takes what that gives for the widget's child, and the screen would go
    with the widget.
    """
    screen = QGuiApplication.screenAt(widget.mapToGlobal(widget.rect().center())) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()


def room(window: QWidget) -> QSize:
    """How large a window beside `window`'s parent may be, without its frame."""
    return area(_beside(window)).size() - FRAME


def fit(window: QWidget, wanted: QSize) -> None:
    """Give a window beside `window`'s parent that size, or as much of it as the screen has."""
    beside = _beside(window)
    found = place(wanted, beside.frameGeometry(), area(beside))
    window.resize(found.size() - FRAME)
    window.move(found.topLeft())  # of the frame


def _beside(window: QWidget) -> QWidget:
    parent = window.parentWidget()
    return parent.window() if parent is not None else window
