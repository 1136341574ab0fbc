"""Putting the report out: the dialog for it, and onto the clipboard as a web page."""

from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from govreport_gui.ui.actions import previewing
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

_SHOWN_FOR: Final = 10_000
"""Milliseconds that a remark stays in the status bar."""


def add_output(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 文件: put the report out; gives that entry, which the tools have too."""
    made = entry(workspace.window, menu, "输出(&E)…", lambda: put_out(workspace), "Ctrl+E", picture="file-output")
    made.setIconText("输出…")
    entry(workspace.window, menu, "复制为网页(&W)", lambda: copy_page(workspace))
    entry(workspace.window, menu, "复制当前表为网页(&Y)", lambda: copy_page(workspace, part=workspace.view.part))
    return made


def put_out(workspace: Workspace) -> None:
    """Ask what the report is put out for, as what and where to, and do it."""
    from govreport_gui.ui.output.output_dialog import OutputDialog  # noqa: PLC0415  # the window starts without it

    workspace.view.commit()
    dialog = OutputDialog(workspace, lambda kind, above: previewing.report(workspace, kind=kind, above=above))
    dialog.open()


def copy_page(workspace: Workspace, part: str = "") -> None:
    """Put the report to be published, or the table of that part, on the clipboard as a web page: for the desk of a
    website.
    """
    from govreport_gui.core.papers.content import content_of  # noqa: PLC0415  # the start page does without it
    from govreport_gui.files.output import clipboard, copies  # noqa: PLC0415  # likewise

    workspace.view.commit()
    editor = workspace.editor
    form, document, checked = editor.form, editor.document, editor.checked
    content = content_of(form, document)
    table = next((each for each in content.parts if each.section == part and each.table), None)
    if part and table is None:
        workspace.say("当前部分没有表，先转到表二、表三或表四。", _SHOWN_FOR)
        return
    if table is None:
        what = "全文"
        copied = clipboard.whole(content, copies.copy_of(form, document, content, checked, "public"))
    else:
        what, copied = table.caption, clipboard.table(table)
    data = QMimeData()
    data.setHtml(copied.html)
    data.setText(copied.text)
    QApplication.clipboard().setMimeData(data)
    unfinished = "" if checked.verdict == "pass" else f"该年报{checked.verdict_words}，核对通过后再公布。"
    workspace.say(f"已将{what}复制为网页，可粘贴到网站后台。{unfinished}", _SHOWN_FOR)
