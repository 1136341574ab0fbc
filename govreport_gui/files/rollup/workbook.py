"""The workbook of a collection: the sum in the official tables, live over a sheet with all units; what is wrong; who is
missing; last year beside.
"""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from govreport_gui.core.findings.finding import LEVEL_NAMES, VERDICT_NAMES
from govreport_gui.core.forms.relations import Figures
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.core.rollup.adding import Rollup, mapped
from govreport_gui.core.rollup.rules import LEFT_OUT, REMARKS, Problem
from govreport_gui.core.rollup.submission import Collection, Submission, called
from govreport_gui.core.values import Number, show
from govreport_gui.core.years.last_year import matching
from govreport_gui.files.excel.check_sheet import fits
from govreport_gui.files.excel.list_sheet import fill_list, put_head
from govreport_gui.files.excel.styles import (
    Styles,
    put_formula,
    put_text,
    set_height,
    set_widths,
)
from govreport_gui.files.excel.table_sheets import cell_positions, fill_table, new_sheet
from govreport_gui.files.excel.workbook import finished, new_book, set_up_print

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

UNITS: Final = "各单位"
STATE, PROBLEMS, MISSING, BESIDE = "单位情况", "问题", "未报单位", "与上年对照"
"""The sheets beside the official tables."""
_HEADS: Final = 3
"""Rows of the sheet with all units above its numbers: table, row, column of the form."""
_FIRST: Final = 3
"""Its columns before the numbers: unit, result, file."""


def write(collection: Collection, rollup: Rollup, found: Sequence[Problem]) -> bytes:
    """That collection as the bytes of an .xlsx file."""
    raw = BytesIO()
    book = new_book(raw)
    styles = Styles(book)
    columns = {cell: _FIRST + 1 + at for at, cell in enumerate(rollup.form.cells)}
    _tables(book, styles, rollup, columns)
    units = new_sheet(book, UNITS)
    _units(units, styles, collection, rollup, columns)
    fill_list(new_sheet(book, STATE), styles, (34, 8, 12, 20, 10, 46, 46), _states(collection, rollup))
    fill_list(new_sheet(book, PROBLEMS), styles, (34, 10, 10, 90), _problems(rollup, found))
    fill_list(new_sheet(book, MISSING), styles, (40, 20, 20), _missing(collection, rollup))
    if collection.last is not None:
        fill_list(new_sheet(book, BESIDE), styles, (60, 16, 16, 16), _beside(collection, rollup))
    title = rollup.form.title_of(collection.unit, rollup.counted.year) + "汇总"
    for sheet in book.worksheets():
        # Two hundred columns on one page could not be read.
        set_up_print(sheet, title, Copy("archive"), one_page_wide=sheet is not units)
    units.repeat_columns(0)
    units.repeat_rows(0, _HEADS - 1)
    book.set_properties({"title": title})
    book.close()
    return finished(raw)


