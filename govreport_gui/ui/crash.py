"""When the program itself is at fault: keep a copy of the report first, then say so."""

import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QApplication, QMessageBox

from govreport_gui import __version__
from govreport_gui.core.editor import ReportEditor
from govreport_gui.files import settings, store
from govreport_gui.files.errors import OutsideError

if TYPE_CHECKING:
    from govreport_gui.ui.main_window import MainWindow


def install(window: "MainWindow") -> None:
    """From now on an unexpected error saves a recovery copy and shows a window instead of ending silently."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            # What is still being typed belongs to the report; if just that is at fault, go without it.
            with suppress(Exception):
                if not window.at_start:
                    window.view.commit()
            show(error, "没有打开的报告。" if window.at_start else _where(keep(window.editor)))

    sys.excepthook = hook


def keep(editor: ReportEditor | None) -> Path | None:
    """Save the open report beside the program's data; where it went, None if there was nothing to keep."""
    if editor is None:
        return None
    folder = settings.data_folder() / "recovery"
    # Microseconds: two faults within a second must not overwrite each other.
    path = folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}{store.SUFFIX}"  # noqa: DTZ005  # the clerk's own clock
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store.write(path, editor.document, editor.form)
    except (OSError, OutsideError):
        return None
    return path


def _where(kept: Path | None) -> str:
    return f"报告已另存一份：\n{kept}" if kept else "报告没能另存，保存后再继续。"


def show(error: Exception, where: str) -> None:
    """Say that the program failed, where the copy of the report is, and what to send to whoever helps."""
    if QApplication.instance() is None:
        return
    import traceback  # noqa: PLC0415  # a start without faults does not need it

    box = QMessageBox(QMessageBox.Icon.Critical, "公开年报", "程序出了意外的错误。")
    box.setInformativeText(f"{where}\n\n可以继续使用。把下面的详细信息复制给帮你维护的人。")
    trace = "".join(traceback.format_exception(error))
    box.setDetailedText(f"{versions()}\n\n{trace}")
    box.exec()


def versions() -> str:
    """Program, Qt, Python and system, in one line."""
    import platform  # noqa: PLC0415  # likewise

    return f"公开年报 {__version__}，Qt {qt_version}，Python {platform.python_version()}，{platform.platform()}"
