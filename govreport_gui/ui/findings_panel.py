"""The list of problems below, gravest first. Choosing one shows all cells or words concerned."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.editor import ReportEditor
from govreport_gui.core.findings import LEVEL_NAMES, LEVELS, Checked, Finding
from govreport_gui.core.progress import section_of, still_to_do
from govreport_gui.ui import marks

_FINDING = Qt.ItemDataRole.UserRole


class FindingsPanel(QWidget):
    """All findings by level, what was written about them, and what could not be checked."""

    chosen = Signal(object)
    """A finding was chosen: show where it is."""
    explain = Signal(object)
    """The clerk wants to write about a finding."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self.part = ""
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("问题")
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = QLabel()
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self._here = QCheckBox("只看这一部分")
        self._here.toggled.connect(self._refill)
        self._repair = QToolButton()
        self._repair.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._repairs = QMenu(self)
        self._repair.setMenu(self._repairs)
        self._explain = QPushButton("写说明…")
        self._explain.clicked.connect(self._explain_current)
        self._shown: Checked | None = None
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch()
        for each in (self._here, self._repair, self._explain):
            head.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 0, 9, 4)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.list.currentItemChanged.connect(self._show_actions)
        self.refresh()

    def refresh(self) -> None:
        """Show the findings of the last check."""
        checked = self.editor.checked
        if checked == self._shown:
            return
        # Filling the list is the dear part; most commits leave the findings as they were.
        same = self._shown is not None and (checked.findings, checked.fallen) == (
            self._shown.findings,
            self._shown.fallen,
        )
        self._shown = checked
        if not same or not checked.findings:
            self._fill(checked)
        todo = still_to_do(checked)
        self._head.setText(f"问题：{todo}" if todo else "✓ 未发现问题")

    def show_part(self, part: str) -> None:
        """That part is in front now; where only its problems are wanted, show these."""
        self.part = part
        if self._here.isChecked():
            self._refill()

    def step(self, by: int) -> None:
        """Go to the next problem (1) or the one before (-1), round and round."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_FINDING) is not None]
        if not rows:
            return
        at = self.list.currentRow()
        beyond = [row for row in rows if (row > at if by > 0 else row < at)]
        row = (beyond or rows)[0 if by > 0 else -1]
        self.list.setCurrentRow(row)
        self._choose(self.list.item(row))

    def show_first(self, level: str) -> None:
        """Go to the first problem of that level which nothing has been written about."""
        self._here.setChecked(False)
        for row in range(self.list.count()):
            finding = self.list.item(row).data(_FINDING)
            if isinstance(finding, Finding) and finding.level == level and finding.explanation is None:
                self.list.setCurrentRow(row)
                self._choose(self.list.item(row))
                return

    def _refill(self) -> None:
        self._fill(self.editor.checked)

    def _fill(self, checked: Checked) -> None:
        self.list.clear()
        form = self.editor.form
        shown = [
            finding
            for finding in checked.findings
            if not self._here.isChecked() or section_of(form, finding) == self.part
        ]
        for level in LEVELS:
            group = [finding for finding in shown if finding.level == level]
            # Those with an explanation have been dealt with and come after the others.
            for finding in sorted(group, key=lambda finding: finding.explanation is not None):
                self.list.addItem(_item(finding))
        for fallen in checked.fallen:
            item = QListWidgetItem(marks.icon("unfinished"), f"说明已失效（数已改动）：{fallen.text}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        if not self.list.count():
            self.list.addItem(self._account(checked))
        self._show_actions()

    def _account(self, checked: Checked) -> QListWidgetItem:
        """What an empty list means: which rules held, and which could not be judged and why."""
        held = f"已核对 {checked.held} 处勾稽关系，都一致。" if checked.held else "还没有可以核对的数。"
        lines = ["这一部分没有问题。" if checked.findings else held]
        reasons = dict.fromkeys(rule.reason for rule in checked.not_checked)
        lines.extend(f"未核对：{reason}。" for reason in list(reasons)[:3])
        if len(reasons) > 3:
            lines.append(f"另有 {len(reasons) - 3} 处条件不齐，未核对。")
        item = QListWidgetItem("\n".join(lines))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        finding = item.data(_FINDING)
        if isinstance(finding, Finding):
            self.chosen.emit(finding)

    def _current(self) -> Finding | None:
        item = self.list.currentItem()
        finding = item.data(_FINDING) if item is not None else None
        return finding if isinstance(finding, Finding) else None

    def _show_actions(self) -> None:
        """What can be done about the current problem."""
        finding = self._current()
        self._explain.setEnabled(finding is not None and finding.level != "must_fix")
        notice = finding is not None and finding.level == "notice"
        self._explain.setText("不再提醒…" if notice else "写说明…")
        must = finding is not None and finding.level == "must_fix"
        self._repairs.clear()
        for sentence, texts in self.editor.repairs(finding) if finding and must else ():
            entry = self._repairs.addAction(sentence)
            entry.triggered.connect(lambda _=False, texts=texts: self._make(texts))
        self._repair.setVisible(must)
        self._repair.setEnabled(not self._repairs.isEmpty())
        self._repair.setText("修改建议" if self._repair.isEnabled() else "无法判断错在哪一格")

    def _make(self, texts: Mapping[str, str]) -> None:
        """Make a repair in the report as it stands now, whatever was typed since it was offered."""
        self.editor.apply("按建议修改", self.editor.document.with_cells(texts))

    def _explain_current(self) -> None:
        finding = self._current()
        if finding is not None:
            self.explain.emit(finding)


def _item(finding: Finding) -> QListWidgetItem:
    text = f"{LEVEL_NAMES[finding.level]}：{finding.message}"
    if finding.explanation is not None:
        text = f"已说明：{finding.message}（{finding.explanation}）"
    item = QListWidgetItem(marks.icon("done" if finding.explanation is not None else finding.level), text)
    item.setData(_FINDING, finding)
    # In <qt> it is wrapped; escaped, what the clerk typed stays as typed.
    item.setToolTip(f"<qt>{escape(finding.message)}</qt>")
    return item
