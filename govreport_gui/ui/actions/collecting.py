"""The desk of the office that adds up: a new collection, one that is there, or only a folder to be checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from govreport_gui.files import clock, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.ui.rollup.desk_window import DeskWindow
    from govreport_gui.ui.rollup.work import Work

SUFFIX = ".govrollup"
_KIND = "年报汇总 (*.govrollup)"


def add(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 文件: the ways to the desk; gives the entry of their menu."""
    window = workspace.window
    many = menu.addMenu("汇总(&K)")
    entry(window, many, "新建汇总(&N)…", lambda: new(workspace))
    entry(window, many, "打开汇总(&O)…", lambda: ask_and_open(workspace))
    entry(window, many, "批量核对文件夹(&B)…", lambda: check_folder(workspace))
    return many.menuAction()


def new(workspace: Workspace) -> None:
    """Begin a collection; its file is asked for first, so that nothing of it is ever lost."""
    from govreport_gui.core.rollup.desk import Desk  # noqa: PLC0415  # the start page does without it
    from govreport_gui.core.rollup.submission import Collection  # noqa: PLC0415  # likewise
    from govreport_gui.files.rollup import open_collection  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup.work import Work  # noqa: PLC0415  # likewise

    path = workspace.ask_path("新建汇总", _KIND, f"年报汇总{SUFFIX}")
    if path is None:
        return
    desk = Desk(Collection(resources.formats(), unit=workspace.settings.unit.name))
    try:
        file = open_collection.create(path, desk, clock.now())
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return
    _show(workspace, Work(desk, file)).message_bar.say(
        "先在“核对 → 应报单位”填写名单，再添加收到年报的文件夹；也可以把文件夹拖到窗口中。"
    )


def ask_and_open(workspace: Workspace) -> None:
    """Ask for a collection and open it."""
    path = dialogs.ask_open(workspace.window, "打开汇总", workspace.folder(), f"{_KIND};;所有文件 (*)")
    if path is not None:
        open_collection_in(workspace, path)


def open_collection_in(workspace: Workspace, path: Path) -> bool:
    """Show the collection in that file; whether it is shown. If it cannot be read, a sentence says why."""
    from govreport_gui.files.rollup import open_collection  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup.work import Work  # noqa: PLC0415  # likewise

    try:
        file = open_collection.open_(path, clock.now())
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return False
    desk = _show(workspace, Work(file.desk, file))
    if file.restored:
        desk.message_bar.say("上次未正常关闭，已恢复到最后一步操作。")
    return True


def check_folder(workspace: Workspace) -> None:
    """Check all reports of a folder, without keeping anything."""
    from govreport_gui.core.rollup.desk import Desk  # noqa: PLC0415  # likewise
    from govreport_gui.core.rollup.submission import Collection  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup import deeds, questions  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup.work import Work  # noqa: PLC0415  # likewise

    folder = questions.ask_folder(workspace.window, "批量核对文件夹")
    if folder is not None:
        deeds.read(_show(workspace, Work(Desk(Collection(resources.formats())))), [folder])


def _show(workspace: Workspace, work: Work) -> DeskWindow:
    from govreport_gui.ui.rollup import desk_menu  # noqa: PLC0415  # likewise

    desk = desk_menu.new_desk(work, workspace.show_beside)
    workspace.desks.append(desk)
    desk.destroyed.connect(lambda: workspace.desks.remove(desk) if desk in workspace.desks else None)
    desk.show()
    return desk
