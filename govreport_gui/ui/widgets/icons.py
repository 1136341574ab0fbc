"""The pictures of the entries: one set, drawn in the colour of the words beside them.

The files hold lines in `currentColor`. They are drawn when shown, so that they are sharp at every
scale and follow a desktop that turns dark while the program runs.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from govreport_gui.files import resources


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The picture of that name in resources/icons, in the colour of that role."""
    return QIcon(_Engine(name, role))


class _Engine(QIconEngine):
    """Draws one picture for Qt, in whatever size and state it asks for."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, scale))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1)

    def scaledPixmap(
        self,
        size: QSize,
        mode: QIcon.Mode,
        state: QIcon.State,  # noqa: ARG002  # Qt's own signature
        scale: float,
    ) -> QPixmap:
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        selected = mode == QIcon.Mode.Selected
        role = QPalette.ColorRole.HighlightedText if selected else self._role
        colour = QApplication.palette().color(group, role).name()
        drawn = QPixmap(_drawn(self._name, colour, round(size.width() * scale), round(size.height() * scale)))
        drawn.setDevicePixelRatio(scale)
        return drawn


@cache
def _drawn(name: str, colour: str, width: int, height: int) -> QPixmap:
    """The picture in that colour, in pixels."""
    text = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    # Not by Qt's plugin for images: an installed program on Windows does not find the library that it needs.
    QSvgRenderer(QByteArray(text.encode("utf-8"))).render(painter)
    painter.end()
    return picture
