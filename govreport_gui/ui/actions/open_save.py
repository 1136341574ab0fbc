"""Opening, saving and leaving the report of a window, with every question that may come up on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox

from govreport_gui.files import atomic, names, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.known import reports as known
from govreport_gui.files.names import readable
from govreport_gui.files.saving import store
from govreport_gui.ui.actions import collecting, ledgers
from govreport_gui.ui.filing.report_file import Reached
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from govreport_gui.files.sources.imported import Imported
    from govreport_gui.ui.filing.recovery import Unsaved
    from govreport_gui.ui.importing.part_boxes import Purpose

_IN_MENU: Final = 8
_Keys = QKeySequence.StandardKey
_ONE: Final = "一次打开一份年报，选中的文件均未打开。同一份年报的多张图片可以一并选中，按文件名的次序合为一份。"
_READ_ONLY: Final = "“{}”是只读的，修改存不回原处，要另存。"


def add_open(workspace: Workspace, menu: QMenu) -> tuple[QAction, QMenu]:
    """Into 文件: open, and the files of lately; gives the entry and the menu of these."""
    window = workspace.window
    opened = entry(window, menu, "打开(&O)…", lambda: ask_and_open(workspace), _Keys.Open, picture="folder-open")
    recent = menu.addMenu("最近打开(&R)")
    recent.aboutToShow.connect(lambda: _fill_recent(recent, workspace))
    return opened, recent


def add_save(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 文件: save, dated copies, close; gives the entry that saves."""
    window = workspace.window
    menu.addSeparator()
    saved = entry(window, menu, "保存(&S)", lambda: save(workspace), _Keys.Save, picture="save")
    entry(window, menu, "另存为(&A)…", lambda: save_as(workspace), "F12")
    entry(window, menu, "历史版本(&H)…", lambda: show_versions(workspace))
    entry(window, menu, "关闭报告(&C)", lambda: close(workspace), "Ctrl+W")
    return saved


def _fill_recent(menu: QMenu, workspace: Workspace) -> None:
    menu.clear()
    recent, seen = workspace.settings.recent[:_IN_MENU], known.remembered()
    for at, name in enumerate(recent, 1):
        path = Path(name)
        about = seen[name].about if name in seen else None
        what = f"{about.unit}　{about.year} 年度" if about and about.unit and about.year else readable(path.name)
        if about and about.state in known.NO_REPORTS:
            what += "　汇总" if about.state == known.COLLECTION else "　台账"
        shown = f"{what}　（{readable(path.parent.name)}）".replace("&", "&&")
        made = menu.addAction(f"&{at} {shown}")
        made.triggered.connect(lambda _=False, path=path: open_known(workspace, path))
    if not recent:
        menu.addAction("暂无").setEnabled(False)


def may_leave(workspace: Workspace) -> bool:
    """Whether the open report may be left: saved, or given up by the clerk's own word. True where none is open."""
    if workspace.at_start:
        return True
    workspace.view.commit()
    if not workspace.editor.modified:
        return True
    answer = dialogs.ask_save(workspace.window, workspace.name, never_saved=workspace.path is None)
    if answer == QMessageBox.StandardButton.Save:
        return save(workspace)
    return answer == QMessageBox.StandardButton.Discard


def close(workspace: Workspace) -> None:
    """Leave the open report for the start page."""
    if may_leave(workspace):
        workspace.show_none()


def ask_and_open(workspace: Workspace) -> None:
    """Ask for a report or a collection and open it."""
    chosen = ask_for_report(workspace, "打开", collecting.OPENABLE)
    if chosen:
        leave_for(workspace, *chosen)


def ask_for_report(workspace: Workspace, title: str, kinds: str) -> tuple[Path, ...]:
    """Ask for the file of one report, or for the pictures of its pages, which come in order; none: none is chosen."""
    chosen = dialogs.ask_files(workspace.window, title, workspace.folder(), kinds)
    if len(chosen) > 1 and not all(map(names.is_picture, chosen)):
        dialogs.say_error(workspace.window, _ONE)
        return ()
    return names.in_order(chosen)


def open_known(workspace: Workspace, path: Path) -> None:
    """Open a report of the list; one that is gone is told in the window's strip, and stays on the list."""
    if names.is_gone(path):
        name = readable(path.name)
        workspace.message_bar.say(f"未找到“{name}”：文件已移动、改名或删除，或所在的U盘、网络位置未连接。", "gone")
    else:
        leave_for(workspace, path)


