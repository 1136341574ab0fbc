"""What is dropped on the window is opened, wherever in it that falls: a report, a collection, the pictures of a report;
many at 汇总台.
"""

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from govreport_gui.files import names
from govreport_gui.ui.actions import collecting, open_save
from govreport_gui.ui.workspace import Workspace


class Dropping(QObject):
    """Takes files off what is dropped on that window. Text boxes would take their names for text."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.window)
        self._workspace = workspace

    def watch(self) -> None:
        """Begin, once the window is shown."""
        self._workspace.window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Whatever is dragged over the window, comes, moves or falls as one of these.
        if not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = tuple(_path(url) for url in event.mimeData().urls() if url.isLocalFile())
        if not paths:
            return super().eventFilter(watched, event)
        if QApplication.activeModalWidget() is not None:
            event.ignore()  # a question waits for its answer
            return True
        may_copy = event.possibleActions() & Qt.DropAction.CopyAction
        # Whatever was meant, the file stays where it is.
        event.setDropAction(Qt.DropAction.CopyAction if may_copy else Qt.DropAction.IgnoreAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            # Where it comes from waits until it has fallen; a question must not keep it waiting.
            QTimer.singleShot(0, self, lambda: self._open(paths))
        return True

    def _open(self, paths: tuple[Path, ...]) -> None:
        self._workspace.window.activateWindow()
        if (len(paths) == 1 and not paths[0].is_dir()) or all(map(names.is_picture, paths)):
            open_save.leave_for(self._workspace, *names.in_order(paths))
        else:
            collecting.take(self._workspace, paths)


def _path(url: QUrl) -> Path:
    """The file that is meant. Bytes that are no UTF-8 are lost in Qt's own text of it, not in the address."""
    text = url.toLocalFile()
    if "\ufffd" in text:
        text = os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded)))
    return Path(text)