def _tables(book: "Workbook", styles: Styles, rollup: Rollup, columns: Mapping[str, int]) -> None:
    """The official tables, each number the sum over the sheet with all units."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 -- loaded only when a workbook is written

    figures = Figures(rollup.totals)
    last = _HEADS + len(rollup.counted.counted)
    for part in content_of(rollup.form, rollup.document).parts:
        if part.table is None:
            continue
        sheet = fill_table(book, styles, part, part.table, {}, figures, {})
        for cell, (row, column) in cell_positions(part.table).items():
            givers = rollup.contributors.get(cell, ())
            if cell not in rollup.totals or not all(fits(n) for n in (rollup.totals[cell], *(n for _, n in givers))):
                continue  # a spreadsheet program would round it
            letter = xl_col_to_name(columns[cell] - 1)
            formula = f"=SUM('{UNITS}'!{letter}{_HEADS + 1}:{letter}{last})"
            put_formula(sheet, row, column, formula, rollup.totals[cell], styles, "number", "frame", "computed")


def _units(
    sheet: "Worksheet", styles: Styles, collection: Collection, rollup: Rollup, columns: Mapping[str, int]
) -> None:
    """One row a unit that counts, a column a cell."""
    form = rollup.form
    set_widths(sheet, (30, 18, 30, *(9 for _ in columns)))
    for column, text in enumerate(("单位", "核对结果", "文件"), 1):
        put_head(sheet, _HEADS, column, text, styles)
    for cell, column in columns.items():
        of = form.cells[cell]
        table = form.table(of.table)
        for row, text in enumerate((table.name, table.rows[of.row], table.columns[of.column]), 1):
            put_head(sheet, row, column, text, styles)
    set_height(sheet, 2, 64)
    for row, each in enumerate(rollup.counted.counted, _HEADS + 1):
        words = (rollup.name(each.file), VERDICT_NAMES[each.verdict], called(each.file))
        for column, text in enumerate(words, 1):
            put_text(sheet, row, column, text, styles)
        of_unit = collection.form_of(each.document)
        numbers = each.numbers if of_unit is form else mapped(each.numbers, of_unit, form)
        for cell, number in numbers.items():
            _put(sheet, row, columns[cell], number, styles)
    sheet.freeze_panes(_HEADS, 1)
    sheet.set_landscape()


def _put(sheet: "Worksheet", row: int, column: int, number: Number, styles: Styles) -> None:
    """A number with all its digits; one that a spreadsheet program would round, as text."""
    if fits(number):
        sheet.write_number(row - 1, column - 1, number)
    else:
        put_text(sheet, row, column, show(number), styles)


def _states(collection: Collection, rollup: Rollup) -> Iterable[Sequence[str]]:
    yield ("单位", "年度", "格式", "核对结果", "计入", "未计入的原因", "文件")
    for each in collection.submissions:
        why = rollup.counted.why.get(each.file, "")
        year = "" if each.document.year is None else str(each.document.year)
        form = collection.form_of(each.document).name
        counted = "否" if why else "是"
        yield (rollup.name(each.file), year, form, VERDICT_NAMES[each.verdict], counted, why, called(each.file))
    for bad in collection.unreadable:
        yield ("", "", "", "", "否", bad.error, called(bad.file))


def _problems(rollup: Rollup, found: Sequence[Problem]) -> Iterable[Sequence[str]]:
    yield ("单位", "级别", "规则", "问题")
    for problem in found:
        names = "、".join(rollup.name(file) for file in problem.files[:3])
        more = f"等{len(problem.files)}个单位" if len(problem.files) > 3 else ""
        yield (names + more or "汇总", LEVEL_NAMES[problem.level], problem.rule, problem.message)
    for each in rollup.counted.counted:
        yield from _of_unit(rollup, each)


def _of_unit(rollup: Rollup, each: Submission) -> Iterable[Sequence[str]]:
    for finding in each.findings:
        said = f"已说明：{finding.explanation}" if finding.explanation else ""
        yield (rollup.name(each.file), LEVEL_NAMES[finding.level], finding.rule, finding.message + said)


def _missing(collection: Collection, rollup: Rollup) -> Iterable[Sequence[str]]:
    yield ("未报单位", "类型", "电话")
    members = {member.name: member for member in collection.roster}
    for name in rollup.counted.missing:
        yield (name, members[name].kind, members[name].phone)
    if not collection.roster:
        yield ("没有应报单位名单，未核对有无缺报。", "", "")
    for rule, why in LEFT_OUT.items():
        yield (f"说明：{why}〔{rule}〕", "", "")
    for remark in REMARKS:
        yield (f"说明：{remark}", "", "")


def _beside(collection: Collection, rollup: Rollup) -> Iterable[Sequence[str]]:
    last = collection.last
    if last is None:
        return
    yield ("位置", "上年", "本年", "增减")
    for cell, of in rollup.form.cells.items():
        ours, theirs = matching(rollup.form, last.form, cell)
        if cell not in rollup.totals or len(ours) != 1 or any(each not in last.totals for each in theirs):
            continue
        before, now = sum(last.totals[each] for each in theirs), rollup.totals[cell]
        yield (of.place, show(before), show(now), ("+" if now > before else "") + show(now - before))
