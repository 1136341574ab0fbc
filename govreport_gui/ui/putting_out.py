"""Putting the report, and the papers beside it, out to files."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govreport_gui.core.findings import VERDICT_NAMES
from govreport_gui.core.paper import Part
from govreport_gui.files import export, papers
from govreport_gui.files.errors import OutsideError
from govreport_gui.ui import dialogs, paper_menu

if TYPE_CHECKING:
    from govreport_gui.ui.main_window import MainWindow


def report(window: "MainWindow", suffix: str) -> None:
    """Ask for a file and put the report out there, by suffix .pdf or .xlsx."""
    window.view.commit()
    editor = window.editor
    verdict = editor.checked.verdict
    if verdict != "pass" and not dialogs.ask_export(window, VERDICT_NAMES[verdict]):
        return
    kind, name = f"{suffix[1:].upper()} (*{suffix})", export.file_name(editor.document, suffix)
    path, charts = window.ask_path("输出到", kind, name), paper_menu.charts_of(window)
    if path is not None:
        _write(window, path, lambda: export.write(path, editor.form, editor.document, editor.checked, charts))


def inspection(window: "MainWindow") -> None:
    """The page that goes through what an inspection looks at."""
    window.view.commit()
    title = "上级会怎么看"
    _paper(window, title, _of_report(window, title), papers.inspection(window.editor.checked))


def proofreading(window: "MainWindow") -> None:
    """What was read aloud and how it stands, with lines for signatures."""
    window.view.commit()
    title = "校对记录"
    _paper(window, title, _of_report(window, title), papers.proofreading(window.editor.form, window.editor.document))


def rulebook(window: "MainWindow") -> None:
    """The rules of this form, for whoever has to approve them."""
    form = window.editor.form
    title = f"规则说明书（{form.name}）"
    _paper(window, title, f"{title}.pdf", papers.rulebook(form))


def _of_report(window: "MainWindow", title: str) -> str:
    """A file name that tells whose paper it is."""
    return export.file_name(window.editor.document, f"·{title}.pdf")


def _paper(window: "MainWindow", title: str, name: str, parts: tuple[Part, ...]) -> None:
    path = window.ask_path(title, "PDF (*.pdf)", name)
    if path is not None:
        _write(window, path, lambda: papers.write(path, title, parts))


def _write(window: "MainWindow", path: Path, write: Callable[[], tuple[str, ...]]) -> None:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        notes = write()
    except OutsideError as error:
        QApplication.restoreOverrideCursor()
        dialogs.say_error(window, str(error))
        return
    QApplication.restoreOverrideCursor()
    window.notice.say("\n".join((f"已输出到“{path}”。", *notes)))
