"""What is asked and said in windows of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QFileDialog,
    QMessageBox,
    QWidget,
)

from govreport_gui.core.patterns import pattern
from govreport_gui.files import names
from govreport_gui.ui.widgets import labels, theme

_SUFFIX: Final = pattern(r"\*(\.[a-z]+)")
READABLE: Final = (
    "年报 (*.govreport *.docx *.doc *.wps *.rtf *.odt *.xlsx *.xls *.et *.ods *.csv *.html *.htm *.mht *.pdf "
    "*.txt *.md *.png *.jpg *.jpeg *.tif *.tiff *.bmp);;所有文件 (*)"
)
"""The kinds of files that a report can be read from."""


def ask_save(parent: QWidget, name: str, *, never_saved: bool) -> QMessageBox.StandardButton:
    """Whether to save before the report is left: Save, Discard or Cancel."""
    what = "尚未存成文件" if never_saved else "有修改尚未保存"
    lost = "尚未保存，关闭后内容不予保留。" if never_saved else "不保存的，上次保存之后的修改不予保留。"
    box = _box(parent, f"“{name}”{what}。", lost)
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    for button, words in ((buttons.Save, "保存(&S)"), (buttons.Discard, "不保存(&D)"), (buttons.Cancel, "取消(&C)")):
        box.button(button).setText(words)
    box.setDefaultButton(buttons.Save)
    theme.dress_dialog(box)
    return buttons(box.exec())


def ask_open(parent: QWidget, title: str, folder: str, kinds: str) -> Path | None:
    """Ask for a file to read; None if the clerk thinks better of it."""
    dialog = _file_dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setDirectory(folder)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_path(parent: QWidget, title: str, offered: Path, kind: str) -> Path | None:
    """Ask for a file to write, with one of the suffixes that `kind` names, else that of `offered`; one that exists only
    after a question.
    """
    known = {offered.suffix, *_SUFFIX.findall(kind)}
    dialog = _file_dialog(parent, title, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # Asked below, for the name with its suffix, which the dialog would not look at.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDirectory(str(offered.parent))
    dialog.selectFile(offered.name)
    while dialog.exec():
        path = Path(dialog.selectedFiles()[0])
        if path.suffix.lower() not in known:
            path = path.with_name(path.name + offered.suffix)
        if not names.is_there(path) or ask_replace(parent, names.readable(path.name)):
            return path
    return None


def ask_folder(parent: QWidget, title: str, folder: str) -> Path | None:
    """Ask for a folder; None if the clerk thinks better of it."""
    dialog = _file_dialog(parent, title, "所有文件 (*)")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(folder)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_files(parent: QWidget, title: str, folder: str, kinds: str) -> list[Path]:
    """Ask for files to read; none if the clerk thinks better of it."""
    dialog = _file_dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setDirectory(folder)
    return [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []


def _file_dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilters(kinds.split(";;"))
    # Qt's Chinese translation leaves these out of its own dialog.
    named = QFileDialog.DialogLabel
    for label, words in ((named.LookIn, "位置："), (named.FileName, "文件名："), (named.FileType, "类型：")):
        dialog.setLabelText(label, words)
    theme.dress(dialog)
    return dialog


def ask_replace(parent: QWidget, name: str) -> bool:
    """Whether a file that exists may be replaced."""
    answers = (("replace", "替换(&R)"), ("", "另选名字(&N)"))
    return bool(ask(parent, f"已经有“{name}”了。", "要替换它吗？", answers, default=""))


def ask_give_up(parent: QWidget, what: str) -> bool:
    """Whether something that was just written is not wanted after all."""
    answers = (("", "继续填写(&K)"), ("give_up", "放弃(&D)"))
    return bool(ask(parent, f"{what}尚未记下。", "放弃已写的内容？", answers))


def ask_export(parent: QWidget, what: str) -> bool:
    """Whether to export a report that has not passed."""
    more = "仍然可以输出，输出的文件每页都印上“未定稿”。"
    answers = (("export", "仍然输出(&E)"), ("", "先不输出(&N)"))
    return bool(ask(parent, f"这份年报{what}。", more, answers, default=""))


def ask_lacking(parent: QWidget, letters: str, deed: str) -> bool:
    """Whether to print or put out a report of whose title some characters have no picture."""
    more = "装上含这些字的字体，重新打开本程序后再" + deed + "，即印出原字。"
    answers = ((deed, f"仍然{deed}(&R)"), ("", "返回(&K)"))
    return bool(ask(parent, f"单位名称和标题中的“{letters}”没有字体，印为“〓”。", more, answers, default=""))


def say_error(parent: QWidget, sentence: str) -> None:
    """Something outside went wrong: one sentence."""
    box = _box(parent, sentence, "")
    box.setIcon(QMessageBox.Icon.Warning)
    theme.dress_dialog(box)
    box.exec()


def ask(
    parent: QWidget, text: str, more: str, answers: Sequence[tuple[str, str]], *, default: str | None = None
) -> str:
    """The code of the answer; "" is among them and stands for closing the box too.

    `answers` are codes and words in the order shown; Enter gives `default`, else the first.
    """
    box = _box(parent, text, more)
    buttons = {code: box.addButton(words, QMessageBox.ButtonRole.ActionRole) for code, words in answers}
    box.setDefaultButton(buttons[answers[0][0] if default is None else default])
    box.setEscapeButton(buttons[""])
    theme.dress_dialog(box)
    box.exec()
    clicked = box.clickedButton()
    return next((code for code, button in buttons.items() if button is clicked), "")


def _box(parent: QWidget, text: str, more: str) -> QMessageBox:
    """A question; what the clerk typed, and names of files, stay plain text in it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(text)
    box.setInformativeText(more)
    labels.all_plain(box)
    return box
