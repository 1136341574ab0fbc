"""What is asked and said in windows of its own."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMessageBox,
    QWidget,
)

from govreport_gui import __version__
from govreport_gui.core.forms.form import Format
from govreport_gui.ui import crash

READABLE: Final = "年报 (*.govreport *.txt);;所有文件 (*)"
"""The kinds of files that a report can be read from."""


def ask_save(parent: QWidget, name: str, *, never_saved: bool) -> QMessageBox.StandardButton:
    """Whether to save before the report is left: Save, Discard or Cancel."""
    what = "还没有存成文件" if never_saved else "有修改还没有保存"
    lost = "这份报告就没有了" if never_saved else "上次保存之后的修改就没有了"
    box = _box(parent, f"“{name}”{what}。", f"要先保存吗？不保存，{lost}。")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    for button, words in ((buttons.Save, "保存(&S)"), (buttons.Discard, "不保存(&D)"), (buttons.Cancel, "取消(&C)")):
        box.button(button).setText(words)
    box.setDefaultButton(buttons.Save)
    return buttons(box.exec())


def ask_open(parent: QWidget, title: str, folder: str, kinds: str) -> Path | None:
    """Ask for a file to read; None if the clerk thinks better of it."""
    dialog = _file_dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setDirectory(folder)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_path(parent: QWidget, title: str, offered: Path, kind: str) -> Path | None:
    """Ask for a file to write, with the suffix of `offered`; one that exists only after a question."""
    dialog = _file_dialog(parent, title, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # Asked below, for the name with its suffix, which the dialog would not look at.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDirectory(str(offered.parent))
    dialog.selectFile(offered.name)
    while dialog.exec():
        path = Path(dialog.selectedFiles()[0])
        if path.suffix.lower() != offered.suffix:
            path = path.with_name(path.name + offered.suffix)
        if not path.exists() or ask_replace(parent, path.name):
            return path
    return None


def _file_dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilters(kinds.split(";;"))
    # Qt's Chinese translation leaves these out of its own dialog.
    labels = QFileDialog.DialogLabel
    for label, words in ((labels.LookIn, "位置："), (labels.FileName, "文件名："), (labels.FileType, "类型：")):
        dialog.setLabelText(label, words)
    return dialog


def ask_replace(parent: QWidget, name: str) -> bool:
    """Whether a file that exists may be replaced."""
    box = _box(parent, f"已经有“{name}”了。", "要替换它吗？")
    replace = box.addButton("替换(&R)", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("另选名字(&N)", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is replace


def ask_give_up(parent: QWidget, what: str) -> bool:
    """Whether something that was just written is not wanted after all."""
    box = _box(parent, f"{what}还没有记下。", "不要了吗？")
    box.setDefaultButton(box.addButton("接着写(&K)", QMessageBox.ButtonRole.RejectRole))
    give_up = box.addButton("不要了(&D)", QMessageBox.ButtonRole.DestructiveRole)
    box.exec()
    return box.clickedButton() is give_up


def ask_export(parent: QWidget, what: str) -> bool:
    """Whether to export a report that has not passed."""
    box = _box(parent, f"这份年报{what}。", "仍然可以输出，输出的文件每页都印上“未定稿”。")
    export = box.addButton("仍然输出(&E)", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("先不输出(&N)", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is export


def say_error(parent: QWidget, sentence: str) -> None:
    """Something outside went wrong: one sentence."""
    box = _box(parent, sentence, "")
    box.setIcon(QMessageBox.Icon.Warning)
    box.exec()


def _box(parent: QWidget, text: str, more: str) -> QMessageBox:
    """A question; what the clerk typed, and names of files, stay plain text in it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    return box


def about(parent: QWidget, forms: tuple[Format, ...]) -> None:
    """Name, version, the forms with their issues, and what to send to whoever helps."""
    known = "\n".join(
        f"{form.name}（第{form.revision}版，{len(form.rules)}组勾稽规则）：{form.source}" for form in forms
    )
    box = QMessageBox(parent)
    box.setWindowTitle("关于公开年报")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"公开年报 {__version__}\n政府信息公开工作年度报告的填报、核对和输出")
    box.setInformativeText(f"{known}\n\n不联网，报告只存在你选的文件里。")
    copy = box.addButton("复制诊断信息", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(f"{crash.versions()}\n{known}")
