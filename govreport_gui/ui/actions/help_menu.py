"""The menu 帮助: the guide, the sample, later issues of the forms, what this program is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from govreport_gui import __version__
from govreport_gui.files import added_forms, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.ui import versions
from govreport_gui.ui.actions import new_report
from govreport_gui.ui.widgets import dialogs, theme
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace


def fill(workspace: Workspace, menu: QMenu) -> tuple[QAction, ...]:
    """Put the entries in; none of them needs a report."""
    window = workspace.window
    return (
        entry(window, menu, "使用说明(&U)", lambda: show_guide(workspace)),
        entry(window, menu, "看样例(&D)", lambda: new_report.sample(workspace), picture="book-open"),
        entry(window, menu, "装入格式文件(&F)…", lambda: add_form(workspace)),
        entry(window, menu, "关于公开年报(&A)", lambda: about(workspace)),
    )


def show_guide(workspace: Workspace) -> None:
    """How the program is used, with pictures."""
    from govreport_gui.ui.actions.guide import Guide  # noqa: PLC0415  # the window starts without it

    Guide(workspace.window).show()


def add_form(workspace: Workspace) -> None:
    """Ask for a file with a later issue of a form, and put it in after a check."""
    chosen = dialogs.ask_open(workspace.window, "装入格式文件", workspace.folder(), "格式文件 (*.toml)")
    if chosen is None:
        return
    try:
        form = added_forms.add(chosen)
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return
    workspace.message_bar.say(f"已装入{form.name}第{form.revision}版（{form.source}），重新打开报告后按它核对。")


def about(workspace: Workspace) -> None:
    """Name, version, the forms with their issues, and what to send to whoever helps."""
    known = "\n".join(
        f"{form.name}（第{form.revision}版，{len(form.rules)}组勾稽规则）：{form.source}"
        for form in resources.formats()
    )
    box = QMessageBox(workspace.window)
    box.setWindowTitle("关于公开年报")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"公开年报 {__version__}\n政府信息公开工作年度报告的填报、核对和输出")
    box.setInformativeText(f"{known}\n\n不联网，报告只存在你选的文件里。")
    copy = box.addButton("复制诊断信息", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Ok)
    theme.dress_dialog(box)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(f"{versions.line()}\n{known}")
