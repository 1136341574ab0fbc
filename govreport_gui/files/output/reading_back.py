"""A file that was put out, read again to see that it says what the report says: each kind by its own build.

No guessing as with foreign files: numbers are found by the names that the file gives them, texts in their order.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers import on_pages
from govreport_gui.core.papers.content import Content, content_of
from govreport_gui.core.papers.on_pages import close, missing
from govreport_gui.core.papers.part import trimmed
from govreport_gui.core.papers.purpose import MARKS, PUBLIC, Copy
from govreport_gui.core.values import read, show

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def differences(suffix: str, content: bytes, form: Format, report: Content, copy: Copy = PUBLIC) -> list[str]:
    """Where a file of that suffix, that copy of the report, says something else: 表三本年新收·总计, 第3段; none if all
    is well. Of a paper it is looked at what the report says; of the other kinds also at the annex.
    """
    if suffix == ".pdf":
        return _pdf(content, form, report)
    wanted = list(_wanted(suffix, report, copy))
    if suffix == ".xlsx":
        lines, cells = _book(content, report, wanted)
    else:
        lines, cells = {".docx": _word, ".html": _page}[suffix](content, report)
    boxes = {cell: box for part in report.parts if part.table for cell, box in part.table.number_boxes().items()}
    found = [form.cells[cell].place for cell, box in boxes.items() if _same(cells.pop(cell, None)) != _same(box.text)]
    found += [f"多出的“{text}”" for text in cells.values()]
    found += [
        f"第{at}段" for at, pair in enumerate(zip(wanted, lines, strict=False), 1) if close(pair[0]) != close(pair[1])
    ]
    if len(lines) != len(wanted):
        found.append(f"段数（应为{len(wanted)}段，读出{len(lines)}段）")
    return found


def _wanted(suffix: str, report: Content, copy: Copy) -> Iterator[str]:
    """The lines of the report and of the annex as they stand in a file of that kind."""
    yield from on_pages.lines(report)
    for part in copy.annex:
        yield from trimmed((part.heading, *part.paragraphs))
    if suffix == ".html" and copy.code:
        yield f"内容指纹 {copy.code}"


def _same(text: str | None) -> str | None:
    """A number as such, so that 1,234 in a workbook is 1234; other texts without blanks."""
    if text is None:
        return None
    reading = read(text)
    return close(text) if reading.number is None or reading.remark else show(reading.number)


# ── Word ─────────────────────────────────────────────────────────────


def _word(content: bytes, report: Content) -> tuple[list[str], dict[str, str]]:
    from xml.etree import ElementTree as ET  # noqa: PLC0415  # only when something is put out

    from govreport_gui.files.word.body import bookmark  # noqa: PLC0415  # likewise

    with ZipFile(BytesIO(content)) as file:
        body = ET.fromstring(file.read("word/document.xml"))[0]  # noqa: S314  # written by the program itself
    names = {
        bookmark(box.cell): box.cell for part in report.parts if part.table for box in part.table.boxes if box.cell
    }
    cells: dict[str, str] = {}
    lines = []
    for block in body:
        if block.tag == f"{_WORD}p" and (text := "".join(each.text or "" for each in block.iter(f"{_WORD}t"))):
            lines.append(text)
        for paragraph in block.iter(f"{_WORD}p") if block.tag == f"{_WORD}tbl" else ():
            for mark in paragraph.iter(f"{_WORD}bookmarkStart"):
                said = "".join(each.text or "" for each in paragraph.iter(f"{_WORD}t"))
                cells[names.get(mark.get(f"{_WORD}name", ""), "?")] = said
    return lines, cells


# ── web page ─────────────────────────────────────────────────────────


class _Article(HTMLParser):
    """The texts of headings and paragraphs, and the cells by their names."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.cells: dict[str, str] = {}
        self._into: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "h2", "p"}:
            self.lines.append("")
            self._into = ""
        elif tag == "td" and (cell := dict(attrs).get("data-cell")):
            self.cells[cell] = ""
            self._into = cell
        elif tag != "strong":
            self._into = None

    def handle_endtag(self, tag: str) -> None:
        if tag != "strong":
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into == "":
            self.lines[-1] += data
        elif self._into is not None:
            self.cells[self._into] += data


def _page(content: bytes, _: Content) -> tuple[list[str], dict[str, str]]:
    parser = _Article()
    parser.feed(content.decode("utf-8"))
    parser.close()
    lines = [line for line in parser.lines if line]
    return lines[1:] if lines[:1] and lines[0] in MARKS else lines, parser.cells


# ── workbook ─────────────────────────────────────────────────────────


def _book(content: bytes, report: Content, lines_wanted: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # only when something is put out

    from govreport_gui.files.excel import table_sheets, workbook  # noqa: PLC0415  # likewise

    book = load_workbook(BytesIO(content), data_only=True)
    cells = {}
    for cell, place in workbook.places_of(report).items():
        at = book[place.sheet].cell(place.row, place.column)
        comment = at.comment.text.removeprefix(table_sheets.AS_TYPED) if at.comment else ""
        number = show(Decimal(str(at.value))) if isinstance(at.value, float) else str(at.value)
        cells[cell] = comment or ("" if at.value is None else number)
    title, _, *rest = [
        str(row[0]) for row in book[workbook.TEXT_SHEET].iter_rows(max_col=1, values_only=True) if row[0]
    ]
    lines, wanted = [title], [close(line) for line in lines_wanted]
    rest = rest[1:] if rest[:1] and rest[0] in MARKS else rest
    for text in rest:
        if text.startswith(workbook.SEE):
            continue
        # A paragraph longer than a row can be high goes on in the next row.
        going_on = len(lines) <= len(wanted) and close(lines[-1]) != wanted[len(lines) - 1]
        if going_on and wanted[len(lines) - 1].startswith(close(lines[-1] + text)):
            lines[-1] += text
        else:
            lines.append(text)
    return lines, cells


# ── PDF ──────────────────────────────────────────────────────────────


def _pdf(content: bytes, form: Format, report: Content) -> list[str]:
    """What is not on the pages; and whether the report that is attached is this one, which only holds if it is."""
    from govreport_gui.files.pdf import pictures  # noqa: PLC0415  # only when something is put out
    from govreport_gui.files.sources import attached  # noqa: PLC0415  # likewise

    found = [*missing(pictures.texts_of(content), form, report)]
    carried = attached.report_in(content, "")
    if not found and (carried is None or content_of(form, carried.document) != report):
        found.append("附带的数据")
    return found
