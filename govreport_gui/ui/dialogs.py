"""What is asked and said in windows of its own."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from govreport_gui import __version__
from govreport_gui.core import explanations
from govreport_gui.core.findings import Finding
from govreport_gui.core.formats import Format

_REMOVED: Final = 2
_READY: Final = (
    "已逐项核对原始台账，数据属实。",
    "申请均在年底收到，尚在法定期限内，结转下年度办理。",
    "因机构合并（拆分），数据口径与上年不同。",
    "上年年报公布后作了更正，以更正后的数为准。",
    "因规范性文件清理、职能划转，数据有较大变化。",
)


@dataclass(frozen=True, slots=True)
class NewReport:
    """Unit and year of a report to begin."""

    unit: str
    year: int


def ask_new(parent: QWidget) -> NewReport | None:
    """Ask for unit and year; None if the clerk thinks better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("新建年报")
    unit = QLineEdit()
    unit.setPlaceholderText("单位全称，可以以后再填")
    unit.setMinimumWidth(360)
    # A report is made in January for the year before.
    year = QLineEdit(str(date.today().year - (date.today().month < 7)))  # noqa: DTZ011  # the clerk's own calendar
    year.setValidator(QIntValidator(2019, 2099, dialog))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    form = QFormLayout(dialog)
    form.addRow("单位名称", unit)
    form.addRow("报告年度", year)
    form.addRow(buttons)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
    year.textChanged.connect(lambda: accept.setEnabled(year.hasAcceptableInput()))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return NewReport(unit.text().strip(), int(year.text()))


def ask_save(parent: QWidget, name: str) -> QMessageBox.StandardButton:
    """Whether to save before the report is left: Save, Discard or Cancel."""
    box = QMessageBox(QMessageBox.Icon.Question, "公开年报", f"“{name}”有修改还没有保存。", parent=parent)
    box.setInformativeText("要先保存吗？不保存，上次保存之后的修改就没有了。")
    box.setStandardButtons(
        QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel
    )
    box.setDefaultButton(QMessageBox.StandardButton.Save)
    return QMessageBox.StandardButton(box.exec())


def ask_explanation(parent: QWidget, finding: Finding) -> str | None:
    """What the clerk has to say about a finding; "" takes the explanation away, None leaves all as it was.

    A notice may be put away without a word.
    """
    dialog = QDialog(parent)
    dialog.setWindowTitle("写说明" if finding.level == "explain" else "不再提醒")
    message = QLabel(finding.message)
    message.setTextFormat(Qt.TextFormat.PlainText)
    message.setWordWrap(True)
    ready = QComboBox()
    ready.addItem("常用说明…")
    ready.addItems(_READY)
    text = QPlainTextEdit(finding.explanation or "")
    text.setMinimumSize(480, 120)
    text.setTabChangesFocus(True)
    ready.activated.connect(lambda row: text.setPlainText(_READY[row - 1]) if row else None)
    fault = QLabel()
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    remove = buttons.addButton("取消说明", QDialogButtonBox.ButtonRole.DestructiveRole)
    remove.setVisible(finding.explanation is not None)
    remove.clicked.connect(lambda: dialog.done(_REMOVED))
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    accept = buttons.button(QDialogButtonBox.StandardButton.Ok)

    def judge() -> None:
        wrong = explanations.fault(text.toPlainText()) if finding.level == "explain" else ""
        fault.setText(wrong or "说明印在报告的附件里；有关的数改动以后，说明自动失效。")
        accept.setEnabled(not wrong)

    text.textChanged.connect(judge)
    judge()
    layout = QVBoxLayout(dialog)
    for each in (message, ready, text, fault, buttons):
        layout.addWidget(each)
    text.setFocus()
    result = dialog.exec()
    if result == _REMOVED:
        return ""
    if result != QDialog.DialogCode.Accepted:
        return None
    return text.toPlainText().strip() or "已阅，情况属实。"


def ask_export(parent: QWidget, what: str) -> bool:
    """Whether to export a report that has not passed."""
    box = QMessageBox(QMessageBox.Icon.Question, "公开年报", f"这份年报{what}。", parent=parent)
    box.setInformativeText("仍然可以输出，每页右上角会印上“未定稿”。")
    export = box.addButton("仍然输出", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("先不输出", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is export


def say_error(parent: QWidget, sentence: str) -> None:
    """Something outside went wrong: one sentence."""
    QMessageBox.warning(parent, "公开年报", sentence)


def about(parent: QWidget, forms: tuple[Format, ...]) -> None:
    """Name, version and the forms that are built in."""
    known = "\n".join(f"{form.name}：{form.source}" for form in forms)
    box = QMessageBox(parent)
    box.setWindowTitle("关于公开年报")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"公开年报 {__version__}\n政府信息公开工作年度报告的填报、核对和输出")
    box.setInformativeText(f"{known}\n\n不联网，报告只存在你选的文件里。")
    box.exec()
