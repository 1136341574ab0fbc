"""What a report would take over from a ledger, shown before it is done."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.ledger import counting, taking
from govreport_gui.core.ledger.counting import Counted
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.taking import TABLES, Change
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import show
from govreport_gui.ui.widgets import fitting, labels, theme
from govreport_gui.ui.widgets.plain_table import plain_table

_HEADS = ("位置", "年报", "台账", "台账中的申请")
_WIDTHS = (232, 72, 72, 0)
_SIZE = QSize(760, 520)


def ask(parent: QWidget, document: Document, ledger: Ledger, counted: Counted) -> tuple[str, ...] | None:
    """The tables to be taken over; None if the clerk thinks better of it."""
    dialog = TakingPreview(parent, document, ledger, counted)
    return dialog.tables if dialog.exec() == QDialog.DialogCode.Accepted else None


class TakingPreview(QDialog):
    """The cells that would show another number, and whose numbers they are."""

    def __init__(self, parent: QWidget, document: Document, ledger: Ledger, counted: Counted) -> None:
        super().__init__(parent)
        self.setWindowTitle("从台账取数")
        self._document, self._counted = document, counted
        self._of = {each.key: each for each in ledger.applications}
        self.said = labels.paragraph()
        self.said.setFont(theme.sized(self.said.font(), theme.BODY, bold=True))
        self.boxes = {table: QCheckBox(counted.form.table(table).name) for table in TABLES}
        offered = taking.offered(ledger)
        for table, box in self.boxes.items():
            box.setChecked(table in offered)
            box.toggled.connect(self._show)
        if "disputes" not in offered:
            self.boxes["disputes"].setToolTip("台账中没有登记复议、诉讼；勾选后表四各格为 0")
        self.rows = plain_table("取数后改变的各格", _HEADS, _WIDTHS)
        self.left_out = labels.paragraph(_left_out(counted))
        self.left_out.setVisible(bool(self.left_out.text()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setText("取数")
        self.accept_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        tables = QHBoxLayout()
        for box in self.boxes.values():
            tables.addWidget(box)
        tables.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addWidget(self.said)
        whole.addLayout(tables)
        whole.addWidget(self.rows, 1)
        whole.addWidget(self.left_out)
        whole.addWidget(buttons)
        theme.dress_dialog(self)
        fitting.fit(self, _SIZE)
        self._show()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that are chosen."""
        return tuple(table for table, box in self.boxes.items() if box.isChecked())

    def _show(self) -> None:
        changes = taking.changes(self._counted, self._document, self.tables)
        replaced = sum(bool(change.before) for change in changes)
        beside = f"，其中 {replaced} 格原来有数，列在前面" if replaced else "，原来均未填"
        words = f"改变 {len(changes)} 格{beside}。" if changes else "各格与台账一致。"
        self.said.setText(words if self.tables else "未选择表格。")
        self.accept_button.setEnabled(bool(self.tables))
        self._fill(sorted(changes, key=lambda change: not change.before))

    def _fill(self, changes: Sequence[Change]) -> None:
        self.rows.setRowCount(len(changes))
        for at, change in enumerate(changes):
            place = self._counted.form.cells[change.cell].place
            numbers = counting.named([self._of[key] for key in change.keys])
            for column, text in enumerate((place, change.before or "空", show(change.after), numbers)):
                item = QTableWidgetItem(text)
                if column in (1, 2):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.rows.setItem(at, column, item)


def _left_out(counted: Counted) -> str:
    """What is in no cell, and why."""
    out = [why for why in counted.left_out.values() if why not in counting.RIGHTLY]
    reasons = "、".join(dict.fromkeys(counting.WHY[why] for why in out))
    return f"台账中有 {len(out)} 件未计入（{reasons}），请先在台账中补全。" if out else ""
