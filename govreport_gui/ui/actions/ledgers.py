"""台账 beside the report: a new one, one that is there, its numbers into the report, the applications in a cell."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from govreport_gui.files import atomic, clock, names, resources, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.core.ledger.ledger import Ledger
    from govreport_gui.files.ledger.open_ledger import OpenLedger
    from govreport_gui.ui.ledger.ledger_window import LedgerWindow

SUFFIX = ".govledger"
_READ_ONLY = "“{}”是只读的，修改存不回原处。请取消只读，或复制到可以写入的位置再打开。"
_KIND = f"依申请公开台账 (*{SUFFIX})"


def is_ledger(path: Path) -> bool:
    """Whether that file is a ledger, by its name."""
    return path.suffix.lower() == SUFFIX


def add(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 文件: the ways to the ledger; gives the entry of their menu."""
    window = workspace.window
    ledgers = menu.addMenu("台账(&U)")
    entry(window, ledgers, "新建台账(&N)…", lambda: new(workspace))
    entry(window, ledgers, "打开台账(&O)…", lambda: ask_and_open(workspace))
    return ledgers.menuAction()


def add_taking(workspace: Workspace, menu: QMenu) -> None:
    """Into 核对: what a report and a ledger have to do with each other."""
    entry(workspace.window, menu, "从台账取数(&T)…", lambda: take(workspace))
    entry(workspace.window, menu, "这一格在台账中的申请(&O)", lambda: show_cell(workspace), "Ctrl+J")


def begin(workspace: Workspace) -> None:
    """Ask which way to a ledger is meant."""
    answers = (("new", "新建台账(&N)…"), ("open", "打开台账(&O)…"), ("", "返回(&C)"))
    more = "新建台账：先选一个文件存放，再逐件登记，或读入原有的登记簿。"
    answer = dialogs.ask(workspace.window, "依申请公开台账", more, answers)
    if answer == "new":
        new(workspace)
    elif answer == "open":
        ask_and_open(workspace)


def begin_from(workspace: Workspace, path: Path) -> bool | None:
    """Of a file that is to be opened as a report and is an old register: whether it went into a new ledger instead;
    None where the clerk thinks better of both.
    """
    from govreport_gui.files.ledger import reading  # noqa: PLC0415  # likewise

    if not reading.is_register(path):
        return False
    words = f"“{names.readable(path.name)}”像是依申请公开登记簿，不是年报。"
    answers = (("ledger", "新建台账，读入登记簿(&L)"), ("report", "按年报读入(&R)"), ("", "返回(&C)"))
    answer = dialogs.ask(
        workspace.window,
        words,
        "登记簿读入台账，每件申请一行；表三、表四由台账计得，用“核对 → 从台账取数”填入年报。",
        answers,
    )
    if answer != "ledger":
        return False if answer else None
    window = new(workspace)
    if window is not None:
        from govreport_gui.ui.ledger import deeds  # noqa: PLC0415  # likewise

        deeds.read_in(window, path)
    return True


def new(workspace: Workspace) -> LedgerWindow | None:
    """Begin a ledger; its file is asked for first, so that nothing of it is ever lost. None where it is not begun."""
    from govreport_gui.core.ledger.ledger import Ledger  # noqa: PLC0415  # the start page does without it
    from govreport_gui.files.ledger import open_ledger  # noqa: PLC0415  # likewise

    now = clock.now()
    unit = workspace.settings.unit.name
    path = workspace.ask_path("新建台账", _KIND, f"{unit or '依申请公开'}{now.year}年度台账{SUFFIX}")
    if path is None:
        return None
    try:
        file = open_ledger.create(path, Ledger(unit, now.year), now)
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return None
    window = _show(workspace, file)
    window.message_bar.say(f"本台账登记 {now.year} 年度收到和上年结转的申请；年度、单位在“文件 → 台账信息”中改。")
    return window


def ask_and_open(workspace: Workspace) -> None:
    """Ask for a ledger and open it."""
    path = dialogs.ask_open(workspace.window, "打开台账", workspace.folder(), f"{_KIND};;所有文件 (*)")
    if path is not None:
        open_ledger_in(workspace, path)


