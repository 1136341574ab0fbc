"""The list of problems below. Choosing one shows all cells concerned."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from govreport_gui.core.editor import ReportEditor
from govreport_gui.core.findings import LEVEL_NAMES, LEVELS, Checked, Finding
from govreport_gui.core.progress import still_to_do
from govreport_gui.ui import marks


class FindingsPanel(QWidget):
    """All findings, gravest first, and what could not be checked."""

    chosen = Signal(object)

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("问题")
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = QLabel()
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self._shown: Checked | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 0, 9, 4)
        layout.addWidget(self._head)
        layout.addWidget(self.list, 1)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.refresh()

    def refresh(self) -> None:
        """Show the findings of the last check."""
        checked = self.editor.checked
        if checked == self._shown:
            return
        # Filling the list is the dear part; most commits leave the findings as they were.
        if self._shown is None or checked.findings != self._shown.findings or not checked.findings:
            self._fill(checked)
        self._head.setText(f"问题：{still_to_do(checked)}" if still_to_do(checked) else "✓ 未发现问题")
        self._shown = checked

    def _fill(self, checked: Checked) -> None:
        self.list.clear()
        findings = sorted(checked.findings, key=lambda finding: LEVELS.index(finding.level))
        for finding in findings:
            item = QListWidgetItem(marks.icon(finding.level), f"{LEVEL_NAMES[finding.level]}：{finding.message}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            item.setToolTip(finding.message)
            self.list.addItem(item)
        if not findings:
            self.list.addItem(self._account(checked))

    def _account(self, checked: Checked) -> QListWidgetItem:
        """What an empty list means: which rules held, and which could not be judged and why."""
        open_rules = {rule.rule for rule in checked.not_checked}
        held = sum(bound.rule.id not in open_rules for bound in self.editor.form.bound)
        lines = [f"已核对 {held} 处勾稽关系，都一致。"]
        reasons = dict.fromkeys(rule.reason for rule in checked.not_checked)
        lines.extend(f"未核对：{reason}。" for reason in list(reasons)[:3])
        if len(reasons) > 3:
            lines.append(f"另有 {len(reasons) - 3} 处因有空格未核对。")
        item = QListWidgetItem("\n".join(lines))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(finding, Finding):
            self.chosen.emit(finding)
