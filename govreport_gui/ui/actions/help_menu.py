"""The menu 帮助: the guide, the sample, later issues of the forms, what this program is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from govreport_gui import __version__
from govreport_gui.files import resources, settings, traces
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.ui import versions
from govreport_gui.ui.actions import new_report, settings_menu
from govreport_gui.ui.widgets import dialogs, labels, theme
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

_LEFT_OUT = "forms left out"
_KEPT = "不联网。年报存在选定的文件中；历史版本和未保存修改的备份存在“{}”，写不进去时备份放在年报文件旁边。"


def fill(workspace: Workspace, menu: QMenu) -> tuple[QAction, ...]:
    """Put the entries in; none of them needs a report."""
    window = workspace.window
    return (
        entry(window, menu, "使用说明(&U)", lambda: show_guide(workspace)),
        entry(window, menu, "查看样例(&D)", lambda: new_report.sample(workspace), picture="book-open"),
        entry(window, menu, "装入格式文件(&F)…", lambda: add_form(workspace)),
        entry(window, menu, "移除已装入的格式(&R)…", lambda: remove_forms(workspace)),
        settings_menu.add_kept(workspace, menu),
        entry(window, menu, "关于公开年报(&A)", lambda: about(workspace)),
    )


def show_guide(workspace: Workspace) -> None:
    """How the program is used, with pictures."""
    from govreport_gui.ui.actions.guide import Guide  # noqa: PLC0415  # the window starts without it

    Guide(workspace.window).show()


def add_form(workspace: Workspace) -> None:
    """Ask for a file with a later issue of a form, and put it in after a check and a trial."""
    from govreport_gui.files import added_forms  # noqa: PLC0415  # the window starts without it

    chosen = dialogs.ask_open(workspace.window, "装入格式文件", workspace.folder(), "格式文件 (*.toml)")
    if chosen is None:
        return
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        form = added_forms.add(chosen)
    except OutsideError as error:
        refused = str(error)
    else:
        refused = ""
    finally:
        QApplication.restoreOverrideCursor()
    if refused:
        dialogs.say_error(workspace.window, refused)
        return
    workspace.message_bar.forget(_LEFT_OUT)
    workspace.message_bar.confirm(f"已装入{form.name}第{form.revision}版（{form.source}），重新打开报告后按它核对。")


def remove_forms(workspace: Workspace) -> None:
    """Take out the forms that were put in, after a question: with those that ship with the program all is as new."""
    from govreport_gui.files import added_forms  # noqa: PLC0415  # the window starts without it

    window = workspace.window
    if not resources.added():
        workspace.message_bar.confirm("没有装入过格式文件，用的都是程序自带的格式。")
        return
    shipped = resources.shipped()
    open_form = workspace.editor.document.format
    if not workspace.at_start and open_form not in shipped:
        dialogs.say_error(window, "没有移除：打开着的年报用的是装入的格式，移除后打不开。先打开别的年报。")
        return
    own = [form for form in resources.formats() if shipped.get(form.id) != form]
    named = "、".join(
        [f"{form.name}第{form.revision}版" for form in own] + [each.file for each in resources.left_out()]
    )
    lost = "、".join(form.name for form in own if form.id not in shipped)
    more = f"用{lost}做的年报，再装入它以前打不开。" if lost else "以后用程序自带的格式核对。"
    if not dialogs.ask(
        window, f"要移除装入的格式（{named}）吗？", more, (("remove", "移除(&R)"), ("", "取消(&C)")), default=""
    ):
        return
    try:
        added_forms.remove()
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return
    workspace.message_bar.forget(_LEFT_OUT)
    workspace.message_bar.confirm("已移除装入的格式，重新打开报告后按程序自带的格式核对。")


def say_left_out(workspace: Workspace) -> None:
    """At the start: which forms that were put in cannot be used, and what to do about it."""
    left_out = resources.left_out() if resources.added() else ()
    if left_out:
        which = "；".join(f"{each.file}（{each.why}）" for each in left_out)
        words = f"装入的格式有的不能用，已改用程序自带的：{which}。到“帮助”里移除，或装入新的。"
        workspace.message_bar.say(words, _LEFT_OUT, lasting=True)


def about(workspace: Workspace) -> None:
    """Name, version, the forms with their issues, and what to send to whoever helps."""
    known = "\n".join(
        f"{form.name}（第{form.revision}版，{len(form.rules)}组勾稽规则）：{form.source}"
        for form in resources.formats()
    )
    from govreport_gui.files.scans import addon  # noqa: PLC0415  # the window starts without it

    paper = addon.state()
    box = QMessageBox(workspace.window)
    box.setWindowTitle("关于公开年报")
    box.setText(f"公开年报 {__version__}\n政府信息公开工作年度报告的填报、核对和输出")
    box.setInformativeText(f"{known}\n\n{paper}。\n\n{_KEPT.format(readable(str(settings.data_folder())))}")
    labels.all_plain(box)
    copy = box.addButton("复制诊断信息(&C)", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Ok)
    theme.dress_dialog(box)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(f"{versions.line()}\n{paper}\n{known}\n{traces.last()}".rstrip())
