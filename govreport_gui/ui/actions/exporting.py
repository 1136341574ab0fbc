"""Putting the report out to a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from govreport_gui.files.errors import OutsideError
from govreport_gui.ui import written
from govreport_gui.ui.actions import previewing
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.widgets.icons import icon
from govreport_gui.ui.workspace import Workspace


def add_output(workspace: Workspace, menu: QMenu) -> QMenu:
    """Into 文件: the report as PDF, workbook, Word file and web page; gives their menu, which the tools have too."""
    window = workspace.window
    output = menu.addMenu(icon("file-output"), "输出(&E)…")
    output.menuAction().setIconText("输出…")
    entry(window, output, "PDF(&P)…", lambda: report(workspace, ".pdf"), picture="file-text")
    entry(window, output, "Excel(&X)…", lambda: report(workspace, ".xlsx"), picture="file-spreadsheet")
    entry(window, output, "Word(&W)…", lambda: report(workspace, ".docx"))
    entry(window, output, "网页(&Y)…", lambda: report(workspace, ".html"))
    return output


def report(workspace: Workspace, suffix: str) -> None:
    """Ask for a file and put the report out there by suffix, for what its state says."""
    from govreport_gui.core.papers.purpose import usual  # noqa: PLC0415  # the start page does without it
    from govreport_gui.files.output import export  # noqa: PLC0415  # likewise

    workspace.view.commit()
    editor = workspace.editor
    verdict = editor.checked.verdict
    if verdict != "pass" and not dialogs.ask_export(workspace.window, editor.checked.verdict_words):
        return
    kind, name = f"{suffix[1:].upper()} (*{suffix})", export.file_name(editor.document, suffix)
    path, charts = workspace.ask_path("输出到", kind, name), previewing.charts_of(workspace)
    if path is not None:
        kind = usual(editor.document.state)
        _write(workspace, path, lambda: export.write(path, editor.form, editor.document, editor.checked, charts, kind))


def _write(workspace: Workspace, path: Path, write: Callable[[], tuple[str, ...]]) -> None:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        notes = write()
    except OutsideError as error:
        QApplication.restoreOverrideCursor()
        dialogs.say_error(workspace.window, str(error))
        return
    QApplication.restoreOverrideCursor()
    written.say_written(workspace, path, *notes)
