"""Official tables that are only looked at, one at a time: a sum of units, a count of applications."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.table.table_view import OfficialTable
from govreport_gui.ui.widgets.keys import ENTER

_COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ShownTables(QStackedWidget):
    """These tables of a form. `moved`: another cell is current; `entered`: Enter was pressed on it; `refused`: somebody
    has tried to type.
    """

    moved = Signal(str)
    entered = Signal(str)
    refused = Signal()

    def __init__(self, form: Format, document: Document, ids: Sequence[str]) -> None:
        super().__init__()
        self._form = form
        self._editor = self._new_editor(document)
        self.tables: dict[str, OfficialTable] = {}
        for table in form.tables:
            if table.id in ids:
                shown = OfficialTable(TableModel(self._editor, table))
                self.tables[table.id] = shown
                shown.body.selectionModel().currentChanged.connect(lambda *_: self.moved.emit(self.cell))
                shown.body.installEventFilter(self)
                self.addWidget(shown)

    def _new_editor(self, document: Document) -> ReportEditor:
        editor = ReportEditor(self._form, document, looked_at=True)
        editor.on_refusal = lambda *_: self.refused.emit()
        return editor

    @property
    def form_id(self) -> str:
        """The form that the tables are of; for another one they are made anew."""
        return self._form.id

    def show_document(self, document: Document) -> None:
        """Show the numbers of that report."""
        self._editor = self._new_editor(document)
        for table in self.tables.values():
            table.body.table_model.editor = self._editor
            table.body.table_model.refresh()
            table.follow()
        self.moved.emit(self.cell)

    def show_last(self, *, on: bool) -> None:
        """Show last year's numbers beside this year's, or do not any more."""
        for table in self.tables.values():
            table.show_last(on=on)

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
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in ENTER and self.cell:
                self.entered.emit(self.cell)
                return True
            if event.text().strip() and event.text().isprintable() and not event.modifiers() & _COMMANDS:
                self.refused.emit()
                return True
        return super().eventFilter(watched, event)
