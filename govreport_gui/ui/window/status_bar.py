"""What stands around the open report and follows it: the words in the status bar, the names of the steps that
can be taken back.

All this comes right after the frame with the numbers and their marks. To lay out a line of words takes longer
than to check the report, and who types numbers need not wait for it.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from govreport_gui.core.findings.progress import todo
from govreport_gui.core.years import last_year
from govreport_gui.ui.actions import current_cell
from govreport_gui.ui.widgets.fields import Links
from govreport_gui.ui.window.cell_bar import CellBar, CutLabel

if TYPE_CHECKING:
    from govreport_gui.ui.window.main_window import MainWindow

_TYPING: Final = "输入"
"""What is being typed, as a step that can be taken back."""


class Around:
    """What stands around the report in that window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._todo = Links("核对结果")
        self._todo.setMinimumWidth(1)
        self._todo.linkActivated.connect(window.show_open)
        self._cell = CellBar()
        self._last = CutLabel()
        bar = window.statusBar()
        bar.addWidget(self._todo)
        bar.addWidget(self._cell, 1)
        bar.addPermanentWidget(self._last)
        self._soon = QTimer(window, singleShot=True)
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
        window = self._window
        view, editor = window.view, window.editor
        window.menus.name_steps(_TYPING if view.pending else editor.undo_label, editor.redo_label)
        verdict = editor.checked.verdict_words
        links = "，".join(f"<a href='{what}'>{words}</a>" for what, words in todo(editor.checked))
        marked = current_cell.marks_link(editor.document)
        self._todo.setText(f"核对结果：{verdict}" + (f"。还差：{links}" if links else "") + marked)
        self._cell.show_page(view.page)
        self._last.setText(last_year.beside(editor.case, view.cell) if view.cell else "")
