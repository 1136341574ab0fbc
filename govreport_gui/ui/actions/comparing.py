"""The report beside itself elsewhere: a printed fingerprint, the copy that was sent to be approved, the website."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QMenu

from govreport_gui.files.errors import OutsideError
from govreport_gui.ui.actions import previewing
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.files.sources.imported import Imported
    from govreport_gui.ui.preview.preview import Preview

_PAGES: Final = "网页 (*.html *.htm *.mht *.mhtml *.txt);;所有文件 (*)"
_COPIED: Final = "剪贴板中的网页"
_NEVER_SENT: Final = "该年报尚未送审，没有送审稿可以对照。在“状态”菜单选“送审”后，留存当时的内容。"


def add(workspace: Workspace, menu: QMenu) -> None:
    """Into 核对: the three comparisons."""
    window = workspace.window
    entry(window, menu, "核对指纹(&Z)…", lambda: ask_code(workspace), picture="fingerprint")
    entry(window, menu, "与送审稿的差异(&D)…", lambda: show_since_sent(workspace))
    entry(window, menu, "网页核对(&W)…", lambda: check_page(workspace))


def ask_code(workspace: Workspace) -> None:
    """Ask for a fingerprint off a paper and say whether the open report, or an earlier state of it, has it."""
    from govreport_gui.ui.output.code_dialog import CodeDialog  # noqa: PLC0415  # the window starts without it

    workspace.view.commit()
    CodeDialog(workspace).open()


def show_since_sent(workspace: Workspace) -> Preview | None:
    """Show what has changed since the report was sent to be approved, to be signed; a sentence where nothing has."""
    from govreport_gui.core.papers import since_sent  # noqa: PLC0415  # the start page does without it

    workspace.view.commit()
    editor = workspace.editor
    since = since_sent.since_sent(editor.form, editor.document)
    if since is None:
        workspace.message_bar.say(_NEVER_SENT)
        return None
    if since.same:
        workspace.message_bar.say(f"与{since.at}的送审稿内容一致，内容指纹均为 {since.now}。")
        return None
    return previewing.paper_beside(workspace, "与送审稿的差异", lambda: since_sent.parts(editor.form, editor.document))


def check_page(workspace: Workspace) -> Preview | None:
    """Ask for a saved web page, or take what was copied from one, and show where it says something else."""
    from govreport_gui.files.sources import reading  # noqa: PLC0415  # the start page does without it
    from govreport_gui.ui.importing import waiting  # noqa: PLC0415  # likewise

    workspace.view.commit()
    answers = (("copied", "用剪贴板内容(&P)"), ("file", "选择保存的网页(&O)…"), ("", "取消(&C)"))
    more = "在浏览器中打开已发布的年报，全选、复制后回到这里；或将网页保存为文件。核对只比较内容，不改动年报。"
    answer = dialogs.ask(workspace.window, "将网站上的年报与本年报逐格、逐段比较。", more, answers)
    try:
        if answer == "copied":
            return _shown(workspace, _COPIED, reading.read_content(_copied(), _COPIED))
        chosen = dialogs.ask_open(workspace.window, "网页核对", workspace.folder(), _PAGES) if answer else None
        page = None if chosen is None else waiting.read(workspace.window, chosen)
        return None if chosen is None or page is None else _shown(workspace, chosen.name, page)
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return None


def _copied() -> bytes:
    """What is on the clipboard, as a page if it is one."""
    data = QApplication.clipboard().mimeData() or QMimeData()  # None where the system has no clipboard yet
    if data.hasHtml():
        return f"<html>{data.html()}</html>".encode("utf-8", "replace")
    if not data.text().strip():
        raise OutsideError("剪贴板中没有内容。在浏览器中全选、复制后再试。")
    return data.text().encode("utf-8", "replace")


def _shown(workspace: Workspace, name: str, page: Imported) -> Preview | None:
    from govreport_gui.core.papers import page_check  # noqa: PLC0415  # the start page does without it
    from govreport_gui.core.papers.content import content_of  # noqa: PLC0415  # likewise

    editor = workspace.editor
    beside = (page.form, content_of(page.form, page.document))
    return previewing.paper_beside(
        workspace,
        page_check.TITLE,
        lambda: page_check.parts(name, (editor.form, content_of(editor.form, editor.document)), beside, page.problems),
    )
