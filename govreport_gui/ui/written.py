"""What is said of a file that was put out, and how it is opened from there."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.workspace import Workspace


def say_written(workspace: Workspace, path: Path, *notes: str) -> None:
    """Say where a file was put, with what should be known about it, and offer to open it."""
    ways = (("打开(&P)", lambda: _open(workspace, path)), ("打开文件夹(&Y)", lambda: _open(workspace, path.parent)))
    workspace.message_bar.say("\n".join((f"已输出到“{path}”。", *notes)), ways=ways)


def _open(workspace: Workspace, path: Path) -> None:
    """Show that file or folder with the program that the desktop has for it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        dialogs.say_error(workspace.window, f"没有打开“{path.name}”：文件已经不在，或电脑上没有能打开它的程序。")
