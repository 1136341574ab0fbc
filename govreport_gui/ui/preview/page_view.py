"""Pages of a PDF on screen, one below the other, at any size. Only what is in sight is drawn."""

from bisect import bisect_right
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from govreport_gui.files.pdf.pictures import Pages

WIDTH, PAGE = "width", "page"
"""Zoom that follows the window: the page as wide as it, or a whole page."""
LEAST, MOST = 25, 400
"""Zoom in per cent of the paper's size."""

_DOTS: Final = 96 / 72
"""Pixels of the screen to a pt of paper at 100 %."""
_GAP: Final = 14
"""Between pages and around them, in pixels."""
_BAND: Final = 512
"""Rows of the screen that are drawn, and kept, together."""
_KEPT: Final = 96 * 2**20
"""Bytes of pictures that are kept."""
_STEP: Final = 1.2


class PageView(QAbstractScrollArea):
    """Shows pages. `zoom` is WIDTH, PAGE or a number in per cent; `moved` tells the page in sight, from 0."""

    moved = Signal(int)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = PAGE
        self._pages: Pages | None = None
        self._drawn: dict[tuple[int, int, int], QPixmap] = {}
        self._boxes: list[QRect] = []
        self._told = -1
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._tell)

    def show_pages(self, pages: Pages) -> None:
        """Show these from now on, at the place of the old ones."""
        self._pages = pages
        self._drawn.clear()
        self._told = -1
        self._lay_out()
        self._tell()
        self.viewport().update()

    @property
    def percent(self) -> int:
        """How large the paper is shown, in per cent."""
        return round(self._factor() / _DOTS * 100)

    @property
    def page(self) -> int:
        """The page in sight, from 0: the one a third down the window."""
        at = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max(0, bisect_right([box.top() for box in self._boxes], at) - 1)

    def go(self, page: int) -> None:
        """Show that page from its top; beyond the ends, the first or the last one."""
        if self._boxes:
            box = self._boxes[max(0, min(page, len(self._boxes) - 1))]
            self.verticalScrollBar().setValue(box.top() - _GAP)

    def set_zoom(self, zoom: str, at: QPointF | None = None) -> None:
        """Show the paper in that size; what is at that point of the window, else at its top, stays there."""
        self.zoom = zoom if zoom in {WIDTH, PAGE} else str(max(LEAST, min(MOST, int(zoom))))
        self._lay_out(at)
        self.viewport().update()
        self.zoomed.emit()

    def step_zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Larger by so many steps, or smaller."""
        size = self.percent
        larger = round(size * _STEP**steps)
        self.set_zoom(str(larger if larger != size else size + (1 if steps > 0 else -1)), at)

    # ── sizes ────────────────────────────────────────────────────────

    def _factor(self) -> float:
        """Pixels of the window to a pt of paper."""
        if self._pages is None or self.zoom not in {WIDTH, PAGE}:
            return _DOTS * (100 if self.zoom in {WIDTH, PAGE} else int(self.zoom)) / 100
        room = self.maximumViewportSize()
        across = (room.width() - 2 * _GAP) / max(width for width, _ in self._pages.sizes)
        if self.zoom == PAGE:
            across = min(across, (room.height() - 2 * _GAP) / max(height for _, height in self._pages.sizes))
        return max(_DOTS * LEAST / 100, min(across, _DOTS * MOST / 100))

    def _lay_out(self, at: QPointF | None = None) -> None:
        if self._pages is None:
            return
        point = at or QPointF(self.viewport().width() / 2, 0)
        current = self.page
        page, within = self._place(point)
        factor, top = self._factor(), _GAP
        sizes = [QSize(round(width * factor), round(height * factor)) for width, height in self._pages.sizes]
        room = max(self.viewport().width(), max(size.width() for size in sizes) + 2 * _GAP)
        self._boxes = []
        for size in sizes:
            self._boxes.append(QRect((room - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + _GAP
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, room - self.viewport().width())
        across.setPageStep(self.viewport().width())
        down.setRange(0, max(0, top - self.viewport().height()))
        down.setPageStep(self.viewport().height())
        if within is None:
            return
        if self.zoom == PAGE:
            self.go(current)
            return
        box = self._boxes[min(page, len(self._boxes) - 1)]
        across.setValue(round(box.left() + within.x() * box.width() - point.x()))
        down.setValue(round(box.top() + within.y() * box.height() - point.y()))

    def _place(self, point: QPointF) -> tuple[int, QPointF | None]:
        """The page at that point of the window, and where in it, as parts of its size."""
        if not self._boxes:
            return 0, None
        x, y = point.x() + self.horizontalScrollBar().value(), point.y() + self.verticalScrollBar().value()
        page = max(0, bisect_right([box.top() for box in self._boxes], y) - 1)
        box = self._boxes[page]
        return page, QPointF((x - box.left()) / box.width(), (y - box.top()) / box.height())

    def _tell(self) -> None:
        if self._boxes and self.page != self._told:
            self._told = self.page
            self.setAccessibleName(f"第{self.page + 1}页，共{len(self._boxes)}页")
            self.moved.emit(self._told)

    # ── Qt ───────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._tell()
        if self.zoom in {WIDTH, PAGE}:
            self.zoomed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window).darker(118))
        offset = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value()).toPoint()
        for page, box in enumerate(self._boxes):
            placed = box.translated(offset)
            if placed.intersects(event.rect()):
                self._paint_page(painter, page, placed, event.rect())
                self.paint_over(painter, page, placed)
                painter.setPen(self.palette().color(QPalette.ColorRole.Shadow))
                painter.drawRect(placed.adjusted(-1, -1, 0, 0))

    def paint_over(self, painter: QPainter, page: int, sheet: QRect) -> None:
        """Draw on that page, from 0, which is shown at `sheet`: for views that mark something."""

    def box_of(self, page: int) -> QRect:
        """Where that page lies among all of them, in pixels."""
        return self._boxes[page]

    def _paint_page(self, painter: QPainter, page: int, box: QRect, sight: QRect) -> None:
        ratio = self.devicePixelRatioF()
        first = max(0, sight.top() - box.top()) * ratio
        last = min(box.height(), sight.bottom() + 1 - box.top()) * ratio
        for band in range(int(first) // _BAND, int(last - 1) // _BAND + 1):
            picture = self._band(page, round(box.width() * ratio), round(box.height() * ratio), band)
            top = box.top() + band * _BAND / ratio
            painter.drawPixmap(QRectF(box.left(), top, picture.width() / ratio, picture.height() / ratio), picture,
                               QRectF(picture.rect()))  # fmt: skip

    def _band(self, page: int, width: int, height: int, band: int) -> QPixmap:
        key = (page, width, band)
        found = self._drawn.pop(key, None)
        if found is None and self._pages is not None:
            found = pixmap(self._pages, page, width, height, band * _BAND, _BAND)
            while self._drawn and len(self._drawn) * width * _BAND * 4 > _KEPT:
                self._drawn.pop(next(iter(self._drawn)))
        # What was looked at last is thrown away last.
        self._drawn[key] = found or QPixmap()
        return self._drawn[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, down = Qt.Key, self.verticalScrollBar()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case keys.Key_PageDown:
                self.go(self.page + 1)
            case keys.Key_PageUp:
                self.go(self.page - 1)
            case keys.Key_Home:
                down.setValue(0)
            case keys.Key_End:
                down.setValue(down.maximum())
            case keys.Key_Space:
                down.setValue(down.value() + (-1 if back else 1) * (down.pageStep() - 48))
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(event.angleDelta().y() / 120, event.position())
            event.accept()
        else:
            super().wheelEvent(event)


def pixmap(pages: Pages, page: int, width: int, height: int, top: int = 0, rows: int | None = None) -> QPixmap:
    """A page, or a band of it, for the screen."""
    drawn = pages.picture(page, width, height, top, rows)
    return QPixmap.fromImage(QImage(drawn.pixels, drawn.width, drawn.height, QImage.Format.Format_RGB32))
