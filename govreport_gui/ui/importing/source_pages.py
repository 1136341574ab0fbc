"""The pages of a PDF as pictures, with the place of the current cell framed."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from govreport_gui.core.reading.blocks import Block, Place, Spot, place_of
from govreport_gui.files.pdf.pictures import Pages
from govreport_gui.ui.preview.page_view import WIDTH, PageView
from govreport_gui.ui.widgets import theme

_ROUND: Final = 1.5
"""Between a place and its frame, in points of the paper."""


class SourcePages(PageView):
    """Shows pages; `show_spots` frames some places on them and brings the first into sight."""

    def __init__(self, pages: Pages, blocks: tuple[Block, ...]) -> None:
        super().__init__()
        self._blocks = blocks
        self._sizes = pages.sizes
        self._places: tuple[tuple[Place, bool], ...] = ()
        self.show_pages(pages)
        self.set_zoom(WIDTH)

    @property
    def where(self) -> str:
        """The page in sight."""
        return f"第 {self.page + 1} 页，共 {len(self._sizes)} 页"

    def show_spots(self, spots: tuple[Spot, ...], others: tuple[Spot, ...] = ()) -> None:
        """Frame these places, with broken lines the others of the same matter, and bring the first into sight."""
        rest = tuple(each for each in others if each not in spots)
        self._places = tuple((place_of(self._blocks, spot), spot in spots) for spot in (*rest, *spots))
        first = next((place for place, strong in self._places if strong and place.page), None)
        if first is not None:
            self._reveal(first)
        self.viewport().update()

    def _reveal(self, place: Place) -> None:
        page = min(place.page, len(self._sizes)) - 1
        if place.box is None:
            self.go(page)
            return
        sheet = self.box_of(page)
        framed = self._framed(place, sheet)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if not down.value() <= framed.top() <= down.value() + self.viewport().height() - framed.height():
            down.setValue(round(framed.top()) - self.viewport().height() // 3)
        if not across.value() <= framed.left() <= across.value() + self.viewport().width() - framed.width():
            across.setValue(round(framed.left()) - self.viewport().width() // 3)

    def _framed(self, place: Place, sheet: QRect) -> QRectF:
        """The frame of a place on a page that is drawn there."""
        assert place.box is not None  # noqa: S101  # asked before
        wide, high = self._sizes[place.page - 1]
        left, bottom, right, top = place.box
        across, down = sheet.width() / wide, sheet.height() / high
        return QRectF(
            sheet.left() + (left - _ROUND) * across,
            sheet.top() + (high - top - _ROUND) * down,
            (right - left + 2 * _ROUND) * across,
            (top - bottom + 2 * _ROUND) * down,
        )

    def paint_over(self, painter: QPainter, page: int, sheet: QRect) -> None:
        for place, strong in self._places:
            if place.page != page + 1 or place.box is None:
                continue
            line = Qt.PenStyle.SolidLine if strong else Qt.PenStyle.DashLine
            painter.setPen(QPen(theme.on_paper("accent" if strong else "explain"), 2 if strong else 1, line))
            painter.drawRect(self._framed(place, sheet))
