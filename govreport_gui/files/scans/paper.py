"""The pages as they were read, put on paper again: where each lies on its sheet, and a PDF of them all."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.files.scans.flat import LONG
from govreport_gui.files.scans.ruling import Line
from govreport_gui.files.scans.sheet import Sheet

_ALIKE: Final = 0.06
"""Tables on two pages that differ in width by less are the same, and laid the same."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page on its sheet: what was read (None for page `number` of the source), points a pixel, and how far right."""

    sheet: Sheet | None
    number: int
    across: float
    right: float
    down: float = 1.0

    def x(self, pixels: float) -> float:
        """That place in points from the left."""
        return pixels * self.across + self.right

    def y(self, pixels: float) -> float:
        """That height in points from the top."""
        return pixels * self.down

    def high(self, most: float) -> float:
        """How high the sheet is, in points."""
        return most if self.sheet is None else self.sheet.height * self.down


Edges = tuple[float, float]
"""Where a table begins and ends, in points."""


def aligned(sheet: Sheet, before: Edges | None, high: float) -> Leaf:
    """That page, its first table as wide as the last of the page before, if it is about so: a table may go on."""
    scale = high / LONG
    own = _edges(sheet.lines, first=True)
    if own is not None and before is not None:
        wide, other = (own[1] - own[0]) * scale, before[1] - before[0]
        if abs(wide - other) < _ALIKE * other:
            across = scale * other / wide
            return Leaf(sheet, -1, across, before[0] - own[0] * across, scale)
    return Leaf(sheet, -1, scale, 0.0, scale)


def last_edges(sheet: Sheet, leaf: Leaf) -> Edges | None:
    """Where the last table of a page begins and ends."""
    own = _edges(sheet.lines, first=False)
    return None if own is None else (leaf.x(own[0]), leaf.x(own[1]))


def _edges(lines: Sequence[Line], *, first: bool) -> Edges | None:
    """The ends of the longest lying line of the first or the last table, in pixels."""
    lying = sorted((each for each in lines if each.lies), key=lambda each: each.at)
    if not lying:
        return None
    longest = max(each.end - each.start for each in lying)
    wide = [each for each in lying if each.end - each.start > 0.7 * longest]
    one = wide[0] if first else wide[-1]
    return one.start, one.end


def made(leaves: Sequence[Leaf], content: bytes, most: float) -> bytes:
    """A PDF of these pages; those that were text are taken from the source."""
    import pypdfium2  # noqa: PLC0415  # only where such a file is read

    document = pypdfium2.PdfDocument.new()
    source = pypdfium2.PdfDocument(content) if any(leaf.sheet is None for leaf in leaves) else None
    for leaf in leaves:
        if leaf.sheet is None:
            document.import_pages(source, [leaf.number])
            continue
        wide, high = leaf.sheet.width * leaf.across, leaf.high(most)
        page = document.new_page(max(wide + leaf.right, wide), high)
        picture = pypdfium2.PdfImage.new(document)
        picture.load_jpeg(io.BytesIO(leaf.sheet.picture))
        picture.set_matrix(pypdfium2.PdfMatrix(wide, 0, 0, high, leaf.right, 0))
        page.insert_obj(picture)
        page.gen_content()
        page.close()
    whole = io.BytesIO()
    document.save(whole)
    document.close()
    return whole.getvalue()
