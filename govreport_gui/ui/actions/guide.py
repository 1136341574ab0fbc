"""The user guide in a window of its own: Markdown with pictures, as it lies in docs/guide."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from govreport_gui.files import resources
from govreport_gui.ui.widgets import fitting, theme

_MARGIN: Final = 24
"""In pixels, round the text."""


class Guide(QTextBrowser):
    """The guide. Pictures are as wide as the window has room, never wider than they are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("使用说明")
        self.setAccessibleName("使用说明")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(key), self, self.close)
        text = QTextDocument()
        text.setDefaultFont(theme.sized(self.font(), theme.SECTION))
        text.setMarkdown((resources.guide() / "guide.md").read_text(encoding="utf-8"))
        self._html = text.toHtml()
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.timeout.connect(self._show)
        fitting.fit(self, parent.window().size() * 0.85)
        self._show()

    def _show(self) -> None:
        """Show the guide in the window's width, at the place where it was."""
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self.setHtml(self._html)
        self.document().setDocumentMargin(_MARGIN)
        bar.setValue(round(place * bar.maximum()))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(str(resources.guide() / Path(QUrl(name).path()).name))
        room = self.viewport().width() - 2 * _MARGIN
        if picture.width() <= room:
            return picture
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit.start(0)
