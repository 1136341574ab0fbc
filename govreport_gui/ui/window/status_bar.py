"""What stands around the open report and follows it: the words in the status bar, the names of the steps that
can be taken back.

All this comes right after the frame with the numbers and their marks. To lay out a line of words takes longer
than to check the report, and who types numbers need not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from govreport_gui.ui.actions import current_cell, navigation
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.fields import Links
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.ui.report.pages import TablePage

_TYPING: Final = "输入"
"""What is being typed, as a step that can be taken back."""


class SelectionBar(labels.CutLabel):
    """What the selected cells add up to."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setContentsMargins(theme.S, 0, theme.S, 0)

    def show_page(self, page: TablePage | None) -> None:
        """Speak of the cells of that page; of pages without a table there is nothing to say."""
        from govreport_gui.core.editing.cell_status import about_selection  # noqa: PLC0415  # the start page does without it

        words = ""
        if page is not None:
            cells = page.table.body.selected_cells()
            words = about_selection(cells, [page.model.text_of(cell) for cell in cells])
        self.setText(words)
        self.setAccessibleName(words or "所选的格")


class StatusBarWords:
    """What stands around the report in that window."""

    def __init__(self, workspace: Workspace, name_steps: Callable[[str, str], None]) -> None:
        """`name_steps` hears what undo would take back and what redo would do again."""
        self._workspace, self._name_steps = workspace, name_steps
        self._todo = Links("核对结果")
        self._todo.setMinimumWidth(1)
        self._todo.linkActivated.connect(lambda what: navigation.to_open(workspace, what))
        self._cell = SelectionBar()
        self._filled = labels.line()
        bar = workspace.window.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(theme.M - 2, 0, theme.XS, 0)
        bar.addWidget(self._todo)
        bar.addWidget(self._cell, 1)
        bar.addPermanentWidget(self._filled)
        self._soon = QTimer(workspace.window, singleShot=True)
        self._soon.timeout.connect(self._show)

    def for_report(self, *, on: bool) -> None:
        """Whether a report is open: without one there is nothing to say."""
        self._soon.stop()
        self._workspace.window.statusBar().setFixedHeight(theme.scaled(theme.STATUS))
        self._todo.setVisible(on)
        self._cell.clear()
        self._cell.setVisible(on)
        self._filled.setVisible(on)

    def refresh(self) -> None:
        """Show the editor's state and where the clerk is, as soon as the table is painted."""
        self._soon.start(0)

    @property
    def todo(self) -> Links:
        """What is still to do, up to date."""
        self._bring_up()
        return self._todo

    @property
    def cell(self) -> SelectionBar:
        """What is said of the selection, up to date."""
        self._bring_up()
        return self._cell

    @property
    def filled(self) -> QLabel:
        """How many cells are filled in, up to date."""
        self._bring_up()
        return self._filled

    def _bring_up(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._show()

    def _show(self) -> None:
        from govreport_gui.core.findings.progress import todo  # noqa: PLC0415  # the start page does without it

        workspace = self._workspace
        view, editor = workspace.view, workspace.editor
        self._name_steps(_TYPING if view.pending else editor.undo_label, editor.redo_label)
        verdict = editor.checked.verdict_words
        links = "、".join(f"<a href='{what}'>{words}</a>" for what, words in todo(editor.checked))
        marked = current_cell.marks_link(editor.document)
        self._todo.setText(f"<b>{verdict}</b>" + (f"　尚有 {links}" if links else "") + marked)
        inputs = len(editor.form.inputs)
        self._filled.setText(f"已填 {inputs - len(editor.checked.blank_inputs)}/{inputs} 格")
        self._cell.show_page(view.table_page)
