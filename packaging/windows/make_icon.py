"""make_icon.py FOLDER: the icons in every size that Windows asks for, and the picture beside the wizard's pages.

N.ico  of the file type that is the Nth of the list, 1 the program's own; side.bmp  the picture.
"""

import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from file_types import listed  # only now can it be found

_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
_PNG_FROM: Final = 256
"""Smaller ones are bitmaps: not every part of Windows shows small PNG pictures."""


def main() -> None:
    """Draw them all."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for kind in listed():
        renderer = _renderer(kind.icon)
        (folder / f"{kind.place}.ico").write_bytes(_icon(renderer))
        if kind.place == 1:
            _draw_side(renderer).save(str(folder / "side.bmp"), "BMP")  # type: ignore[call-overload]  # as below


def _renderer(svg: Path) -> QSvgRenderer:
    renderer = QSvgRenderer(QByteArray(svg.read_bytes()))
    if not renderer.isValid():
        sys.exit(f"{svg}: not an SVG that Qt can draw")
    return renderer


def _icon(renderer: QSvgRenderer) -> bytes:
    """Headers, then pictures."""
    pictures = [_png(_draw(renderer, size)) if size >= _PNG_FROM else _bitmap(_draw(renderer, size)) for size in _SIZES]
    header = struct.pack("<3H", 0, 1, len(_SIZES))
    offset = len(header) + 16 * len(_SIZES)
    for size, picture in zip(_SIZES, pictures, strict=True):
        header += struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return header + b"".join(pictures)


def _draw(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def _draw_side(renderer: QSvgRenderer) -> QImage:
    image = QImage(164, 314, QImage.Format.Format_RGB888)
    image.fill(QColor("#e4edf7"))
    painter = QPainter(image)
    renderer.render(painter, QRectF(34, 72, 96, 96))
    painter.end()
    return image


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt wants str
    return data.data()


def _bitmap(image: QImage) -> bytes:
    """A bitmap without file header, lines from the bottom up, then an empty mask (the alpha channel does its work)."""
    size = image.width()
    stride = image.bytesPerLine()
    lines = bytes(image.constBits())
    pixels = b"".join(lines[line * stride : line * stride + 4 * size] for line in reversed(range(size)))
    mask = bytes((size + 31) // 32 * 4 * size)
    return struct.pack("<I2i2H6I", 40, size, 2 * size, 1, 32, 0, len(pixels) + len(mask), 0, 0, 0, 0) + pixels + mask


main()
