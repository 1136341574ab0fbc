"""有 and 无 as two buttons side by side, of which one may be pressed or none."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from govreport_gui.ui.widgets import labels, theme

_NAMES: Final = {"yes": "有", "no": "无"}
_KEYS: Final = {Qt.Key.Key_Left: "yes", Qt.Key.Key_Right: "no"}
_ERASING: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class YesNo(QWidget):
    """An answer that is 有, 无 or not given: ← and → choose, Space presses, Delete takes the answer away."""

    activated = Signal()
    """The clerk has chosen."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the letter of its label leads nowhere
        self._group = QButtonGroup(self)
        self._buttons = {code: QToolButton() for code in _NAMES}
        self._open = labels.line("○ 未填")
        self._open.setForegroundRole(self._open.palette().ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for code, button in self._buttons.items():
            button.setCheckable(True)
            button.setProperty("pair", True)
            button.setProperty("end", "left" if code == "yes" else "right")
            button.setFixedHeight(theme.scaled(theme.BUTTON))
            button.clicked.connect(lambda _=False, code=code: self.choose(code))
            button.installEventFilter(self)
            self._group.addButton(button)
            row.addWidget(button)
        row.addSpacing(theme.S)
        row.addWidget(self._open)
        row.addStretch(1)
        self.setAccessibleName(name)
        self._show("")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for code, button in self._buttons.items():
            button.setAccessibleName(f"{name}：{_NAMES[code]}" if name else _NAMES[code])

    @property
    def code(self) -> str:
        """The code of the answer: yes, no; an empty text where none is given."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), "")

    def show_code(self, code: str) -> None:
        """Show that answer without saying that the clerk gave it."""
        if code != self.code:
            self._show(code)

    def choose(self, code: str) -> None:
        """Give that answer, as the clerk does."""
        self._show(code)
        if code:
            self._buttons[code].setFocus()
        self.activated.emit()

    def _show(self, code: str) -> None:
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each == code)
            button.setText(f"✓ {_NAMES[each]}" if each == code else _NAMES[each])
            # Tab stops once: at the answer, or at the first of both.
            stop = each == (code or "yes")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
            if stop:
                self.setFocusProxy(button)
        self._group.setExclusive(True)
        self._open.setVisible(not code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _KEYS:
                self.choose(_KEYS[key])
                return True
            if key in _ERASING:
                if self.code:
                    self.choose("")
                return True
        return super().eventFilter(watched, event)
