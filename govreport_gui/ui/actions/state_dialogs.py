"""What is asked when a report goes into another state, and how it came to where it is."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.keys import ENTER

KEPT: Final = "理由和时间一起记在这份年报的状态记录中。"
"""What becomes of a reason."""
_LINES: Final = 4
"""Height of the box for a reason."""


class ReasonBox(QPlainTextEdit):
    """Where a reason is written. Enter breaks a line only where there is one; else it is the dialog's."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("理由")
        self.setTabChangesFocus(True)
        self.setMinimumWidth(480)
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + theme.L)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not self.toPlainText():
            event.ignore()
        else:
            super().keyPressEvent(event)


def ask_reason(parent: QWidget, does: str, question: str) -> str | None:
    """Ask for the reason of a step; None if the clerk thinks better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(does)
    reason = ReasonBox()
    fault = labels.line()
    buttons = QDialogButtonBox()
    go_on = buttons.addButton(f"{does}(&Y)", QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
    go_on.setDefault(True)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)

    def judge() -> None:
        lacking = states.lacking(reason.toPlainText())
        fault.setText(lacking or KEPT)
        go_on.setEnabled(not lacking)

    reason.textChanged.connect(judge)
    judge()
    name = labels.line("理由(&R)")
    name.setBuddy(reason)
    layout = QVBoxLayout(dialog)
    for each in (labels.paragraph(question), name, reason, fault, buttons):
        layout.addWidget(each)
    reason.setFocus()
    theme.dress_dialog(dialog)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return reason.toPlainText().strip() if accepted else None


def show_history(parent: QWidget, document: Document) -> QDialog:
    """A window with how the report came to its state: when, into which, why."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("状态记录")
    table = QTableWidget(len(document.steps), 3)
    table.setHorizontalHeaderLabels(["时间", "状态", "事项和理由"])
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setAccessibleName("状态记录")
    for line, step in enumerate(document.steps):
        for column, text in enumerate((states.when(step), states.STATES[step.state], step.reason)):
            item = QTableWidgetItem(text)
            item.setToolTip(labels.plain(text))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text or "空")
            table.setItem(line, column, item)
    table.resizeColumnsToContents()
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    table.resizeRowsToContents()
    now = labels.paragraph(_now(document))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    for each in (now, table, buttons):
        layout.addWidget(each)
    theme.dress_dialog(dialog)
    dialog.resize(640, 320)
    dialog.open()
    return dialog


def _now(document: Document) -> str:
    name = f"现在是“{states.shown(document)}”"
    if not document.steps:
        return f"{name}，尚未改过状态。"
    last = document.steps[-1]
    if last.state == document.state:
        return f"{name}。"
    return f"{name}：标为“{states.STATES[last.state]}”以后，内容有过改动。"
