"""Blocks of a source (paragraphs and table rows, in order) → a report. All readers end here.

Every line that is no official table lands in some part of the text; nothing is dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Format, Section
from govreport_gui.core.forms.recognition import Found, Row, carried, find, key
from govreport_gui.core.patterns import pattern
from govreport_gui.core.report.document import Document
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


def assemble(blocks: Sequence[Block], forms: Sequence[Format]) -> Imported:
    """The report in these blocks. Raises OutsideError where there is none."""
    sections = forms[0].sections
    texts: dict[str, list[str]] = {section.id: [] for section in sections}
    headings: dict[str, str] = {}
    candidates: dict[str, list[Found]] = {}
    problems: list[str] = []
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
        tables = {table: found for table, found in find(block, forms).items() if table not in candidates}
        candidates.update(tables)
        used = frozenset[int]().union(*(found[0].rows for found in tables.values()))
        for at, row in enumerate(block):
            if at not in used and any(text.strip() for text in row):
                text = "\t".join(text.strip() for text in row).strip()
                texts[current.id].append(_CONTROL.sub("", text))
                if tables:
                    problems.append(
                        f"表格里有一行没有读懂：“{text.replace(chr(9), ' ')}”。"
                        f"已放进“{current.name}”的文字里，核对后补填。"
                    )
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
    problems.extend(f"没有找到{table.name}，这张表还空着。" for table in form.tables if table.id not in candidates)
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
    return Imported(form, document, tuple(problems))


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
