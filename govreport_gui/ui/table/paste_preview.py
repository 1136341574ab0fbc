"""What a paste would do, shown before it is done."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.clipboard.pasting import Plan
from govreport_gui.core.forms.form import Format
from govreport_gui.ui.widgets import fitting, labels, signs, theme

_HEADS = ("位置", "原来", "粘贴后", "说明")
_MOST_SKIPPED = 200
"""Texts without a place that are listed one by one; a whole report has fewer cells than that."""


def ask(parent: QWidget, form: Format, zeros: Plan, blanks: Plan) -> Plan | None:
    """Show the plan and ask: the chosen one of the two, or None if the clerk thinks better of it.

    They differ in what — and 无 stand for: 0, or blank.
    """
    dialog = QDialog(parent)
    dialog.setWindowTitle("粘贴之前")
    fitting.fit(dialog, QSize(720, 520))
    head = labels.paragraph()
    font = head.font()
    font.setBold(True)
    head.setFont(font)
    doubts = labels.paragraph()
    rows = _list()
    only_changed = QCheckBox("仅有变化的(&C)")
    only_changed.setToolTip("粘贴后与原来相同的格不列出；未放进去的、存疑的仍列出")
    as_zero, as_blank = QRadioButton("按 0 填"), QRadioButton("留空")
    as_zero.setChecked(True)
    question = _question(zeros.dashes, as_zero, as_blank)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    names = _names(form, zeros)
    accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
    accept.setText(f"粘贴到{names}" if names else "粘贴")
    accept.setEnabled(bool(zeros.puts))

    def chosen() -> Plan:
        return zeros if as_zero.isChecked() else blanks

    def show() -> None:
        plan = chosen()
        head.setText(_headline(names, plan))
        doubts.setText("\n".join(plan.doubts))
        doubts.setVisible(bool(plan.doubts))
        same = _fill(rows, form, plan, only_changed=only_changed.isChecked())
        unchanged.setText(f"另有 {same} 格与原来相同。" if same else "")

    unchanged = labels.line()
    only_changed.toggled.connect(show)
    as_zero.toggled.connect(show)
    show()
    layout = QVBoxLayout(dialog)
    switch = QHBoxLayout()
    switch.addWidget(only_changed)
    switch.addWidget(unchanged)
    switch.addStretch()
    for each in (head, doubts, question):
        layout.addWidget(each)
    layout.addLayout(switch)
    layout.addWidget(rows, 1)
    layout.addWidget(buttons)
    accept.setDefault(True)
    theme.dress_dialog(dialog)
    (as_zero if zeros.dashes else accept).setFocus()
    return chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None


def _list() -> QTableWidget:
    rows = QTableWidget(0, len(_HEADS))
    rows.setHorizontalHeaderLabels(_HEADS)
    rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    rows.setTabKeyNavigation(False)
    rows.verticalHeader().hide()
    rows.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.verticalHeader().setDefaultSectionSize(rows.fontMetrics().height() + 8)
    rows.horizontalHeader().setStretchLastSection(True)
    rows.setAccessibleName("要粘贴的各格")
    return rows


def _question(dashes: int, *answers: QRadioButton) -> QWidget:
    """What — and 无 stand for; not shown where there are none."""
    question = QWidget()
    line = QHBoxLayout(question)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(labels.line(f"有 {dashes} 格写着“—”“/”“无”一类："))
    for answer in answers:
        line.addWidget(answer)
    line.addStretch()
    question.setVisible(dashes > 0)
    return question


def _names(form: Format, plan: Plan) -> str:
    touched = {form.cells[put.cell].table for put in plan.puts}
    return "、".join(table.name for table in form.tables if table.id in touched)


def _headline(names: str, plan: Plan) -> str:
    if not plan.puts:
        return "一格也放不进去。"
    filled = sum(bool(put.after) for put in plan.puts)
    return f"粘贴到{names}（{plan.how}）：填入 {filled} 格" + (
        f"，其中总计 {plan.equal} 格与自动总计相同。" if plan.equal else "。"
    )


def _fill(rows: QTableWidget, form: Format, plan: Plan, *, only_changed: bool) -> int:
    """What did not fit first, then what is doubtful, then the rest; gives how many of these are left out.

    `only_changed`: without the cells that hold afterwards what they hold now, unless they are doubtful.
    """
    puts = [put for put in plan.puts if put.before or put.after]
    shown = [put for put in puts if not only_changed or put.doubtful or put.before != put.after]
    lines = [(each.text, "", "没有放进去", each.why, True) for each in plan.skipped[:_MOST_SKIPPED]]
    if len(plan.skipped) > _MOST_SKIPPED:
        lines.append((f"另有 {len(plan.skipped) - _MOST_SKIPPED} 项", "", "没有放进去", "", True))
    for doubtful in (True, False):
        lines += [
            (form.cells[put.cell].place, put.before, put.after, put.note, doubtful)
            for put in shown
            if put.doubtful == doubtful
        ]
    rows.setRowCount(len(lines))
    for at, (place, before, after, note, doubtful) in enumerate(lines):
        for column, text in enumerate((place, before, after, note)):
            item = QTableWidgetItem(text)
            item.setToolTip(labels.plain(text))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text or "空")
            if column in {1, 2}:
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            if column == 0 and doubtful:
                item.setIcon(signs.icon("explain"))
            rows.setItem(at, column, item)
    for column, widest in ((0, 360), (2, 200)):
        head = rows.horizontalHeader().sectionSizeHint(column)
        rows.setColumnWidth(column, max(head, min(rows.sizeHintForColumn(column) + 12, widest)))
    return len(puts) - len(shown)