def open_ledger_in(workspace: Workspace, path: Path) -> LedgerWindow | None:
    """Show the ledger in that file, in the window that has it if one does; None, after a sentence, if it cannot be
    read.
    """
    from govreport_gui.files.ledger import open_ledger  # noqa: PLC0415  # likewise

    for desk in _windows(workspace):
        if names.same(path, desk.file.path):
            desk.setWindowState(desk.windowState() & ~Qt.WindowState.WindowMinimized)
            desk.activateWindow()
            return desk
    try:
        file = open_ledger.open_(path, clock.now())
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return None
    window = _show(workspace, file)
    if not atomic.may_write(path):
        window.message_bar.say(_READ_ONLY.format(names.readable(path.name)), "read-only")
    if file.restored:
        window.message_bar.say("上次未正常关闭，已恢复到最后一步操作。")
    if file.apart:
        window.message_bar.say(
            "上次未正常关闭，此后文件又被别人或别的程序改动过：那时未保存的修改没有并入，"
            "在“文件 → 历史版本”中另存查看。",
            "apart",
        )
    return window


def _windows(workspace: Workspace) -> list[LedgerWindow]:
    """The ledgers that are open."""
    if not workspace.desks:
        return []
    from govreport_gui.ui.ledger.ledger_window import LedgerWindow  # noqa: PLC0415  # likewise

    # One that was closed just now is still on the list.
    return [desk for desk in workspace.desks if isinstance(desk, LedgerWindow) and desk.isVisible()]


def _show(workspace: Workspace, file: OpenLedger) -> LedgerWindow:
    from govreport_gui.core.ledger.editor import LedgerEditor  # noqa: PLC0415  # likewise
    from govreport_gui.files.ledger import calendar_file, vocabulary_file  # noqa: PLC0415  # likewise
    from govreport_gui.ui.ledger import ledger_menu  # noqa: PLC0415  # likewise

    calendar, today = calendar_file.calendar(), clock.now().date()
    editor = LedgerEditor(file.ledger, resources.newest(), vocabulary_file.vocabulary(), calendar, today)
    window = ledger_menu.new_window(file, editor)
    workspace.desks.append(window)
    workspace.keep(settings.with_recent(workspace.settings, names.settled(file.path)))
    window.destroyed.connect(lambda: _gone(workspace, window))
    window.show()
    know_ledger(workspace)
    followed = editor.ledger

    def follow() -> None:
        nonlocal followed
        if editor.ledger is not followed:
            followed = editor.ledger
            know_ledger(workspace)

    window.moved.connect(follow)
    # Thousands of applications stay: to go through them for garbage would be felt at every tenth act.
    gc.freeze()
    return window


def _gone(workspace: Workspace, window: LedgerWindow) -> None:
    if window in workspace.desks:
        workspace.desks.remove(window)
    gc.unfreeze()  # what it held may go


def know_ledger(workspace: Workspace) -> None:
    """Let the checks of the open report know who applied (PB-01) and what its ledger gives now (LD-03), where that is
    open or found.
    """
    reference = None if workspace.at_start else workspace.editor.document.ledger
    if reference is None:
        return
    from govreport_gui.core.ledger.privacy import personal  # noqa: PLC0415  # likewise
    from govreport_gui.core.ledger.taking import as_it_stands  # noqa: PLC0415  # likewise
    from govreport_gui.files.ledger import beside  # noqa: PLC0415  # likewise

    editor = workspace.editor
    opened = [desk for desk in _windows(workspace) if desk.file.path.name == reference.file]
    path = None if opened else _known(workspace)
    ledger = opened[0].editor.ledger if opened else beside.readable(path) if path is not None else None
    if ledger is not None:
        editor.know(personal(ledger.applications), as_it_stands(ledger, editor.form, editor.document))


# ── the report and the ledger ────────────────────────────────────────


