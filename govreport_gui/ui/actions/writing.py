"""The entries of 编辑 for a part that is text."""

from typing import Final

from PySide6.QtWidgets import QMenu

from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

_SHOWN: Final = 8000
"""For how long a result is shown, in milliseconds."""


def add(workspace: Workspace, menu: QMenu) -> None:
    """Put the entries into the menu."""
    window = workspace.window
    menu.addSeparator()
    entry(window, menu, "插入数据句(&D)…", lambda: insert(workspace), "Ctrl+I", picture="list-plus")
    entry(window, menu, "插入上年同段(&Y)", lambda: put_last(workspace), "Ctrl+Shift+V")
    entry(window, menu, "整理格式(&O)…", lambda: tidy_up(workspace), "Ctrl+Shift+F", picture="wand-sparkles")


def put_last(workspace: Workspace) -> None:
    """Put last year's passage into the text where the clerk is."""
    view = workspace.view
    if view.text_page is None or view.editor.document.last is None:
        workspace.say("在文字部分、已载入上年年报的，可以插入上年同段。", _SHOWN)
        return
    view.commit()
    view.writing.show_page(view.text_page)
    if said := view.writing.put_last_in():
        workspace.say(said, _SHOWN)


def insert(workspace: Workspace) -> None:
    """Show what can be put into the text where the caret is."""
    page = workspace.view.text_page
    if page is None:
        workspace.say("先转到一、五、六等文字部分，再插入数据句。", _SHOWN)
    elif workspace.editor.may_change():
        page.insert.showMenu()


def tidy_up(workspace: Workspace) -> None:
    """Put the text in sight in order."""
    page = workspace.view.text_page
    if page is None:
        workspace.say("先转到一、五、六等文字部分，再整理格式。", _SHOWN)
    elif said := page.tidy_up():
        workspace.say(said, _SHOWN)
