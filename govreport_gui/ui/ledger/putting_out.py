"""Papers of a ledger, and the copy that names nobody."""

from collections.abc import Callable
from pathlib import Path

from govreport_gui.core.ledger import papers
from govreport_gui.core.ledger.papers import Paper
from govreport_gui.core.ledger.privacy import anonymous
from govreport_gui.files import clock, names
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import open_ledger
from govreport_gui.files.ledger import papers as paper_files
from govreport_gui.ui import written
from govreport_gui.ui.ledger import deeds
from govreport_gui.ui.ledger.ledger_window import LedgerWindow
from govreport_gui.ui.widgets import dialogs

_KINDS = "PDF (*.pdf);;Excel (*.xlsx)"


def register(window: LedgerWindow) -> None:
    """Put out the register of the year."""
    editor = window.editor
    if editor.counted is not None:
        _write(window, papers.register(editor.ledger, editor.counted, editor.vocabulary, editor.calendar))


def application(window: LedgerWindow) -> None:
    """Put out the application that the form shows."""
    editor, shown = window.editor, window.form.application
    if shown is not None:
        _write(
            window,
            papers.application(editor.ledger, shown.key, editor.vocabulary, editor.calendar, editor.problems),
        )


def dues(window: LedgerWindow) -> None:
    """Put out the list of deadlines."""
    editor = window.editor
    _write(window, papers.due_list(editor.ledger, editor.calendar, editor.today))


def evidence(window: LedgerWindow) -> None:
    """Put out which applications are in each cell of tables 三 and 四."""
    editor = window.editor
    if editor.counted is not None:
        _write(window, papers.evidence(editor.ledger, editor.counted))


def _write(window: LedgerWindow, paper: Paper) -> None:
    path = dialogs.ask_path(window, paper.title, window.folder / f"{paper.title}.pdf", _KINDS)
    if path is not None:
        _put(window, path, lambda: paper_files.write(path, paper))


def anonymous_copy(window: LedgerWindow) -> None:
    """Write a copy of the ledger in which nobody is named, to be shown to somebody who helps."""
    offered = window.file.path.with_stem(f"{window.file.path.stem}（无申请人信息）")
    path = dialogs.ask_path(window, "不含申请人信息的副本", offered, deeds.KIND)
    if path is None:
        return

    def write() -> tuple[str, ...]:
        if names.same(path, window.file.path):
            raise OutsideError("这是正在打开的台账，换一个名字输出。")
        open_ledger.create(path, anonymous(window.editor.ledger), clock.now()).close(clock.now())
        return ("申请人、证件、地址、电话、申请内容、备注均已替换；登记编号、日期、办理结果不变。",)

    _put(window, path, write)


def _put(window: LedgerWindow, path: Path, write: Callable[[], tuple[str, ...]]) -> None:
    try:
        notes = write()
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return
    written.say_in(window, window.message_bar, [path], *notes)
