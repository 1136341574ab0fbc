"""What a locked report looks like, and that it says why when someone types in it.

That it does not change is the editor's doing; here nothing even seems to be typed.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document
from govreport_gui.ui.widgets import labels, signs
from govreport_gui.ui.widgets.keys import ENTER
from govreport_gui.ui.widgets.yes_no import YesNo

_BOXES = (QPlainTextEdit, QTextEdit)
_ERASING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class LockStrip(QFrame):
    """Above the pages while the report is locked: the state, what still can be done, and the way out."""

    unlock = Signal()
    WAY_OUT = "退回修改(&O)…"

    def __init__(self, editor: ReportEditor, pages: QWidget) -> None:
        super().__init__()
        self.editor = editor
        self._pages = pages
        self._locked = self._covered = False
        self._state = ""
        self.text = labels.paragraph()
        self._sign = labels.line()
        self._take_colours()
        self._back = back = QPushButton(self.WAY_OUT)
        back.clicked.connect(self.unlock)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 3, 9, 3)
        layout.addWidget(self._sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(back)
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._take_colours()
            if self._locked:
                for box in self._closed():
                    self._show_closed(box)

    def _take_colours(self) -> None:
        self._sign.setPixmap(signs.icon("locked").pixmap(16, 16))

    def _closed(self) -> list[QWidget]:
        """The boxes that look closed now."""
        texts = _boxes(self._pages)
        lines = self._pages.findChildren(QLineEdit)
        return [*(box for box in texts if box.isReadOnly()), *(line for line in lines if line.isReadOnly())]

    def refresh(self) -> None:
        """Show whether the report is locked."""
        document = self.editor.document
        locked = self.editor.locked
        if document.state != self._state:
            self._show_state(document, locked=locked)
        # While it is locked a page may bring up boxes that were not there before.
        if locked or self._locked:
            self._locked = locked
            self._show_locked(self._pages)

    def _show_state(self, document: Document, *, locked: bool) -> None:
        self._state = document.state
        said = f"{states.shown(document)}，不能修改。备注、待复核标记和校对照常可用。"
        self.text.setText(states.ONLY_LOOKED_AT if self.editor.looked_at else said)
        self._back.setVisible(not self.editor.looked_at)
        self._emphasise(strong=False)
        self.setVisible(locked and not self._covered)

    def give_way(self, *, to_message: bool) -> None:
        """Stand back while the window's strip shows a message: never are there two at once."""
        self._covered = to_message
        self.setVisible(self.editor.locked and not to_message)

    def say(self, why: str) -> None:
        """Say why a change was refused."""
        self.text.setText(why)
        self._emphasise(strong=True)

    def _emphasise(self, *, strong: bool) -> None:
        font = self.text.font()
        font.setBold(strong)
        self.text.setFont(font)

    def _show_locked(self, page: QWidget) -> None:
        for box in _boxes(page):
            if box.isReadOnly() != self._locked:
                box.setReadOnly(self._locked)
                if self._locked:
                    box.setTextInteractionFlags(_SELECTABLE)
                self._show_closed(box)
        for line in page.findChildren(QLineEdit):
            if line.isReadOnly() != self._locked:
                line.setReadOnly(self._locked)
                self._show_closed(line)
        for choice in (*page.findChildren(QComboBox), *page.findChildren(YesNo)):
            choice.setEnabled(not self._locked)
        for grid in page.findChildren(QAbstractItemView):
            self._listen(grid, grid.viewport())

    def _show_closed(self, box: QWidget) -> None:
        palette = QPalette()
        if self._locked:
            palette.setBrush(QPalette.ColorRole.Base, palette.window())
        box.setPalette(palette)
        self._listen(box)

    def _listen(self, *watched: QWidget) -> None:
        for each in watched:
            if self._locked:
                each.installEventFilter(self)
            else:
                each.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        meant = event.type() == QEvent.Type.InputMethod
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            meant = _changes(watched, event)
        # The rest of a double click is let through: it selects a word.
        if meant or (event.type() == QEvent.Type.MouseButtonDblClick and not isinstance(watched, _BOXES)):
            self.editor.may_change()
        return meant


def _boxes(page: QWidget) -> list[QPlainTextEdit | QTextEdit]:
    """The boxes for texts on that page."""
    return [*page.findChildren(QPlainTextEdit), *page.findChildren(QTextEdit)]


def _changes(watched: QObject, event: QKeyEvent) -> bool:
    """Whether that key would change something if the report were open."""
    pressed = event.key()
    if event.matches(QKeySequence.StandardKey.Paste) or event.matches(QKeySequence.StandardKey.Cut):
        return True
    if pressed in ENTER:
        return isinstance(watched, _BOXES)
    if pressed == Qt.Key.Key_F2:
        return isinstance(watched, QAbstractItemView)
    typed = event.text() if not event.modifiers() & _COMMANDS else ""
    return pressed in _ERASING or (typed != "" and typed.isprintable())
