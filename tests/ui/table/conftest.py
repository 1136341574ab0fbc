"""An official table on screen by itself: what keys, mouse and clipboard do in it needs no window around it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.ui.table.grid import Grid
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.table.table_view import OfficialTable


@pytest.fixture
def grid_of(qtbot: QtBot, form: Format, calm: Document) -> Callable[..., Grid]:
    """The grid of a cell's table, with the clerk in the cell; below it another place for the keyboard."""
    kept = []  # Qt would take away what Python does not hold

    def shown(cell: str, document: Document = calm) -> Grid:
        editor = ReportEditor(form, document)
        table = OfficialTable(TableModel(editor, form.table(form.cells[cell].table)))

        def refresh() -> None:
            table.body.table_model.refresh()
            table.follow()

        editor.on_change = refresh
        around = QWidget()
        kept.append(around)
        qtbot.addWidget(around)
        layout = QVBoxLayout(around)
        layout.addWidget(table)
        layout.addWidget(QLineEdit())
        around.resize(1180, 560)
        around.show()
        around.activateWindow()
        table.setFocus()
        table.body.go_to(cell)
        QCoreApplication.processEvents()
        return table.body

    return shown