def leave_for(workspace: Workspace, path: Path, *more: Path) -> None:
    """Open that report once the open one may be left. If it cannot be read, a sentence says why and that one stays."""
    if collecting.is_collection(path) or ledgers.is_ledger(path) or may_leave(workspace):
        open_path(workspace, path, more)


def open_path(
    workspace: Workspace, path: Path, more: tuple[Path, ...] = (), again: Callable[[], object] | None = None
) -> bool:
    """Show the report in that file; whether it is shown. If it cannot be read, a sentence says why.

    `more` are pictures of the pages that follow. `again` is what reads it once more, where that is more than to open
    the file.
    """
    if collecting.is_collection(path):
        return collecting.open_collection_in(workspace, path)
    if ledgers.is_ledger(path):
        return ledgers.open_ledger_in(workspace, path) is not None
    from govreport_gui.files.sources import reading  # noqa: PLC0415  # the start page does without it
    from govreport_gui.ui.importing.part_boxes import Purpose  # noqa: PLC0415  # likewise

    ours = reading.is_report_file(path)
    reached = workspace.files.reach(path) if ours else Reached()
    if reached is None:
        return False
    # What ships with the program is there whenever it is wanted, and known to be right.
    shipped = names.settled(path).is_relative_to(names.settled(resources.path("samples")))
    begun = False if ours or shipped or more else ledgers.begin_from(workspace, path)
    if begun is not False:
        workspace.files.give_up(reached)
        return False
    again = again or (lambda: leave_for(workspace, path, *more))
    purpose = Purpose("打开年报")
    imported = _read(workspace, path) if ours or shipped else _looked_through(workspace, path, purpose, again, more)
    if imported is None:
        workspace.files.give_up(reached)
        return False
    if reached.only_look:
        workspace.show_report(imported.form, imported.document, source=f"{path.stem}（只看）", reached=reached)
    elif ours:
        workspace.show_report(imported.form, imported.document, path, reached=reached)
        workspace.remember()
        offer_unsaved(workspace, workspace.files.place)
    else:
        near = None if shipped else path
        workspace.show_report(imported.form, imported.document, source=path.stem, near=near, unsaved=not shipped)
    read_only = workspace.path is not None and not atomic.may_write(path)
    if doubts := (*imported.problems, *(_READ_ONLY.format(readable(path.name)),) * read_only):
        workspace.message_bar.say("\n".join(doubts))
    _begin(workspace)
    return True


def _read(workspace: Workspace, path: Path) -> Imported | None:
    """The report in a file of this program; None, after a sentence, where it cannot be read."""
    from govreport_gui.files.sources import reading  # noqa: PLC0415  # likewise

    try:
        return reading.read(path)
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return None


def _looked_through(
    workspace: Workspace, path: Path, purpose: Purpose, again: Callable[[], object], more: tuple[Path, ...] = ()
) -> Imported | None:
    """What the clerk takes of a foreign file; None where it cannot be read, or she thinks better of it."""
    from govreport_gui.core.importing import taking  # noqa: PLC0415  # likewise
    from govreport_gui.ui.importing import asking  # noqa: PLC0415  # likewise

    found = asking.ask(workspace.window, path, purpose, more=more, offer=asking.Offer(workspace.message_bar, again))
    if found is None:
        return None
    imported, parts = found
    return replace(imported, document=taking.only(imported.document, parts))


def _begin(workspace: Workspace) -> None:
    from govreport_gui.core.findings.progress import COVER  # noqa: PLC0415  # likewise

    workspace.view.go("proactive_text" if workspace.editor.document.unit else COVER)
    workspace.view.page.setFocus()
    ledgers.know_ledger(workspace)


def last_year_in(
    workspace: Workspace, title: str, again: Callable[[], object], chosen: Path | None = None
) -> tuple[Path, Imported] | None:
    """Last year's report in that file of any readable form, a foreign one looked through; without a file the clerk is
    asked for one, or for pictures of its pages. None where there is none. `again` is what asks for it once more.
    """
    from govreport_gui.files.sources import reading  # noqa: PLC0415  # likewise
    from govreport_gui.ui.importing.part_boxes import Purpose  # noqa: PLC0415  # likewise

    files = (chosen,) if chosen is not None else ask_for_report(workspace, title, dialogs.READABLE)
    if not files:
        return None
    path, *more = files
    purpose = Purpose(title, cells="作为上年数，与本年比较", texts="正文作为参考，写作时显示在旁边", cover="")
    ours = reading.is_report_file(path)
    found = _read(workspace, path) if ours else _looked_through(workspace, path, purpose, again, tuple(more))
    return None if found is None else (path, found)