def take(workspace: Workspace) -> None:
    """Put the numbers of a ledger into tables 三 and 四 of the open report, as one step, after a look at them."""
    from govreport_gui.core.ledger import counting, taking  # noqa: PLC0415  # likewise
    from govreport_gui.files.ledger import calendar_file  # noqa: PLC0415  # likewise
    from govreport_gui.ui.ledger import taking_preview  # noqa: PLC0415  # likewise

    editor = workspace.editor
    if not editor.may_change():
        return
    workspace.view.commit()
    path = _known(workspace) or dialogs.ask_open(
        workspace.window, "从台账取数", workspace.folder(), f"{_KIND};;所有文件 (*)"
    )
    if path is None:
        return
    ledger = _ledger_in(workspace, path)
    if ledger is None:
        return
    year = editor.document.year or ledger.year
    if year is None:
        dialogs.say_error(workspace.window, "台账和年报都未填写年度，不能计数。请先填写年度。")
        return
    if ledger.year is not None and ledger.year != year:
        words = f"台账为{ledger.year}年度，年报为{year}年度。"
        answers = (("", "返回(&C)"), ("count", f"按{year}年度计数(&T)"))
        if not dialogs.ask(workspace.window, words, f"按{year}年度计数的，只计该年度收到、办结的申请。", answers):
            return
    counted = counting.count(ledger, editor.form, year)
    tables = taking_preview.ask(workspace.window, editor.document, ledger, counted)
    if tables is None:
        return
    at = clock.now().isoformat(timespec="minutes")
    changes = taking.changes(counted, editor.document, tables)
    days = calendar_file.calendar()
    taken = taking.taken(editor.form, editor.document, ledger, counted, tables, path.name, at, days)
    editor.apply("从台账取数", taken)
    know_ledger(workspace)
    said = f"已从台账“{names.readable(path.name)}”取数，改变 {len(changes)} 格。"
    if left_out := counting.to_be_mended(counted):
        workspace.message_bar.say(f"{said}台账中另有 {left_out} 件未计入，在台账的“问题”中补全后再取数。", "left out")
    else:
        workspace.message_bar.confirm(said)


def show_cell(workspace: Workspace) -> None:
    """Show the applications that the current cell holds, in the ledger that the report's numbers came from."""
    cell = workspace.view.cell
    form = workspace.editor.form
    if not cell or form.cells[cell].table not in {"requests", "disputes"}:
        workspace.message_bar.confirm("先选中表三、表四中的一格。")
        return
    path = _known(workspace) or dialogs.ask_open(
        workspace.window, "打开台账", workspace.folder(), f"{_KIND};;所有文件 (*)"
    )
    window = open_ledger_in(workspace, path) if path is not None else None
    if window is not None and cell in window.editor.form.cells:
        window.go_to_cell(cell)


def _known(workspace: Workspace) -> Path | None:
    """The ledger that the report's numbers came from, where it is open, beside the report or opened before; for a
    report that has none, the one that is open alone.
    """
    opened = _windows(workspace)
    ledger = workspace.editor.document.ledger
    if ledger is None:
        return opened[0].file.path if len(opened) == 1 else None
    for desk in opened:
        if desk.file.path.name == ledger.file:
            return desk.file.path
    from govreport_gui.files.ledger import beside  # noqa: PLC0415  # likewise

    document = workspace.editor.document
    here = beside.ledger_of(workspace.path, document) if workspace.path is not None else None
    if here is not None:
        return here
    used = [Path(each) for each in workspace.settings.recent if Path(each).name == ledger.file]
    return used[0] if len(used) == 1 and names.is_there(used[0]) else None


def _ledger_in(workspace: Workspace, path: Path) -> Ledger | None:
    """The ledger in that file, as it stands in its window where it is open."""
    from govreport_gui.files.ledger import ledger_file  # noqa: PLC0415  # likewise

    for desk in _windows(workspace):
        if names.same(path, desk.file.path):
            desk.commit()
            return desk.editor.ledger
    try:
        return ledger_file.read(path)[0]
    except OutsideError as error:
        dialogs.say_error(workspace.window, str(error))
        return None
