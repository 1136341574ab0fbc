"""The strip for finding words in the texts, in the names of rows and in the cells."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from govreport_gui.core.editing.search import Place, places
from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.report.report_view import ReportView
from govreport_gui.ui.widgets import labels
from govreport_gui.ui.widgets.keys import ENTER


class FindBar(QWidget):
    """Enter goes to the next place, Shift+Enter to the one before, Esc back to the page. `view` is the open report."""

    def __init__(self, view: Callable[[], ReportView]) -> None:
        super().__init__()
        self._view = view
        self._at: Place | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText("找文字、行或数字")
        self.line.setMaximumWidth(320)
        self.line.installEventFilter(self)
        self.count = labels.line()
        before, after, close = QPushButton("上一处"), QPushButton("下一处"), QPushButton("关闭")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 0)
        for each in (labels.line("查找"), self.line, before, after, self.count):
            layout.addWidget(each)
        layout.addStretch()
        layout.addWidget(close)
        self.line.textChanged.connect(self._look)
        before.clicked.connect(lambda: self.step(-1))
        after.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.leave)

    def begin(self) -> None:
        """Ask for words; those of the last time can be typed over."""
        self._view().commit()
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def leave(self) -> None:
        """Back to the page, to the place that was found."""
        self.hide()
        self._view().page.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in ENTER:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def step(self, by: int) -> None:
        """Show the next place (1) or the one before (-1), round and round."""
        found = self._found()
        if not found:
            self._say(found)
            return
        # From a place that is no longer there: forwards to the first, backwards to the last.
        at = found.index(self._at) + by if self._at in found else min(by, 0)
        self._show(found[at % len(found)])
        self._say(found)

    def _look(self) -> None:
        """The words were typed on: show the first place from where the last one was."""
        found = self._found()
        if found and self._at not in found:
            self._show(found[0])
        self._say(found)

    def _found(self) -> tuple[Place, ...]:
        editor = self._view().editor
        return places(editor.form, editor.document, self.line.text())

    def _say(self, found: tuple[Place, ...]) -> None:
        if not self.line.text().strip():
            self.count.setText("")
        elif self._at in found:
            self.count.setText(f"第 {found.index(self._at) + 1} 处，共 {len(found)} 处")
        else:
            self.count.setText("没有找到")

    def _show(self, place: Place) -> None:
        self._at = place
        view = self._view()
        if view.part != place.part:
            view.go(place.part)
        page = view.page
        if place.cell and isinstance(page, TablePage):
            page.table.show_cells([place.cell])
        elif not isinstance(page, CoverPage):
            page.text.show_words(place.span)
