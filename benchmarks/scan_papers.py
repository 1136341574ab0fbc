"""Reports as they lie on the table of a scanner: a PDF with text, what each of its cells has, and on which page."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import pypdfium2
from pypdfium2 import raw

from govreport_gui.core.reading.blocks import Paragraph
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import read
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "reports"
SAMPLE: Final = "sample"
"""The report that ships with the program, for where the collection is not at hand."""


@dataclass(frozen=True)
class Paper:
    """A printed report. `pages` says of each cell on which page (from 0) it stands, `values` what stands there.

    A cell that is blank on paper has no page.
    """

    name: str
    content: bytes
    values: Mapping[str, Decimal | None]
    pages: Mapping[str, int]
    unit: str
    year: int | None
    count: int

    def truth(self, pages: Sequence[int]) -> dict[str, object]:
        """What a file with these pages has, in the form of the collection's truth files; whether its title is there."""
        every = set(self.pages.values()) <= set(pages)
        there = [cell for cell in self.values if (every if cell not in self.pages else self.pages[cell] in pages)]
        cells = {cell: _plain(self.values[cell]) for cell in there}
        return {"unit": self.unit, "year": self.year, "titled": 0 in pages, "cells": cells}


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def names() -> tuple[str, ...]:
    """Every report of which there are pages: our own PDF of each shared one, then those that others have printed."""
    if not SHARED.is_dir():
        return (SAMPLE,)
    own = [path.stem for path in sorted(SHARED.glob("*.txt")) if "crawled" not in path.name]
    foreign = [*SHARED.glob("*.pdf"), *(SHARED / "forms").glob("*.pdf")]
    return (SAMPLE, *own, *sorted(f"{path.stem}.pdf" for path in foreign))


@cache
def paper(name: str, changes: tuple[tuple[str, str], ...] = ()) -> Paper:
    """The report of that name. `changes`: cells that have something else on the paper; only where we print it."""
    if name.endswith(".pdf"):
        assert not changes, "what others have printed cannot be changed"
        return _foreign(name)
    path = resources.path("samples/pengshui-2021.txt") if name == SAMPLE else SHARED / f"{name}.txt"
    imported = reading.read(path)
    form = imported.form
    document = imported.document.with_cells(dict(changes))
    printed = export.as_pdf(form, document, check(form, document)).content
    content = alone(printed)
    told = replace(imported, document=replace(document, cells=shown_texts(form, document)))
    return _paper(name, content, told, reading.read_content(content, "pages.pdf"))


def _foreign(name: str) -> Paper:
    path = next(folder / name for folder in (SHARED, SHARED / "forms") if (folder / name).is_file())
    content = alone(path.read_bytes())
    found = reading.read_content(content, name)
    made = _paper(name.replace(".", "-"), content, found, found)
    truth = json.loads((SHARED / f"{path.stem}.truth.json").read_text(encoding="utf-8"), parse_float=Decimal)
    wanted = {cell: None if value is None else Decimal(value) for cell, value in truth["cells"].items()}
    wrong = [cell for cell, value in wanted.items() if made.values.get(cell) != value]
    assert not wrong, f"{name} as text is not read as its truth file says: {wrong}"
    return made


def _paper(name: str, content: bytes, told: Imported, found: Imported) -> Paper:
    """A paper of which `told` says what is printed, and `found` is what its text is read as."""
    assert found.reading is not None
    cells = {cell: text for cell, text in told.document.cells.items() if text}
    different = [cell for cell, text in cells.items() if found.document.cells.get(cell) != text]
    assert not different, f"{name} as text is not read as it was printed: {different}"
    blocks = found.reading.blocks
    pages: dict[str, int] = {}
    values: dict[str, Decimal | None] = dict.fromkeys(told.form.cells)
    for cell, spots in found.reading.spots.items():
        block = blocks[spots[0].block]
        pages[cell] = (block.place if isinstance(block, Paragraph) else block.place(spots[0].row)).page - 1
        number = read(cells.get(cell, "")).number
        values[cell] = None if number is None else Decimal(number)
    missing = set(cells) - set(pages)
    assert not missing, f"{name}: nothing says where these stand: {missing}"
    count = len(pypdfium2.PdfDocument(content))
    return Paper(name, content, values, pages, told.document.unit, told.document.year, count)


def alone(content: bytes) -> bytes:
    """The pages of a PDF without what it carries beside them: paper carries nothing."""
    source, target = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument.new()
    target.import_pages(source)
    return saved(target)


def saved(document: pypdfium2.PdfDocument) -> bytes:
    """A PDF as bytes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def frame(page: pypdfium2.PdfPage) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top (in points) of what lines are drawn on a page: its tables."""
    boxes = [each.get_bounds() for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3)]
    if len(boxes) < 8:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
