"""Word's `.docx` → blocks: paragraphs and tables as they follow each other, merged cells told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Paragraph, Table, squared
from govreport_gui.files.sources.numbering import Numbering
from govreport_gui.files.sources.zipped import Archive

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MOST_COLUMNS: Final = 200
_GONE: Final = frozenset({"del", "moveFrom", "delText", "instrText", "Fallback", "footnoteReference"})
_CHANGED: Final = "原文有没有接受的修订，按修订后的内容读入。"


@dataclass(slots=True)
class _Read:
    numbering: Numbering
    changed: bool = False
    boxes: list[ET.Element] = field(default_factory=list)
    """Text boxes met in a paragraph; they come behind it."""


def blocks(content: bytes) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of a document, and what is to be said of the reading."""
    archive = Archive(content)
    root = archive.xml("word/document.xml")
    read = _Read(Numbering(archive.xml("word/numbering.xml") if "word/numbering.xml" in archive.names else None))
    body = next((child for child in root if _name(child) == "body"), root)
    found = list(_blocks(body, read))
    return found, (Entry("doubtful", _CHANGED),) if read.changed else ()


def _name(element: ET.Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: ET.Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return element.get(_W + name) or element.get(_STRICT + name) or ""


def _child(element: ET.Element | None, *path: str) -> ET.Element | None:
    for name in path:
        element = next((child for child in element if _name(child) == name), None) if element is not None else None
    return element


def _blocks(parent: ET.Element, read: _Read) -> Iterator[Block]:
    for child in parent:
        name = _name(child)
        if name == "p":
            yield from _paragraph(child, read)
        elif name == "tbl":
            yield from _table(child, read)
        elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"}:
            read.changed = read.changed or name in {"ins", "moveTo"}
            yield from _blocks(child, read)
        elif name in {"del", "moveFrom"}:
            read.changed = True


def _paragraph(paragraph: ET.Element, read: _Read) -> Iterator[Block]:
    text = read.numbering.before(paragraph) + "".join(_texts(paragraph, read))
    boxes, read.boxes = read.boxes, []
    if text.strip():
        yield Paragraph(text)
    for box in boxes:
        yield from _blocks(box, read)


def _texts(element: ET.Element, read: _Read) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in {"br", "cr"}:
            yield "\n"
        elif name in {"tab", "ptab"}:
            yield "\t"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "txbxContent":
            read.boxes.append(child)
        elif name in _GONE:
            read.changed = read.changed or name in {"del", "moveFrom"}
        elif name == "rPr" and _child(child, "vanish") is not None:
            return
        elif name not in {"pPr", "rPr"}:
            read.changed = read.changed or name in {"ins", "moveTo"}
            yield from _texts(child, read)


def _table(table: ET.Element, read: _Read) -> Iterator[Block]:
    """The table, and tables within its cells behind it; a table that only holds others is none itself."""
    rows: list[tuple[str | None, ...]] = []
    inner: list[Block] = []
    for row in _rows(table, read):
        cells: list[str | None] = []
        before = _value(_child(row, "trPr", "gridBefore"))
        cells.extend([""] * min(int(before), _MOST_COLUMNS) if before.isdigit() else [])
        for cell in _cells(row):
            span = _value(_child(cell, "tcPr", "gridSpan"))
            wide = min(int(span), _MOST_COLUMNS) if span.isdigit() and len(span) < 5 else 1
            merge = _child(cell, "tcPr", "vMerge")
            pieces = list(_blocks(cell, read))
            inner.extend(piece for piece in pieces if isinstance(piece, Table))
            text = "\n".join(piece.text.strip() for piece in pieces if isinstance(piece, Paragraph))
            below = merge is not None and _value(merge) != "restart" and not text.strip()
            cells.append(None if below and rows else text)
            cells.extend([None] * (max(wide, 1) - 1))
            if len(cells) > _MOST_COLUMNS:
                break
        if cells:
            rows.append(tuple(cells[:_MOST_COLUMNS]))
    grid = squared(rows)
    if inner and not any(text and text.strip() and "\n" not in text and len(text) < 40 for row in grid for text in row):
        yield from (Paragraph(text) for row in grid for text in row if text and text.strip())
    elif grid:
        yield Table(grid)
    yield from inner


def _rows(table: ET.Element, read: _Read) -> Iterator[ET.Element]:
    for child in table:
        if _name(child) == "tr":
            if _child(child, "trPr", "del") is None:
                yield child
            else:
                read.changed = True
        elif _name(child) in {"sdt", "sdtContent", "customXml"}:
            yield from _rows(child, read)


def _cells(row: ET.Element) -> Iterator[ET.Element]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) in {"sdt", "sdtContent", "customXml"}:
            yield from _cells(child)
