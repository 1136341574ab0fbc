"""What stands around the open report and follows it: the words in the status bar, the names of the steps that
can be taken back.

All this comes right after the frame with the numbers and their marks. To lay out a line of words takes longer
than to check the report, and who types numbers need not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from govreport_gui.core.findings.progress import todo
from govreport_gui.ui.actions import current_cell, navigation
from govreport_gui.ui.widgets import labels
from govreport_gui.ui.widgets.fields import Links
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.ui.report.pages import TablePage

_TYPING: Final = "输入"
"""What is being typed, as a step that can be taken back."""


class CutLabel(QLabel):
    """One line, cut with … where the window is narrow; whole when the mouse rests on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.setToolTip(labels.plain(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        place = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, self.alignment(), text)


class CellBar(CutLabel):
    """What is special about the current cell, or what the selection adds up to."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setContentsMargins(8, 0, 8, 0)

    def show_page(self, page: TablePage | None) -> None:
        """Speak of the cells of that page; of pages without a table there is nothing to say."""
        from govreport_gui.core.editing.cell_status import about_cell, about_selection  # noqa: PLC0415  # the start page does without it

        words = ""
        if page is not None:
            body, model = page.table.body, page.model
            cells = body.selected_cells()
            words = about_selection(cells, [model.text_of(cell) for cell in cells])
            words = words or about_cell(model.editor.form, model.editor.document, body.current_cell())
        self.setText(words)


class StatusBarWords:
    """What stands around the report in that window."""

    def __init__(self, workspace: Workspace, name_steps: Callable[[str, str], None]) -> None:
        """`name_steps` hears what undo would take back and what redo would do again."""
        self._workspace, self._name_steps = workspace, name_steps
        self._todo = Links("核对结果")
        self._todo.setMinimumWidth(1)
        self._todo.linkActivated.connect(lambda what: navigation.to_open(workspace, what))
        self._cell = CellBar()
        self._last = CutLabel()
        bar = workspace.window.statusBar()
        bar.addWidget(self._todo)
        bar.addWidget(self._cell, 1)
        bar.addPermanentWidget(self._last)
        self._soon = QTimer(workspace.window, singleShot=True)
        self._soon.timeout.connect(self._show)

    def for_report(self, *, on: bool) -> None:
        """Whether a report is open: without one there is nothing to say."""
        self._soon.stop()
        self._todo.setVisible(on)
        self._cell.clear()
        self._last.clear()

    def refresh(self) -> None:
        """Show the editor's state and where the clerk is, as soon as the table is painted."""
        self._soon.start(0)

    @property
    def todo(self) -> Links:
        """What is still to do, up to date."""
        self._bring_up()
        return self._todo

    @property
    def cell(self) -> CellBar:
        """What is said of the current cell or the selection, up to date."""
        self._bring_up()
        return self._cell

    @property
    def last(self) -> CutLabel:
        """Last year's number and the change, up to date."""
        self._bring_up()
        return self._last

    def _bring_up(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._show()

    def _show(self) -> None:
        from govreport_gui.core.years import last_year  # noqa: PLC0415  # likewise

        workspace = self._workspace
        view, editor = workspace.view, workspace.editor
        self._name_steps(_TYPING if view.pending else editor.undo_label, editor.redo_label)
        verdict = editor.checked.verdict_words
        links = "，".join(f"<a href='{what}'>{words}</a>" for what, words in todo(editor.checked))
        marked = current_cell.marks_link(editor.document)
        self._todo.setText(f"核对结果：{verdict}" + (f"。还差：{links}" if links else "") + marked)
        self._cell.show_page(view.table_page)
        self._last.setText(last_year.beside(editor.case, view.cell) if view.cell else "")
