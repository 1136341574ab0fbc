"""When the program itself is at fault: keep the report first, then say so."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from govreport_gui.files import clock, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.ui import versions
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.core.editing.editor import ReportEditor

_KEPT = "报告未丢失：未保存的修改已备份，下次启动时询问是否恢复。可以继续使用，请尽快保存。"
_COPIED = "报告已另存一份：\n{}\n\n可以继续使用，请尽快保存。"
_NO_REPORT = "没有打开的报告。"
_NOT_KEPT = "报告未能备份。窗口中的内容仍在，请立即保存，最好另存一份。"


def install(workspace: Workspace) -> None:
    """From now on an unexpected error keeps the report and shows a window instead of ending silently."""
    told: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if sys.stderr is not None:  # a windowed program on Windows has none
            sys.__excepthook__(kind, error, trace)
        if not isinstance(error, Exception):
            return
        words = _NO_REPORT if workspace.at_start else keep(workspace)
        what = report(error)
        # A fault while painting comes again at each paint, the paints of this very box among them.
        if what not in told:
            told.add(what)
            QTimer.singleShot(0, lambda: show(what, words))

    sys.excepthook = hook


def keep(workspace: Workspace) -> str:
    """Keep the open report for the next start; what to say about it."""
    # The journal itself may be what is at fault.
    with suppress(Exception):
        if workspace.files.autosave.keep_now():
            return _KEPT
    with suppress(Exception):
        copied = copy(workspace.editor)
        if copied is not None:
            return _COPIED.format(copied)
    return _NOT_KEPT


def copy(editor: ReportEditor) -> Path | None:
    """Save the open report beside the program's data; where it went, None if that could not be done."""
    # Microseconds: two faults within a second must not overwrite each other.
    name = f"{clock.now():%Y%m%d-%H%M%S-%f}{store.SUFFIX}"
    try:
        path = settings.own("recovery") / name
        store.write(path, editor.document, editor.form)
    except (OSError, OutsideError):
        return None
    return path


def report(error: Exception) -> str:
    """What to send to whoever helps: versions and what happened."""
    import traceback  # noqa: PLC0415  # a start without faults does not need it

    return f"{versions.line()}\n\n{''.join(traceback.format_exception(error))}"


def show(what: str, kept: str) -> None:
    """Say that the program failed, what became of the report, and what to send to whoever helps."""
    if QApplication.instance() is None:
        return
    box = QMessageBox(QMessageBox.Icon.Critical, "公开年报", "程序出了意外的错误。")
    box.setInformativeText(f"{kept}\n\n把错误信息复制给帮你维护的人。")
    box.setDetailedText(what)
    labels.all_plain(box)
    button = box.addButton("复制错误信息(&C)", QMessageBox.ButtonRole.ActionRole)
    # The box stays open: copying is no answer.
    button.clicked.disconnect()
    button.clicked.connect(lambda: QApplication.clipboard().setText(what))
    box.setDefaultButton(box.addButton("继续(&O)", QMessageBox.ButtonRole.AcceptRole))
    theme.dress_dialog(box)
    box.exec()
