"""The sum in the official tables. It cannot be typed in: each number is what the units give."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rollup.adding import Rollup
from govreport_gui.core.rollup.submission import LastSum
from govreport_gui.core.values import show
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.table.table_view import OfficialTable
from govreport_gui.ui.widgets.keys import ENTER


class Totals(QStackedWidget):
    """The three tables, one at a time. `moved`: another cell is current; `entered`: Enter was pressed on it; `refused`:
    somebody has tried to type.
    """

    moved = Signal(str)
    entered = Signal(str)
    refused = Signal()

    def __init__(self, rollup: Rollup, last: LastSum | None) -> None:
        super().__init__()
        self._form = rollup.form
        self._editor = self._new_editor(rollup, last)
        self.tables: dict[str, OfficialTable] = {}
        for table in rollup.form.tables:
            shown = OfficialTable(TableModel(self._editor, table))
            self.tables[table.id] = shown
            shown.body.selectionModel().currentChanged.connect(lambda *_: self.moved.emit(self.cell))
            shown.body.installEventFilter(self)
            self.addWidget(shown)

    def _new_editor(self, rollup: Rollup, last: LastSum | None) -> ReportEditor:
        document = replace(rollup.document, state="submitted")
        if last is not None:
            cells = {cell: show(number) for cell, number in last.totals.items()}
            year = None if document.year is None else document.year - 1
            document = replace(
                document, last=LastYear(last.form, Document(last.form.id, document.unit, year, cells=cells))
            )
        editor = ReportEditor(rollup.form, document)
        editor.on_refusal = lambda *_: self.refused.emit()
        return editor

    @property
    def form_id(self) -> str:
        """The form that the tables are of; for a sum on another one they are made anew."""
        return self._form.id

    def show_sum(self, rollup: Rollup, last: LastSum | None) -> None:
        """Show that sum."""
        self._editor = self._new_editor(rollup, last)
        for table in self.tables.values():
            table.body.table_model.editor = self._editor
            table.body.table_model.refresh()
            table.follow()
        self.moved.emit(self.cell)

    def show_table(self, table: str) -> None:
        """Show that one of the tables."""
        self.setCurrentWidget(self.tables[table])
        if not self.cell:
            self.tables[table].body.go_to(self._form.table(table).cells[0])
        self.moved.emit(self.cell)

    def go_to(self, cell: str) -> None:
        """Go to that cell, whichever table it is in."""
        table = self._form.cells[cell].table
        self.setCurrentWidget(self.tables[table])
        self.tables[table].body.go_to(cell)

    @property
    def table(self) -> str:
        """The table that is shown."""
        return next(name for name, shown in self.tables.items() if shown is self.currentWidget())

    @property
    def cell(self) -> str:
        """The current cell; "" if none."""
        return self.tables[self.table].current_cell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER and self.cell:
            self.entered.emit(self.cell)
            return True
        return super().eventFilter(watched, event)
