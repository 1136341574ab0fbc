"""What is asked and said in windows of its own."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QMessageBox, QWidget

from govreport_gui import __version__
from govreport_gui.core.formats import Format


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
