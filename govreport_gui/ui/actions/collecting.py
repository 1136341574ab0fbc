"""The desk of the office that adds up: a new collection, one that is there, or only a folder to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from govreport_gui.files import clock, names, resources, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.ui.rollup.desk_window import DeskWindow
    from govreport_gui.ui.rollup.work import Work

SUFFIX = ".govrollup"
_KIND = "年报汇总 (*.govrollup)"
OPENABLE = dialogs.READABLE.replace("年报 (*.govreport ", "年报、汇总、台账 (*.govreport *.govrollup *.govledger ")
"""Reports, collections and ledgers."""


def add(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 文件: the ways to the desk; gives the entry of their menu."""
    window = workspace.window
    many = menu.addMenu("汇总(&K)")
    entry(window, many, "新建汇总(&N)…", lambda: new(workspace))
    entry(window, many, "打开汇总(&O)…", lambda: ask_and_open(workspace))
    entry(window, many, "批量核对文件夹(&B)…", lambda: check_folder(workspace))
    return many.menuAction()


def is_collection(path: Path) -> bool:
    """Whether that file is a collection, by its name."""
    return path.suffix.lower() == SUFFIX


def shown(workspace: Workspace, path: Path) -> DeskWindow | None:
    """The desk that has that file open."""
    if not workspace.desks:
        return None
    from govreport_gui.ui.rollup.desk_window import DeskWindow  # noqa: PLC0415  # the start page does without it

    desks = [desk for desk in workspace.desks if isinstance(desk, DeskWindow)]
    return next((each for each in desks if each.work.file and names.same(path, each.work.file.path)), None)


def begin(workspace: Workspace) -> None:
    """Ask which way to the desk is meant."""
    answers = (("new", "新建汇总(&N)…"), ("open", "打开汇总(&O)…"), ("check", "批量核对(&B)…"), ("", "返回(&C)"))
    more = "新建汇总：先选一个文件存放，再添加收到的年报。批量核对：一个文件夹的年报逐份核对，不存文件。"
    answer = dialogs.ask(workspace.window, "汇总各单位年报", more, answers)
    if answer == "new":
        new(workspace)
    elif answer == "open":
        ask_and_open(workspace)
    elif answer == "check":
        check_folder(workspace)


def take(workspace: Workspace, paths: Sequence[Path]) -> None:
    """Ask what these folders and files, which were brought together, are wanted for, and read them."""
    what = f"文件夹“{readable(paths[0].name)}”" if len(paths) == 1 else f" {len(paths)} 个文件"
    answers = (("new", "新建汇总(&N)…"), ("check", "批量核对(&B)"), ("", "返回(&C)"))
    more = "新建汇总：选一个文件存放，各单位的数相加。批量核对：逐份核对，不存文件。只打开一份年报的，单独拖入。"
    answer = dialogs.ask(workspace.window, f"拖来了{what}。", more, answers)
    if answer == "new":
        new(workspace, paths)
    elif answer == "check":
        check(workspace, paths)


def new(workspace: Workspace, paths: Sequence[Path] = ()) -> None:
    """Begin a collection, with what is in these folders and files; its file is asked for first, so that nothing of it
    is ever lost.
    """
    from govreport_gui.core.rollup.desk import Desk  # noqa: PLC0415  # the start page does without it
    from govreport_gui.core.rollup.submission import Collection  # noqa: PLC0415  # likewise
    from govreport_gui.files.rollup import open_collection  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup import deeds  # noqa: PLC0415  # likewise
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
    window = _show(workspace, Work(desk, file))
    if paths:
        deeds.read(window, paths)
    else:
        window.message_bar.say(
            "先在“核对”菜单填写汇总信息（Ctrl+I）和应报单位（Ctrl+R），再添加收到年报的文件夹（Ctrl+O），也可以把文件夹拖到窗口中。"
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

    if (there := shown(workspace, path)) is not None:
        there.setWindowState(there.windowState() & ~Qt.WindowState.WindowMinimized)
        there.activateWindow()
        return True
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
    """Ask for a folder and check all reports in it, without keeping anything."""
    folder = dialogs.ask_folder(workspace.window, "批量核对文件夹", workspace.folder())
    if folder is not None:
        check(workspace, [folder])


def check(workspace: Workspace, paths: Sequence[Path]) -> None:
    """Check all reports in these folders and files, without keeping anything."""
    from govreport_gui.core.rollup.desk import Desk  # noqa: PLC0415  # likewise
    from govreport_gui.core.rollup.submission import Collection  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup import deeds  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup.work import Work  # noqa: PLC0415  # likewise

    deeds.read(_show(workspace, Work(Desk(Collection(resources.formats())))), paths)


def _show(workspace: Workspace, work: Work) -> DeskWindow:
    from govreport_gui.ui.rollup import desk_menu  # noqa: PLC0415  # likewise

    desk = desk_menu.new_desk(work, workspace.show_beside)
    workspace.desks.append(desk)
    desk.destroyed.connect(lambda: workspace.desks.remove(desk) if desk in workspace.desks else None)
    if work.file is not None:
        remember(workspace, work.file.path)
    desk.wanted.connect(workspace.open_file)
    desk.saved_elsewhere.connect(lambda path: remember(workspace, path))
    desk.show()
    return desk


def remember(workspace: Workspace, path: Path) -> None:
    """That file is the newest of the recent ones."""
    workspace.keep(settings.with_recent(workspace.settings, names.settled(path)))
