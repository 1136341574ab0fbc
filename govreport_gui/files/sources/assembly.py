"""Blocks of a source (paragraphs and table rows, in order) → a report. All readers end here.

Every line that is no official table lands in some part of the text; nothing is dropped.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Format, Section
from govreport_gui.core.forms.recognition import Found, Row, apart, carried, find, key
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import read
from govreport_gui.files.errors import OutsideError

Block = str | tuple[Row, ...]
"""A paragraph, or the rows of a table."""

_HEADING: Final = pattern(r"([一二三四五六七八九])[、.．，,]\s*(\S.*)")
_HEADING_LENGTH: Final = 40
_TITLE: Final = pattern(r"政府信息(与政务)?公开\S*报告")
_TITLE_LENGTH: Final = 60
_YEAR: Final = pattern(r"(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年度?")
_TITLE_TAIL: Final = pattern(r"(关于)?的?政府信息(与政务)?公开.*")
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE: Final = pattern(r"(20\d\d|二[〇○零]\S\S)年\S{1,3}月\S{1,3}日")
_CONTROL: Final = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


@dataclass(frozen=True, slots=True)
class Imported:
    """A report that was read from some source, and what the clerk should know about the reading."""

    form: Format
    document: Document
    problems: tuple[str, ...] = ()
    reading: tuple[Entry, ...] = ()
    """The account of the reading; empty for a report file."""


def assemble(blocks: Sequence[Block], forms: Sequence[Format]) -> Imported:
    """The report in these blocks. Raises OutsideError where there is none."""
    sections = forms[0].sections
    texts: dict[str, list[str]] = {section.id: [] for section in sections}
    headings: dict[str, str] = {}
    candidates: dict[str, list[Found]] = {}
    rows_of: dict[str, tuple[Row, ...]] = {}
    strange: list[tuple[str, bool]] = []
    current = sections[0]
    for block in blocks:
        if isinstance(block, str):
            line = _CONTROL.sub("", block).strip()
            part = _heading(line, sections, current)
            if part is not None:
                current = part
                headings[part.id] = line
            elif line:
                texts[current.id].append(line)
            continue
        rows = apart(block, forms)
        tables = {table: found for table, found in find(rows, forms).items() if table not in candidates}
        candidates.update(tables)
        rows_of.update(dict.fromkeys(tables, rows))
        used = frozenset[int]().union(*(found[0].rows for found in tables.values()))
        for text in _texts(row for at, row in enumerate(rows) if at not in used):
            texts[current.id].append(_CONTROL.sub("", text))
            words = f"表格里有一行没有读懂：“{' '.join(text.split())}”。已放进“{current.name}”的文字里，核对后补填。"
            strange.append((words, bool(tables)))
    if not candidates and len(headings) < 2:
        raise OutsideError("没有找到年报的表格和标题，核对是不是政府信息公开工作年度报告")
    title = _take_title(texts[sections[0].id])
    unit, year = _unit_and_year(title)
    form = _form(candidates, year, forms)
    found = [_on(form, each) for each in candidates.values()]
    _take_closing(texts, sections, unit)
    cells: dict[str, str] = {}
    for table in found:
        cells.update((cell, _CONTROL.sub("", text)) for cell, text in carried(table, form) if text)
    missing = [table for table in form.tables if table.id not in candidates]
    # A foreign table is text like any other, unless it may be one that is missing.
    reading = [Entry("left_over", words) for words, beside in strange if beside or missing]
    reading += [Entry("left_over", words) for table in found for words in _unplaced(table, form, rows_of[table.table])]
    reading += [Entry("not_found", f"没有找到{table.name}，这张表还空着。") for table in missing]
    document = Document(
        format=form.id,
        unit=unit,
        year=year,
        title=title if key(title) != key(form.title_of(unit, year)) else "",
        headings={part: text for part, text in headings.items() if key(text) != key(form.section(part).heading)},
        forms={table.table: table.form.id for table in found if table.form.id != form.id},
        sections={part: "\n".join(lines) for part, lines in texts.items() if lines},
        cells=cells,
    )
    return Imported(form, document, tuple(entry.text for entry in reading), tuple(reading))


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    """Rows that are no part of an official table, as lines of text; blank ones are none."""
    lines = ("\t".join(text.strip() for text in row).strip() for row in rows)
    return (line for line in lines if line)


def _numbers(row: Row) -> Counter[str]:
    """The numbers in a row of a table, as written, with how often each stands there."""
    return Counter(text.strip() for text in row if read(text).number is not None)


def _unplaced(found: Found, form: Format, rows: Sequence[Row]) -> Iterator[str]:
    """What of the rows that were understood is in no cell of the form."""
    lines = found.form.table(found.table).lines
    nameless = next((line.cells for line in lines if line.cells and not line.labels), ())
    for at in sorted(found.rows):
        cells = lines[found.named[at][0]].cells if at in found.named else nameless
        if over := _numbers(rows[at]) - Counter(found.cells.get(cell, "") for cell in cells):
            yield (
                f"{form.table(found.table).name}里有{over.total()}个数没有找到位置：{'、'.join(over.elements())}，"
                f"在“{' '.join(' '.join(rows[at]).split())}”这一行。核对后补填。"
            )
    known = {cell for cells in form.carry.get(found.form.id, {}).values() for cell in cells} | form.cells.keys()
    for cell, text in found.cells.items():
        if text and cell not in known:
            yield f"{found.form.cells[cell].place}的“{text}”在{form.name}里没有位置。核对后补填。"


def _heading(line: str, sections: Sequence[Section], current: Section) -> Section | None:
    """The part that a line opens: its numeral, one of its words, and later than the current part."""
    match = _HEADING.fullmatch(line)
    if match is None or len(line) > _HEADING_LENGTH or line.endswith(("。", "；", "：")):
        return None
    for section in sections[sections.index(current) + 1 :]:
        if section.heading.startswith(match[1]) and any(word in match[2] for word in section.recognise):
            return section
    return None


def _take_title(lines: list[str]) -> str:
    """Take the title, of one or two lines, out of the text before part 一."""
    for at, line in enumerate(lines):
        if _TITLE.search(line) and len(line) <= _TITLE_LENGTH and "。" not in line:
            start = at
            if at > 0 and not re.search("[。，：；]", lines[at - 1]) and len(lines[at - 1]) <= _TITLE_LENGTH:
                start = at - 1
            title = "\n".join(lines[start : at + 1])
            del lines[start : at + 1]
            return title
    return ""


def _unit_and_year(title: str) -> tuple[str, int | None]:
    """彭水县人民政府2021年政府信息公开工作年度报告 → 彭水县人民政府, 2021; the year may stand first."""
    text = re.sub(r"\s+", "", title)
    match = _YEAR.search(text)
    year = int(match[1].translate(_DIGITS)) if match else None
    return _TITLE_TAIL.sub("", _YEAR.sub("", text, count=1)), year


def _form(candidates: dict[str, list[Found]], year: int | None, forms: Sequence[Format]) -> Format:
    """The form that table 二 fits decides, then the other tables; where they fit several, the year."""
    of_year = next((form for form in forms if year is not None and form.covers(year)), forms[0])
    for table in forms[0].tables:
        fitting = [found.form for found in candidates.get(table.id, [])]
        if len(fitting) == 1 or (fitting and of_year not in fitting):
            return fitting[0]
    return of_year


def _on(form: Format, candidates: list[Found]) -> Found:
    """The candidate on that form if there is one, for tables that are the same on several forms."""
    return next((found for found in candidates if found.form is form), candidates[0])


def _take_closing(texts: dict[str, list[str]], sections: Sequence[Section], unit: str) -> None:
    """Move signature and date, where they stand on lines of their own, from part 六 to the closing."""
    last, closing = sections[-2], sections[-1]
    lines = texts[last.id]
    while lines and (lines[-1] == unit or _DATE.fullmatch(lines[-1])):
        texts[closing.id].insert(0, lines.pop())
