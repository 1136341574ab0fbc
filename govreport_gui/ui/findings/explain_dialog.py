"""写说明, 不再提醒: what the clerk has to say about a finding."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import Finding
from govreport_gui.ui.widgets import dialogs, labels, phrases, theme

_REMOVED: Final = 2
_READY: Final = (
    "已逐项核对原始台账，数据属实。",
    "申请均在年底收到，尚在法定期限内，结转下年度办理。",
    "因机构合并（拆分），数据口径与上年不同。",
    "上年年报公布后作了更正，以更正后的数为准。",
    "因规范性文件清理、职能划转，数据有较大变化。",
)
_PRINTED: Final = "说明印在报告的附件里；有关的数改动以后，说明自动失效。"
_NOT_PRINTED: Final = "可以不写。写了也不印在报告里；有关的数改动以后，重新提醒。"
"""Of a notice: the annex has only what had to be explained."""


class _Leaving(QDialog):
    """Asks before it is closed without what was written; `may_leave` tells whether that is well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.may_leave: Callable[[], bool] = lambda: True

    def reject(self) -> None:
        if self.may_leave():
            super().reject()


def ask(parent: QWidget, finding: Finding) -> str | None:
    """What the clerk has to say about a finding; "" takes the explanation away, None leaves all as it was.

    A notice may be put away without a word.
    """
    printed = finding.level == "explain"
    dialog = _Leaving(parent)
    dialog.setWindowTitle("写说明" if printed else "不再提醒")
    message = labels.paragraph(finding.message)
    before = finding.explanation or ""
    text = QPlainTextEdit(before)
    text.setAccessibleName("说明")
    text.setMinimumSize(480, 120)
    text.setTabChangesFocus(True)
    fault = labels.line()
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    remove = buttons.addButton("取消说明(&D)", QDialogButtonBox.ButtonRole.DestructiveRole)
    remove.setVisible(finding.explanation is not None)
    remove.clicked.connect(lambda: dialog.done(_REMOVED))
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    accept = buttons.button(QDialogButtonBox.StandardButton.Ok)

    def judge() -> None:
        wrong = explanations.fault(text.toPlainText()) if printed else ""
        fault.setText(wrong or (_PRINTED if printed else _NOT_PRINTED))
        accept.setEnabled(not wrong)

    text.textChanged.connect(judge)
    judge()
    dialog.may_leave = lambda: text.toPlainText().strip() == before or dialogs.ask_give_up(dialog, "刚写的说明")
    layout = QVBoxLayout(dialog)
    for each in (message, phrases.button("常用说明(&S)", text, _READY), text, fault, buttons):
        layout.addWidget(each)
    text.setFocus()
    accept.setDefault(True)
    theme.dress_dialog(dialog)
    result = dialog.exec()
    if result == _REMOVED:
        return ""
    if result != QDialog.DialogCode.Accepted:
        return None
    return text.toPlainText().strip() or "已阅，情况属实。"
