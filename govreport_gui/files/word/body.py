"""What stands in a Word file: paragraphs and tables as WordprocessingML."""

from collections.abc import Iterator
from html import escape
from itertools import count
from typing import Final
from zlib import crc32

from govreport_gui.core.forms.form import UNIT_BLANK, Box, Table
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import Part, lead_end, signed, trimmed, visible
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.core.patterns import pattern

WIDTH: Final = 8844
"""Of the text area: 156 mm, in twentieths of a point, as all measures here."""
_LINE: Final = 22
"""Characters of the title that stand in one line: 156 mm of 22 pt."""
_ROWS: Final = ((16, 480), (24, 400))
"""How high a row is at least in a table of up to so many rows; those of a longer table are as high as _LEAST."""
_LEAST: Final = 330
_PAGE: Final = 30
"""A table of up to so many rows stays on one page."""
_LONGEST_NAME: Final = 40
"""Of a bookmark in Word."""
_REFUSED: Final = pattern("[\ufffe\uffff]")


def body(content: Content, copy: Copy) -> str:
    """The report, and the annex of the copy, as the content of `w:body`; the section's properties come behind."""
    names = count()
    parts = ["".join(_title(content))]
    parts += ["".join(_part(part, names)) for part in content.parts]
    right, left = signed(trimmed(content.closing))
    if right:
        parts.append(_paragraph("Normal", ""))
    parts += [_paragraph("Closing", _run(text), _KEPT if text is not right[-1] else "") for text in right]
    parts += [_paragraph("Normal", _run(text)) for text in left]
    parts += ["".join(_part(part, names, behind=True)) for part in copy.annex]
    return "".join(parts)


_KEPT: Final = "<w:keepNext/>"
_BREAK: Final = "<w:pageBreakBefore/>"


def _title(content: Content) -> Iterator[str]:
    """The title; in two lines by sense (the unit, the rest) if it is too long for one."""
    title, unit = visible(content.title), visible(content.unit) or UNIT_BLANK
    pieces = [each for each in title.partition(unit) if each] if len(title) > _LINE else [title]
    yield _paragraph("Title", "<w:r><w:br/></w:r>".join(_run(piece) for piece in pieces))


def _part(part: Part, names: Iterator[int], *, behind: bool = False) -> Iterator[str]:
    if part.heading:
        yield _paragraph("Heading1", _run(part.heading), _BREAK if behind and not part.follows else "")
    if part.table is not None:
        yield table(part.table, part.caption or part.heading, names)
        # Tables that follow each other directly would be one; a low line keeps them apart, and the text off the frame.
        yield _paragraph("Apart", "")
    for text in trimmed(part.paragraphs):
        end = lead_end(text)
        if end == len(text):
            yield _paragraph("Heading2", _run(text))
        else:
            yield _paragraph("Normal", (_run(text[:end], "Lead") if end else "") + _run(text[end:]))


def table(of: Table, caption: str, names: Iterator[int]) -> str:
    """A table with its boxes merged as on the form; every number box has a bookmark, see `bookmark`."""
    total = sum(of.widths)
    widths = [round(width / total * WIDTH) for width in of.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    height = next((height for rows, height in _ROWS if len(of.lines) <= rows), _LEAST)
    at = {(line, box.position): box for box in of.boxes for line in range(box.line, box.line + box.lines)}
    kept = len(of.lines) - 1 if len(of.lines) <= _PAGE else of.header_lines
    rows = []
    for line in range(len(of.lines)):
        cells, position = [], 0
        while position < len(widths):
            box = at[line, position]
            width = sum(widths[position : position + box.positions])
            cells.append(_cell(box, line, width, names, kept=line < kept))
            position += box.positions
        head = "<w:tblHeader/>" if line < of.header_lines else ""
        rows.append(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}</w:trPr>'
            f"{''.join(cells)}</w:tr>"
        )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Form"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val={_attribute(caption)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(box: Box, line: int, width: int, names: Iterator[int], *, kept: bool) -> str:
    first = line == box.line
    across = f'<w:gridSpan w:val="{box.positions}"/>' if box.positions > 1 else ""
    down = ('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>") if box.lines > 1 else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="C6D9F1"/>' if box.kind == "band" else ""
    text = _run(box.text) if first else ""
    if first and box.cell:
        name = next(names)
        text = f'<w:bookmarkStart w:id="{name}" w:name="{bookmark(box.cell)}"/>{text}<w:bookmarkEnd w:id="{name}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph('TableText' if _centred(box) else 'TableLabel', text, _KEPT if kept else '')}</w:tc>"
    )


def _centred(box: Box) -> bool:
    """As on paper: labels of a list (一、 （一） 1.) and bands stand left, everything else in the middle."""
    numbered = box.text[:1] == "（" or box.text[1:2] in ("、", ".")
    return box.kind != "band" and not (numbered and box.kind in ("label", "head"))


def bookmark(cell: str) -> str:
    """The name of the bookmark around a number: c_requests_new_total; Word wants it no longer than 40 signs."""
    name = "c_" + cell.replace(".", "_")
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 9]}_{crc32(cell.encode()):08x}"


def _paragraph(style: str, runs: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _run(text: str, style: str = "") -> str:
    if not (shown := words(text)):
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def words(text: str) -> str:
    """A text as it may stand in XML."""
    return escape(_REFUSED.sub("\ufffd", visible(text)), quote=False)


def _attribute(text: str) -> str:
    return '"' + words(text).replace('"', "&quot;") + '"'