def reopen(workspace: Workspace) -> None:
    """Read the report's file again; what is not saved in the window becomes one of its dated copies."""
    workspace.view.commit()
    if workspace.path is None:
        return
    if workspace.editor.modified and not workspace.files.keep_version():
        dialogs.say_error(
            workspace.window, "没有重新打开：这里没有保存的修改留不下来，存放历史版本的磁盘已满。先另存。"
        )
        return
    open_path(workspace, workspace.path)


def save(workspace: Workspace) -> bool:
    """Save to the report's own file, asking for one if it has none; whether it is saved."""
    workspace.view.commit()
    if workspace.path is None:
        return save_as(workspace)
    what = workspace.files.may_write(workspace.path)
    if what == "reopen":
        reopen(workspace)
    if what == "yes" and _save_to(workspace, workspace.path):
        return True
    # Where it cannot be saved, another place is offered at once.
    return what in {"yes", "save_as"} and save_as(workspace)


def save_as(workspace: Workspace) -> bool:
    """Ask for a file and save there; whether it is saved."""
    from govreport_gui.files.output import export  # noqa: PLC0415  # likewise

    workspace.view.commit()
    name = export.file_name(workspace.editor.document, store.SUFFIX)
    if workspace.path is not None and not atomic.may_write(workspace.path):
        name = readable(workspace.path.name)  # it is the same report, in a place where it can be saved
    path = workspace.ask_path("另存为", "年报 (*.govreport)", name)
    return path is not None and workspace.files.may_write(path) == "yes" and _save_to(workspace, path)


def _save_to(workspace: Workspace, path: Path) -> bool:
    try:
        workspace.files.write(path, workspace.editor.document, workspace.editor.form)
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return False
    workspace.remember()
    workspace.editor.mark_saved()
    workspace.message_bar.forget("sample")
    workspace.say(readable(f"已保存到“{path.name}”"), 5000)
    return True


def say_unkept(workspace: Workspace, changes: int) -> None:
    """Say how many changes stand only in memory, and offer to save them; nothing where there are none."""
    words = ""
    if changes:
        words = (
            f"现在不能自动备份：存放备份的磁盘已满或写不进去。有 {changes} 次修改只在内存中，程序意外退出则不予保留。"
            "请立即保存；腾出空间后自动备份会恢复。"
        )
    workspace.message_bar.warn(words, "unkept", (("保存(&P)", lambda: save(workspace)),))


def offer_unsaved(workspace: Workspace, only: Path | None = None) -> None:
    """Offer what was left unsaved at the last end of the program, or only that file's."""
    from govreport_gui.ui.filing import recovery  # noqa: PLC0415  # likewise

    recovery.offer_all(workspace.window, workspace.message_bar, lambda found: restore(workspace, found), only)


def restore(workspace: Workspace, found: Unsaved) -> bool:
    """Show a report that was left unsaved, as unsaved changes of its file; whether it is open and kept again."""
    if not may_leave(workspace):
        return False
    reached = workspace.files.reach(found.path) if found.path is not None else Reached()
    if reached is None:
        return False
    path = None if reached.only_look else found.path
    # What counts as changed on disk is what has changed since the clerk read it.
    reached = Reached(reached.mark, found.left.origin.seen)
    name = f"{found.left.origin.name}（恢复的）" if found.left.origin.file and path is None else found.left.origin.name
    workspace.show_report(found.form, found.document, path, name, reached=reached, unsaved=True)
    _begin(workspace)
    if any(workspace.view.show_changed(before) for before in found.before):
        workspace.view.page.setFocus()
    return workspace.files.autosave.keep_now()


def show_versions(workspace: Workspace) -> None:
    """The dated copies of the report's file."""
    from govreport_gui.ui.filing import versions_window  # noqa: PLC0415  # the window starts without it

    workspace.view.commit()
    versions_window.VersionsWindow(workspace.window, workspace.editor, workspace.files).exec()
