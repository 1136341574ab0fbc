"""To a printer: the pages of the PDF at their own size, on A4.

Letters and lines are sent as outlines, some 300 KB a page in the faces that ship, and sharp at any resolution. A
picture has 140 MB at 600 dpi.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPainterPath, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QProgressDialog, QWidget

from govreport_gui.files.pdf.outlines import CLOSE, CURVE, LINE, Outline, Shape
from govreport_gui.files.pdf.pictures import Pages
from govreport_gui.files.settings import Output

_FINEST: Final = 600
"""Dots per inch of what is sent; finer printers get each dot several times."""
_GRAINS: Final = 1200
"""So many to an inch: outlines are sent in whole ones, as fine as the finest printers."""
_BAND: Final = 512
"""Rows that are drawn at a time: a whole page at 600 dpi has 140 MB."""


def any_printer() -> bool:
    """Whether this computer has a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def printer_of(chosen: Output) -> QPrinter:
    """The printer as it was set up last, if it is still there; the paper is A4 whatever its driver prefers."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if chosen.printer in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(chosen.printer)
        # As remembered, where the names are still what Qt calls them.
        if chosen.two_sided in QPrinter.DuplexMode.__members__:
            printer.setDuplex(QPrinter.DuplexMode[chosen.two_sided])
        if chosen.tray in QPrinter.PaperSource.__members__:
            printer.setPaperSource(QPrinter.PaperSource[chosen.tray])
        printer.setColorMode(QPrinter.ColorMode.GrayScale if chosen.grey else QPrinter.ColorMode.Color)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    # Measures count from the edge of the paper, not of what the printer can reach.
    printer.setFullPage(True)
    return printer


def chosen_on(printer: QPrinter, before: Output) -> Output:
    """What to remember of a printer's set-up. Copies and pages are for one time."""
    return replace(
        before,
        printer=printer.printerName(),
        two_sided=printer.duplex().name,
        tray=printer.paperSource().name,
        grey=printer.colorMode() == QPrinter.ColorMode.GrayScale,
    )


def ask(parent: QWidget, printer: QPrinter, pages: int) -> bool:
    """Let the clerk choose printer, pages and copies; whether it shall be printed."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
    # It would write pictures of the pages; 输出 PDF writes the text.
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def numbers(printer: QPrinter, pages: int, current: int) -> list[int]:
    """The pages to print, from 0, in the order in which they are sent, with copies that the printer cannot make."""
    ranges = QPrinter.PrintRange
    wanted = list(range(pages))
    if printer.printRange() == ranges.CurrentPage:
        wanted = [current]
    elif printer.printRange() == ranges.PageRange:
        asked = printer.pageRanges()
        wanted = [page for page in wanted if asked.isEmpty() or asked.contains(page + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        wanted.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return wanted * copies
    return [page for page in wanted for _ in range(copies)]


def send(printer: QPrinter, pages: Pages, wanted: Sequence[int], parent: QWidget | None = None) -> bool:
    """Print these pages (from 0), page by page; False if the printer would not, or the clerk thought better of it."""
    progress = QProgressDialog("正在送到打印机……", "取消", 0, len(wanted), parent)
    progress.setWindowTitle("打印")
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(300)
    painter = QPainter()
    for done, page in enumerate(wanted):
        progress.setValue(done)
        _turn(printer, pages.sizes[page])
        if progress.wasCanceled() or not (printer.newPage() if done else painter.begin(printer)):
            progress.close()
            if painter.isActive():
                printer.abort()
                painter.end()
            return False
        shapes = pages.outlines(page)
        if shapes is None:
            _draw_picture(painter, printer.resolution(), pages, page)
        else:
            _draw_shapes(painter, printer.resolution(), pages.sizes[page][1], shapes)
    progress.setValue(len(wanted))
    return painter.end()


def _turn(printer: QPrinter, size: tuple[float, float]) -> None:
    across = size[0] > size[1]
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait)


def _draw_shapes(painter: QPainter, resolution: int, height: float, shapes: Sequence[Shape]) -> None:
    """Draw them on a page of that height (pt), whose measures go up from its lower edge."""
    dots, grains = resolution / 72, _GRAINS / resolution
    painter.save()
    known: dict[tuple[int, tuple[float, ...]], QPainterPath] = {}
    for shape in shapes:
        *turn, x, y = shape.place
        key = id(shape.outline), tuple(turn)
        if key not in known:
            known[key] = _path(shape.outline, turn, dots, grains)
        path = known[key].translated(_grained(x * dots, grains), _grained((height - y) * dots, grains))
        path.setFillRule(Qt.FillRule.OddEvenFill if shape.even_odd else Qt.FillRule.WindingFill)
        painter.setBrush(Qt.BrushStyle.NoBrush if shape.fill is None else QColor(shape.fill))
        if shape.line is None:
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            pen = QPen(QColor(shape.line), shape.width * dots)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
        painter.drawPath(path)
    painter.restore()


def _path(outline: Outline, turn: Sequence[float], dots: float, grains: float) -> QPainterPath:
    """An outline in dots, downwards, about where it is placed."""
    a, b, c, d = (each * dots for each in turn)
    path = QPainterPath()
    curve: list[float] = []
    for kind, x, y in outline:
        to = _grained(a * x + c * y, grains), -_grained(b * x + d * y, grains)
        if kind == CURVE:
            curve += to
            if len(curve) == 6:  # three points
                path.cubicTo(*curve)
                curve = []
        elif kind == LINE:
            path.lineTo(*to)
        elif kind == CLOSE:
            path.closeSubpath()
        else:
            path.moveTo(*to)
    return path


def _grained(dots: float, grains: float) -> float:
    """A measure in whole grains, so many to a dot: Qt writes nine places of others, and a page has 100 000 measures."""
    return round(dots * grains) / grains


def _draw_picture(painter: QPainter, resolution: int, pages: Pages, page: int) -> None:
    # Without this Qt stores pictures with losses, and letters get grey edges.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    dot = ceil(resolution / _FINEST)
    width, height = (round(side * resolution / dot / 72) for side in pages.sizes[page])
    for top in range(0, height, _BAND):
        # One row more than the band has: no hair line between two.
        drawn = pages.picture(page, width, height, top, _BAND + 1)
        if not drawn.pixels.strip(b"\xff"):
            continue  # nothing is on it
        image = _small(QImage(drawn.pixels, drawn.width, drawn.height, QImage.Format.Format_RGB32), resolution // dot)
        painter.drawImage(QRectF(0, top * dot, drawn.width * dot, drawn.height * dot), image)


def _small(image: QImage, resolution: int) -> QImage:
    """The same picture in grey, or in black and white where dots are so fine that letters need no grey edges."""
    if not image.isGrayscale():
        return image
    if resolution < _FINEST:
        return image.convertToFormat(QImage.Format.Format_Grayscale8)
    return image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
