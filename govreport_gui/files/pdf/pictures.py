"""The pages of a PDF as pictures and as texts, by pdfium: for the preview, the printer and for reading back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.pdf import outlines
from govreport_gui.files.pdf.outlines import Shape

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


@dataclass(frozen=True, slots=True)
class Picture:
    """Part of a page: `height` rows of `width` pixels of four bytes (blue, green, red, unused), top row first."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Pages:
    """An open PDF; `sizes` are the width and height (pt) of its pages."""

    sizes: tuple[tuple[float, float], ...]
    _document: "PdfDocument"

    def picture(self, page: int, width: int, height: int, top: int = 0, rows: int | None = None) -> Picture:
        """A page (from 0) drawn `width` × `height` pixels large, of it the rows from `top` on; all of them if None.

        At high resolutions a page is taken in bands: a whole one at 600 dpi has 140 MB.
        """
        from pypdfium2 import PdfBitmap, raw  # noqa: PLC0415  # 8 MB, which the window starts without

        taken = height - top if rows is None else min(rows, height - top)
        bitmap = PdfBitmap.new_native(width, taken, raw.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, taken)
        opened = self._document[page]
        raw.FPDF_RenderPageBitmap(bitmap, opened, 0, -top, width, height, 0, raw.FPDF_ANNOT)
        opened.close()
        pixels = bytes(bitmap.buffer)
        bitmap.close()
        return Picture(width, taken, pixels)

    def outlines(self, page: int) -> tuple[Shape, ...] | None:
        """What is on a page (from 0) as outlines; None if it has something else, and only a picture shows it."""
        opened = self._document[page]
        try:
            return outlines.outlines(opened)
        finally:
            opened.close()


def open_pages(content: bytes) -> Pages:
    """The pages of that PDF. Raises OutsideError if it is none."""
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415  # likewise

    try:
        document = PdfDocument(content)
        sizes = tuple(page.get_size() for page in document)
    except PdfiumError as error:
        raise OutsideError("这份 PDF 打不开，不能预览和打印。") from error
    return Pages(sizes, document)


def texts_of(content: bytes) -> tuple[str, ...]:
    """The text of every page of that PDF."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415  # likewise

    document = PdfDocument(content)
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
