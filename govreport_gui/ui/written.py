"""What is said of a file that was put out, and how it is opened from there."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from govreport_gui.files.names import readable
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.message_bars import MessageBar
from govreport_gui.ui.workspace import Workspace


def say_written(workspace: Workspace, files: Sequence[Path], *notes: str) -> None:
    """Say in the window of a report where files were put."""
    say_in(workspace.window, workspace.message_bar, files, *notes)


def say_in(window: QWidget, bar: MessageBar, files: Sequence[Path], *notes: str) -> None:
    """Say where files were put, with what should be known about them, and offer to open the first, or the folder."""
    first, *others = files
    if others:
        said = f"已输出 {len(files)} 个文件到“{readable(str(first.parent))}”。"
    else:
        said = f"已输出到“{readable(str(first))}”。"
    folder = first.parent
    ways = (
        ("打开(&O)", lambda: open_outside(window, first)),
        ("打开文件夹(&P)", lambda: open_outside(window, folder)),
    )
    bar.say("\n".join((said, *notes)), "written", ways)


def open_outside(window: QWidget, path: Path) -> None:
    """Show that file or folder with the program that the desktop has for it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        dialogs.say_error(window, f"没有打开“{path.name}”：文件已经不在，或电脑上没有能打开它的程序。")
