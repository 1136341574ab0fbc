"""The lines of tools and words in the window in which a file is looked through."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from govreport_gui.ui.widgets import theme


def chip(words: str) -> QToolButton:
    """A word to choose by what the list shows."""
    made = QToolButton()
    made.setText(words)
    made.setCheckable(True)
    made.setProperty("chip", True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setFixedHeight(theme.scaled(theme.LIST_BUTTON))
    return made


def one_of(parent: QWidget, chips: Iterable[QToolButton], do: Callable[[], object]) -> None:
    """Of these only one is chosen at a time; then that is done."""
    group = QButtonGroup(parent)
    for each in chips:
        group.addButton(each)
    group.buttonClicked.connect(lambda _: do())


def tool(words: str, name: str, key: str, do: Callable[[], object]) -> QToolButton:
    """A flat button with a key of its own."""
    made = QToolButton()
    made.setText(words)
    made.setAutoRaise(True)
    made.setToolTip(f"{name}（{key}）")
    made.setAccessibleName(name)
    made.setShortcut(QKeySequence(key))
    made.clicked.connect(do)
    return made


def line(*widgets: QWidget | None, spacing: int = theme.S) -> QWidget:
    """A head or a foot: these in one line; None is where the room is."""
    made = QWidget()
    made.setFixedHeight(theme.scaled(theme.HEAD))
    row = QHBoxLayout(made)
    row.setContentsMargins(theme.M, 0, theme.M, 0)
    row.setSpacing(spacing)
    for each in widgets:
        if each is None:
            row.addStretch(1)
        else:
            row.addWidget(each)
    return made


def cut() -> QFrame:
    """A line between parts of the window."""
    made = QFrame()
    made.setFixedHeight(1)
    made.setAutoFillBackground(True)
    made.setBackgroundRole(made.palette().ColorRole.Mid)
    return made


def column(*widgets: QWidget, roomy: tuple[type[QWidget], ...]) -> QWidget:
    """These, one below the other; those of a `roomy` kind share the room."""
    made = QWidget()
    within = QVBoxLayout(made)
    within.setContentsMargins(0, 0, 0, 0)
    within.setSpacing(0)
    for each in widgets:
        within.addWidget(each, int(isinstance(each, roomy)))
    return made
