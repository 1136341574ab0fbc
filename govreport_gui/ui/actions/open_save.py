"""Opening, saving and leaving the report of a window, with every question that may come up on the way."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QMessageBox

from govreport_gui.core.findings.progress import COVER
from govreport_gui.files import atomic, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.assembly import Imported
from govreport_gui.ui.filing import recovery
from govreport_gui.ui.filing.report_file import Reached
from govreport_gui.ui.widgets import dialogs

if TYPE_CHECKING:
    from govreport_gui.ui.window.main_window import MainWindow

_READ_ONLY: Final = "“{}”是只读的，修改存不回原处，要另存。"


def may_leave(window: "MainWindow") -> bool:
    """Whether the open report may be left: saved, or given up by the clerk's own word."""
    window.view.commit()
    if not window.editor.modified:
        return True
    answer = dialogs.ask_save(window, window.name, never_saved=window.path is None)
    if answer == QMessageBox.StandardButton.Save:
        return save(window)
    return answer == QMessageBox.StandardButton.Discard


def open_path(window: "MainWindow", path: Path) -> bool:
    """Show the report in that file; whether it is shown. If it cannot be read, a sentence says why."""
    ours = reading.is_report_file(path)
    reached = window.files.reach(path) if ours else Reached()
    if reached is None:
        return False
    try:
        imported = reading.read(path)
    except OutsideError as error:
        window.files.give_up(reached)
        dialogs.say_error(window, str(error))
        return False
    if reached.only_look:
        window.show_report(imported.form, imported.document, source=f"{path.stem}（只看）", reached=reached)
    elif ours:
        window.show_report(imported.form, imported.document, path, reached=reached)
        window.remember(path)
        recovery.offer_all(window, window.offer, window.restore, path)
    else:
        window.show_report(imported.form, imported.document, source=path.stem, unsaved=True)
    read_only = window.path is not None and not atomic.may_write(path)
    window.notice.say("\n".join((*imported.problems, *(_READ_ONLY.format(path.name),) * read_only)))
    _begin(window)
    return True


def _begin(window: "MainWindow") -> None:
    window.view.go("proactive_text" if window.editor.document.unit else COVER)
    window.view.page.setFocus()


def ask_report(window: "MainWindow", title: str) -> tuple[Path, Imported] | None:
    """Ask for a report in any readable form and read it; None, after a sentence if it cannot be read."""
    chosen = dialogs.ask_open(window, title, window.folder(), dialogs.READABLE)
    if chosen is None:
        return None
    try:
        return chosen, reading.read(chosen)
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return None


def reopen(window: "MainWindow") -> None:
    """Read the report's file again; what is not saved in the window becomes one of its dated copies."""
    window.view.commit()
    if window.path is None:
        return
    if window.editor.modified and not window.files.keep_version():
        dialogs.say_error(window, "没有重新打开：这里没有保存的修改留不下来，存放历史版本的磁盘已满。先另存。")
        return
    open_path(window, window.path)


def save(window: "MainWindow") -> bool:
    """Save to the report's own file, asking for one if it has none; whether it is saved."""
    window.view.commit()
    if window.path is None:
        return save_as(window)
    what = window.files.may_write(window.path)
    if what == "reopen":
        reopen(window)
    if what == "yes" and _save_to(window, window.path):
        return True
    # Where it cannot be saved, another place is offered at once.
    return what in {"yes", "save_as"} and save_as(window)


def save_as(window: "MainWindow") -> bool:
    """Ask for a file and save there; whether it is saved."""
    window.view.commit()
    name = export.file_name(window.editor.document, store.SUFFIX)
    if window.path is not None and not atomic.may_write(window.path):
        name = window.path.name  # it is the same report, in a place where it can be saved
    path = window.ask_path("另存为", "年报 (*.govreport)", name)
    return path is not None and window.files.may_write(path) == "yes" and _save_to(window, path)


def to_write(window: "MainWindow", name: str) -> Path:
    """Where a file of that name is offered to be written: beside the report's own, or where the clerk keeps her
    documents if that place is read-only or gone.
    """
    beside = Path(window.folder())
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    places = [folder / name for folder in dict.fromkeys((beside, documents, Path.home()))]
    return next((path for path in places if atomic.may_write(path)), places[0])


def _save_to(window: "MainWindow", path: Path) -> bool:
    try:
        window.files.write(path, window.editor.document, window.editor.form)
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return False
    window.remember(path)
    window.editor.mark_saved()
    window.notice.forget("sample")
    window.statusBar().showMessage(f"已保存到“{path.name}”", 5000)
    return True


def restore(window: "MainWindow", found: recovery.Unsaved) -> bool:
    """Show a report that was left unsaved, as unsaved changes of its file; whether it is open and kept again."""
    if not window.may_leave():
        return False
    reached = window.files.reach(found.path) if found.path is not None else Reached()
    if reached is None:
        return False
    path = None if reached.only_look else found.path
    # What counts as changed on disk is what has changed since the clerk read it.
    reached = Reached(reached.mark, found.left.origin.seen)
    name = f"{found.left.origin.name}（恢复的）" if found.left.origin.file and path is None else found.left.origin.name
    window.show_report(found.form, found.document, path, name, reached=reached, unsaved=True)
    _begin(window)
    if any(window.view.show_changed(before) for before in found.before):
        window.view.page.setFocus()
    return window.files.keeping.keep_now()


def add_form(window: "MainWindow") -> None:
    """Ask for a file with a later issue of a form, and put it in after a check."""
    chosen = dialogs.ask_open(window, "装入格式文件", window.folder(), "格式文件 (*.toml)")
    if chosen is None:
        return
    try:
        form = resources.add_form(chosen)
    except OutsideError as error:
        dialogs.say_error(window, str(error))
        return
    window.notice.say(f"已装入{form.name}第{form.revision}版（{form.source}），重新打开报告后按它核对。")


def show_guide(window: "MainWindow") -> None:
    """How the program is used, with pictures."""
    from govreport_gui.ui.window.guide import Guide  # noqa: PLC0415  # the window starts without it

    Guide(window).show()


def about(window: "MainWindow") -> None:
    """Name, version, forms."""
    dialogs.about(window, resources.formats())
