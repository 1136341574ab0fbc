"""Pictures of the window in which a file is looked through, for look.py: a Word file, a table over two pages of a
PDF, a text with a slip in it, a scan.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import scanned_sample
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from govreport_gui.core.reading import lines
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block
from govreport_gui.core.reading.report import Reading
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.sources import office_archive, pdf, reading
from govreport_gui.files.sources.assembly import assemble
from govreport_gui.ui import app
from govreport_gui.ui.importing import asking
from govreport_gui.ui.importing.part_boxes import Purpose
from govreport_gui.ui.widgets import theme

SAMPLE: Final = resources.path("samples/pengshui-2021.txt")
SHOWN: Final = "requests.granted.natural_person"
BLOCKS: Final[Mapping[str, Callable[[bytes], tuple[list[Block], tuple[Entry, ...]]]]] = {
    ".docx": office_archive.blocks,
    ".pdf": pdf.blocks,
    ".txt": lambda content: (lines.blocks(content.decode("utf-8"), resources.formats()), ()),
}
"""How these are read, whatever is attached to them."""


def draw(folder: Path, name: str, size: QSize) -> None:
    """The window in that size for each file, light and dark."""
    qt = app.application()
    for is_dark in (False, True):
        theme.take_palette(qt, is_dark=is_dark)
        for path, read, paper in _readings(folder / "reports"):
            parent = QWidget()
            shown = asking.window_for(parent, path, read, Purpose(), paper=paper)
            shown.resize(size)
            shown.show()
            QTest.qWait(300)
            if path.suffix == ".pdf" and not paper:
                shown.source.show_spots(read.spots[SHOWN])  # type: ignore[attr-defined]  # a source, see there
                QTest.qWait(100)
            kind = "scan" if paper else path.suffix[1:]
            shown.grab().save(str(folder / f"import-{kind}-{name}-{'dark' if is_dark else 'light'}.png"))
            shown.close()


def _readings(folder: Path) -> Iterator[tuple[Path, Reading, bytes]]:
    """Each file, what was read of it, and of a scan its pages."""
    for path in _files(folder):
        blocks, notes = BLOCKS[path.suffix](path.read_bytes())
        read = assemble(blocks, resources.formats(), notes).reading
        assert read is not None
        yield path, read, b""
    scan = scanned_sample.imported()
    assert scan.reading is not None
    yield folder / "去年的年报扫描件.pdf", scan.reading, scan.paper


def _files(folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    sample = reading.read(SAMPLE)
    checked = check(sample.form, sample.document)
    word, pages, text = folder / "去年的年报.docx", folder / "去年的年报.pdf", folder / "抄来的年报.txt"
    for path in (word, pages):
        export.write(path, sample.form, sample.document, checked)
    spoilt = SAMPLE.read_text(encoding="utf-8").replace("\t73\n", "\t7O\n", 1).replace("\t9\n", "\t8\n", 1)
    text.write_text(spoilt, encoding="utf-8")
    return word, pages, text
