"""What stands in a cell of a scanned page, cut out and enlarged, to be compared with what was read there."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPixmap

from govreport_gui.core.reading.blocks import Place, Spot, place_of
from govreport_gui.core.reading.report import Reading
from govreport_gui.files.pdf.pictures import Pages
from govreport_gui.ui.widgets import theme

_DOTS: Final = 4
"""Pixels to a point of the paper at which pages are cut: 288 dpi, as fine as offices scan."""
_AROUND: Final = 3
"""Points of the paper around a cell that are shown too: its lines, so that it is seen to be the whole cell."""
_WITHIN: Final = 2.5
"""Points within the border of a cell from where on what is dark is writing and no line."""
_LEAST: Final = (20, 12)
"""Points of width and height below which nothing is cut: a 1 or a dash is not to fill the picture."""
_FAINT: Final = 0.15
"""Part of the darkest writing's contrast from which on something is writing."""
_NEAR: Final = 24
"""Pixels of a cut at half its size, 12 points of paper: so far from any stroke there is blank paper."""
_FLAT: Final = 40
"""Grey levels (of 255) between paper and writing below which nothing can be told."""
_SMALLEST, _LARGEST = 1.0, 4.5
"""Pixels of the screen to a point: less cannot be read, and more makes it no clearer."""
_KEPT: Final = 500
"""Pictures that are kept, each for one size."""

Spots = Sequence[Spot]


class Cutouts:
    """The pictures of cells. A page is drawn once, when the first of its cells is wanted."""

    def __init__(self, pages: Pages, reading: Reading) -> None:
        """Raises nothing: a cell whose place is not known has no picture."""
        self._pages, self._blocks = pages, reading.blocks
        spots = {spot for each in reading.spots.values() for spot in each}
        spots |= {spot for entry in reading.account for spot in entry.spots}
        self._wanted = {place for spot in spots if self._known(place := place_of(self._blocks, spot))}
        self._cut: dict[Place, QImage] = {}
        self._drawn: dict[tuple[tuple[Spot, ...], int, int, float], tuple[QPixmap, ...]] = {}

    def pictures(self, spots: Spots, width: int, height: int, ratio: float) -> tuple[QPixmap, ...]:
        """One for each of these places, together no larger than that in pixels of the window; `ratio` to its own.

        None where the place is unknown, or so wide that nothing could be read.
        """
        asked = (tuple(spots), width, height, ratio)
        if asked not in self._drawn:
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            self._drawn[asked] = self._made(spots, width, height, ratio)
        return self._drawn[asked]

    def _made(self, spots: Spots, width: int, height: int, ratio: float) -> tuple[QPixmap, ...]:
        places = [place_of(self._blocks, spot) for spot in spots]
        if not places or not all(map(self._known, places)):
            return ()
        cuts = [self._of(place) for place in places]
        room = width - (len(cuts) - 1) * theme.XL
        scale = min(room / sum(cut.width() for cut in cuts), height / max(cut.height() for cut in cuts)) * _DOTS
        if scale < _SMALLEST:
            return ()
        scale = min(scale, _LARGEST) / _DOTS * ratio
        made = []
        for cut in cuts:
            size = (max(1, round(cut.width() * scale)), max(1, round(cut.height() * scale)))
            picture = QPixmap.fromImage(
                cut.scaled(*size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            )
            picture.setDevicePixelRatio(ratio)
            made.append(picture)
        return tuple(made)

    def _known(self, place: Place) -> bool:
        return place.box is not None and 0 < place.page <= len(self._pages.sizes)

    def _of(self, place: Place) -> QImage:
        if place not in self._cut:
            width, height = self._pages.sizes[place.page - 1]
            drawn = self._pages.picture(place.page - 1, round(width * _DOTS), round(height * _DOTS))
            page = QImage(drawn.pixels, drawn.width, drawn.height, QImage.Format.Format_RGB32)
            for each in {place, *(each for each in self._wanted if each.page == place.page)}:
                self._cut[each] = _trimmed(page.copy(_frame(each, page.rect())))
        return self._cut[place]


def _frame(place: Place, page: QRect) -> QRect:
    """Where that place is on a page that is drawn so, with a little around it."""
    assert place.box is not None  # noqa: S101  # asked before
    left, bottom, right, top = place.box
    high = page.height()
    found = QRect(
        round((left - _AROUND) * _DOTS),
        round(high - (top + _AROUND) * _DOTS),
        round((right - left + 2 * _AROUND) * _DOTS),
        round((top - bottom + 2 * _AROUND) * _DOTS),
    ).intersected(page)
    return found if not found.isEmpty() else QRect(page.topLeft(), page.topLeft())


def _trimmed(cut: QImage) -> QImage:
    """A cell without most of the blank paper around its number; all of it where nothing stands out."""
    wide, high = cut.width() // 2, cut.height() // 2
    edge = round((_AROUND + _WITHIN) * _DOTS / 2)
    if wide <= 2 * edge or high <= 2 * edge:
        return cut
    grey = cut.convertToFormat(QImage.Format.Format_Grayscale8).scaled(wide, high)
    pixels, stride = bytes(grey.constBits()), grey.bytesPerLine()
    lines = [pixels[at * stride + edge : at * stride + wide - edge] for at in range(edge, high - edge)]
    across, down = [min(column) for column in zip(*lines, strict=True)], [min(line) for line in lines]
    left, right = _reach(across, edge, _LEAST[0])
    top, bottom = _reach(down, edge, _LEAST[1])
    return cut.copy(2 * left, 2 * top, 2 * (right - left), 2 * (bottom - top))


def _paper(darkest: Sequence[int]) -> list[int]:
    """How light the paper is at each place: as the lightest near it. On a photo it is darker to one side of a cell."""
    near = [max(darkest[at : at + _NEAR]) for at in range(0, len(darkest), _NEAR)]
    return [max(near[max(0, at // _NEAR - 1) : at // _NEAR + 2]) for at in range(len(darkest))]


def _reach(darkest: Sequence[int], edge: int, least: int) -> tuple[int, int]:
    """From where to where something is written, with some paper around it, at least so many points long; all of it,
    with the edges before and behind, where nothing stands out.
    """
    contrast = [paper - dark for paper, dark in zip(_paper(darkest), darkest, strict=True)]
    whole = len(darkest) + 2 * edge
    ink = max(contrast)
    if ink < _FLAT:
        return 0, whole
    written = [at for at, light in enumerate(contrast, edge) if light > _FAINT * ink]
    begin, end = written[0], written[-1] + 1
    around = max(_AROUND * _DOTS // 2, (least * _DOTS // 2 - (end - begin) + 1) // 2)
    return max(0, begin - around), min(whole, end + around)
