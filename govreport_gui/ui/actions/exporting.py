"""Putting the report out to a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export
from govreport_gui.ui.actions import previewing
from govreport_gui.ui.widgets import dialogs

if TYPE_CHECKING:
    from govreport_gui.ui.window.main_window import MainWindow


def report(window: "MainWindow", suffix: str) -> None:
    """Ask for a file and put the report out there, by suffix .pdf or .xlsx."""
    window.view.commit()
    editor = window.editor
    verdict = editor.checked.verdict
    if verdict != "pass" and not dialogs.ask_export(window, editor.checked.verdict_words):
        return
    kind, name = f"{suffix[1:].upper()} (*{suffix})", export.file_name(editor.document, suffix)
    path, charts = window.ask_path("输出到", kind, name), previewing.charts_of(window)
    if path is not None:
        _write(window, path, lambda: export.write(path, editor.form, editor.document, editor.checked, charts))


def _write(window: "MainWindow", path: Path, write: Callable[[], tuple[str, ...]]) -> None:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        notes = write()
    except OutsideError as error:
        QApplication.restoreOverrideCursor()
        dialogs.say_error(window, str(error))
        return
    QApplication.restoreOverrideCursor()
    say_written(window, path, *notes)


def say_written(window: "MainWindow", path: Path, *notes: str) -> None:
    """Say where a file was put, with what should be known about it, and offer to open it."""
    ways = (("打开(&P)", lambda: _open(window, path)), ("打开文件夹(&Y)", lambda: _open(window, path.parent)))
    window.notice.say("\n".join((f"已输出到“{path}”。", *notes)), ways=ways)


def _open(window: "MainWindow", path: Path) -> None:
    """Show that file or folder with the program that the desktop has for it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        dialogs.say_error(window, f"没有打开“{path.name}”：文件已经不在，或电脑上没有能打开它的程序。")
