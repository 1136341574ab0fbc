"""The small box for going to a row of the tables: type part of its name or number, Enter goes."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from govreport_gui.core.editing.search import Row, matching, rows
from govreport_gui.core.forms.form import Format

_ROW = Qt.ItemDataRole.UserRole
_PASSED_ON = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class RowBox(QDialog):
    """Calls `go` with the row that was chosen."""

    def __init__(self, parent: QWidget, form: Format, go: Callable[[Row], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle("转到行")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = rows(form)
        self._go = go
        self.line = QLineEdit()
        self.line.setAccessibleName("行的名称或编号")
        self.line.setPlaceholderText("行的名称或编号，如“部分公开”“三4”")
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("行")
        self.list.setSpacing(2)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.resize(420, 360)
        self.line.textChanged.connect(self._narrow)
        self.line.returnPressed.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.line.installEventFilter(self)
        self._narrow("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list is gone through with the arrows while the caret stays in the line.
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:  # noqa: SIM102
            if event.key() in _PASSED_ON:
                self.list.event(event)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        self.list.clear()
        for row in matching(self._rows, typed):
            item = QListWidgetItem(row.name)
            item.setData(_ROW, row)
            self.list.addItem(item)
        if not self.list.count():
            item = QListWidgetItem("没有这样的行")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        row = item.data(_ROW) if item is not None else None
        if isinstance(row, Row):
            self.accept()
            self._go(row)
