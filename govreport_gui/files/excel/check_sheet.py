"""The workbook's formulas: totals left blank, and the sheet 核对, which judges every relation live.

A formula and its stored result come from the same relation: the formula spells it out for the
spreadsheet program, the result is what core judges it to be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from govreport_gui.core.findings.finding import LEVEL_NAMES
from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import PREVIOUS, Figures, Sign, State, Term, computed, judge
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import figures_of
from govreport_gui.core.values import Number
from govreport_gui.files.excel.measuring import height_of, lines_of
from govreport_gui.files.excel.styles import (
    ROW_HEIGHT,
    TEXT_SIZE,
    Styles,
    put_formula,
    put_nothing,
    put_text,
    set_height,
    set_widths,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME: Final = "核对"
BROKEN: Final = "✕ 不一致"
RESULTS: Final = MappingProxyType[State, str](
    {"holds": "✓ 一致", "broken": BROKEN, "open": "有空格，未核对", "unreadable": "不是数字，未核对"}
)
WITHOUT_LAST_YEAR: Final = "没有上年的数，未核对"
HEADER_ROW: Final = 4
COLUMNS: Final = ("规则", "级别", "位置", "左边", "关系", "右边", "差额", "结果")

_SIGNS: Final = MappingProxyType[Sign, str]({"=": "＝", "<=": "≤", ">=": "≥"})
_NOTE: Final = "左边、右边、差额、结果随各表的数重新计算。空格可能还会填，补上数可以对平的，不算不一致。"
# A spreadsheet program keeps 15 digits of a number and makes the others 0.
_DIGITS: Final = 15
_MANY: Final = 4
_WIDTHS: Final = (54, 9, 44, 9, 5, 9, 9, 22)
"""A link is not broken into lines everywhere: its column holds the longest name."""
_MIDDLE: Final = ("font", "frame", "head")
_AT_LEFT: Final = ("font", "frame", "label")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands in the workbook; row and column count from 1."""

    sheet: str
    row: int
    column: int


Places = Mapping[str, Place]


def fits(number: Number) -> bool:
    """Whether a spreadsheet program keeps all digits of it."""
    return len(Decimal(number).as_tuple().digits) <= _DIGITS


def workbook_figures(form: Format, document: Document) -> Figures:
    """The figures as a workbook can hold them: a number with too many digits stands there as text."""
    figures = figures_of(form, document)
    numbers = {cell: number for cell, number in figures.numbers.items() if fits(number)}
    return replace(figures, numbers=numbers, unreadable={*figures.unreadable, *(figures.numbers.keys() - numbers)})


def totals(form: Format, figures: Figures) -> dict[str, Number | str]:
    """What the totals left blank show, by cell: a number, or "" where there is nothing to add."""
    shown: dict[str, Number | str] = {}
    for cell in form.sums:
        if _left_blank(cell, figures):
            number = computed(cell, figures)
            shown[cell] = "" if number is None else number
    return shown


def total_formula(cell: str, figures: Figures, places: Places) -> str:
    """The formula of a total left blank: blank while all its parts are, or while a text is among them."""
    parts = (figures.sums or {})[cell]
    home = places[cell].sheet
    count = ",".join(ranges((part for _, part in parts), places, home))
    text = _has_text(_leaves(parts, figures), places, home)
    return f'=IF(OR(COUNT({count})=0,{text}),"",{_sum(parts, places, home)})'


def fill_checks(sheet: "Worksheet", styles: Styles, form: Format, figures: Figures, places: Places) -> None:
    """Write the sheet 核对, one row for each relation."""
    judged = [bound for bound in form.bound if not bound.compares_years]
    others = {bound.rule.id: bound for bound in form.bound if bound.compares_years}
    _lay_out(sheet, styles, len(judged), len(others))
    shown = {**figures.numbers, **{cell: number for cell, number in totals(form, figures).items() if number != ""}}
    states = []
    for row, bound in enumerate(judged, HEADER_ROW + 1):
        relation = bound.relation
        left, right = _known(relation.left, shown), _known(relation.right, shown)
        state = judge(relation, figures).state
        _put_about(sheet, styles, row, *_about(form, bound), places[relation.cells[0]])
        put_formula(sheet, row, 4, "=" + _sum(relation.left, places), left, styles, *_MIDDLE)
        put_text(sheet, row, 5, _SIGNS[relation.sign], styles, *_MIDDLE)
        put_formula(sheet, row, 6, "=" + _sum(relation.right, places), right, styles, *_MIDDLE)
        put_formula(sheet, row, 7, f"=ROUND(D{row}-F{row},9)", left - right, styles, *_MIDDLE)
        formula = _result_formula(bound, figures, places, f"G{row}")
        put_formula(sheet, row, 8, formula, RESULTS[state], styles, *_AT_LEFT)
        states.append(state)
    for row, bound in enumerate(others.values(), HEADER_ROW + 1 + len(judged)):
        name, level, _ = _about(form, bound)
        _put_about(sheet, styles, row, name, level, form.table(bound.rule.table).name)
        for column in range(4, len(COLUMNS)):
            put_nothing(sheet, row, column, styles, *_MIDDLE)
        put_text(sheet, row, len(COLUMNS), WITHOUT_LAST_YEAR, styles, *_AT_LEFT)
    broken, holding = states.count("broken"), states.count("holds")
    result = _count(broken, holding, len(states) - broken - holding)
    first, last = HEADER_ROW + 1, HEADER_ROW + len(judged)
    put_formula(sheet, 2, 1, _count_formula(f"$H${first}:$H${last}"), result, styles, "font", "middle")


def _put_about(
    sheet: "Worksheet", styles: Styles, row: int, name: str, level: str, where: str, place: Place | None = None
) -> None:
    """What a row is about, with a link to the first cell of it."""
    put_text(sheet, row, 1, name, styles, *_AT_LEFT)
    put_text(sheet, row, 2, level, styles, *_MIDDLE)
    if place is None:
        put_text(sheet, row, 3, where, styles, *_AT_LEFT)
    else:
        to = f"internal:'{place.sheet}'!{_letters(place.column)}{place.row}"
        sheet.write_url(row - 1, 2, to, styles.of("link", "frame", "label"), where)
    lines = max(lines_of(name, _WIDTHS[0], TEXT_SIZE), lines_of(where, _WIDTHS[2], TEXT_SIZE))
    set_height(sheet, row, max(ROW_HEIGHT, height_of(lines, TEXT_SIZE)))


def _lay_out(sheet: "Worksheet", styles: Styles, judged: int, others: int) -> None:
    """Page, heads and columns of the sheet, and what marks the broken relations."""
    set_widths(sheet, _WIDTHS)
    sheet.set_landscape()
    for row, (text, look) in enumerate((("勾稽关系核对", "heading"), ("", "font"), (_NOTE, "font")), 1):
        put_text(sheet, row, 1, text, styles, look, "middle")
        set_height(sheet, row, 32 if row == 1 else ROW_HEIGHT)
    for column, head in enumerate(COLUMNS, 1):
        put_text(sheet, HEADER_ROW, column, head, styles, "bold", "frame", "head", "tint")
    set_height(sheet, HEADER_ROW, ROW_HEIGHT)
    first, last = HEADER_ROW + 1, HEADER_ROW + judged + others
    red = styles.book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    results = f"$H${first}:$H${last}"
    for area, condition in (
        (f"A{first}:H{last}", f'=$H{first}="{BROKEN}"'),
        ("A2:H2", f'=COUNTIF({results},"{BROKEN}")>0'),
    ):
        sheet.conditional_format(area, {"type": "formula", "criteria": condition, "format": red})
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.freeze_panes(HEADER_ROW, 0)


@cache
def _letters(column: int) -> str:
    """What a column is called: A, B, …, AA."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 -- loaded only when a workbook is written

    name: str = xl_col_to_name(column - 1)
    return name


def _count(broken: int | str, holding: int | str, others: int | str) -> str:
    return f"✕ 不一致 {broken} 处　✓ 一致 {holding} 处　未核对 {others} 处"


def _count_formula(results: str) -> str:
    words = _count("#", "#", "#").split("#")
    found = [f'COUNTIF({results},"{RESULTS[state]}")' for state in ("broken", "holds", "open", "unreadable")]
    counts = (found[0], found[1], f"({found[2]}+{found[3]})")
    return "=" + "&".join(f'"{word}"&{count}' for word, count in zip(words, counts, strict=False)) + f'&"{words[-1]}"'


def _about(form: Format, bound: Bound) -> tuple[str, str, str]:
    """What a row says of its relation: rule and relation in words, level, place."""
    relation, table = bound.relation, form.table(bound.rule.table)
    words = f"{_words(form, bound, relation.left)} {_SIGNS[relation.sign]} {_words(form, bound, relation.right)}"
    return f"{bound.rule.id}　{words}", LEVEL_NAMES[bound.rule.level], f"{table.name}·{bound.name}"


def _words(form: Format, bound: Bound, terms: tuple[Term, ...]) -> str:
    """One side in words, by the names of its cells inside their row or column; long ones cut short."""
    parts: list[str] = []
    for factor, cell in terms:
        name = form.name_within(bound, cell)
        sign = "－" if factor < 0 else "＋" if parts else ""
        parts.append(sign + "上年年报的" * cell.startswith(PREVIOUS) + name)
    if len(parts) > _MANY:
        parts[2:-1] = ["＋…"]
        return f"{''.join(parts)}（{len(terms)}格相加）"
    return "".join(parts)


def _known(terms: tuple[Term, ...], shown: Mapping[str, Number | str]) -> Number:
    total: Number = 0
    for factor, cell in terms:
        number = shown.get(cell, 0)
        total += factor * number if not isinstance(number, str) else 0
    return total


# ── formulas ─────────────────────────────────────────────────────────


def _left_blank(cell: str, figures: Figures) -> bool:
    return cell in (figures.sums or {}) and cell not in figures.numbers and cell not in figures.unreadable


def _leaves(terms: Iterable[Term], figures: Figures) -> dict[str, int]:
    """The typed cells behind a sum, totals left blank taken apart, with their net factors."""
    net: dict[str, int] = {}
    rest = list(terms)
    for factor, cell in rest:
        if _left_blank(cell, figures):
            rest.extend((factor * part_factor, part) for part_factor, part in (figures.sums or {})[cell])
        else:
            net[cell] = net.get(cell, 0) + factor
    return net


def _result_formula(bound: Bound, figures: Figures, places: Places, difference: str) -> str:
    """`relations.judge` in formulas. Blanks with a factor > 0 leave left - right open upwards,
    those with a factor < 0 downwards, signed ones both ways.
    """
    sign = bound.relation.sign
    leaves = _leaves(bound.relation.terms, figures)
    signed = {cell for cell, factor in leaves.items() if factor and cell in figures.signed}
    above = _no_blank({cell for cell, factor in leaves.items() if factor > 0} | signed, places)
    below = _no_blank({cell for cell, factor in leaves.items() if factor < 0} | signed, places)
    too_much, too_little = _all(f"{difference}>0", *below), _all(f"{difference}<0", *above)
    if sign == "=":
        broken, holds = f"OR({too_much},{too_little})", _all(f"{difference}=0", *above, *below)
    elif sign == "<=":
        broken, holds = too_much, _all(f"{difference}<=0", *above)
    else:
        broken, holds = too_little, _all(f"{difference}>=0", *below)
    return (
        f'=IF({_has_text(leaves, places)},"{RESULTS["unreadable"]}",IF({broken},"{BROKEN}",'
        f'IF({holds},"{RESULTS["holds"]}","{RESULTS["open"]}")))'
    )


def _all(*conditions: str) -> str:
    return f"AND({','.join(conditions)})" if len(conditions) > 1 else conditions[0]


def _no_blank(cells: Iterable[str], places: Places) -> list[str]:
    """The condition that none of the cells is blank; no condition if there are none."""
    blanks = _blanks(ranges(cells, places))
    return [f"{blanks}=0"] if blanks else []


def _has_text(cells: Iterable[str], places: Places, home: str = "") -> str:
    """The condition that some cell is neither number nor blank. A formula's "" counts as blank."""
    unique = set(cells)
    areas = ranges(unique, places, home)
    return f"COUNT({','.join(areas)})+{_blanks(areas)}<{len(unique)}"


def _blanks(ranges: list[str]) -> str:
    # COUNTBLANK takes one range only.
    return "+".join(f"COUNTBLANK({each})" for each in ranges)


def _sum(terms: tuple[Term, ...], places: Places, home: str = "") -> str:
    """A sum as a formula. SUM, not +, as it leaves texts out."""
    added = [cell for factor, cell in terms if factor > 0]
    taken = [cell for factor, cell in terms if factor < 0]
    formula = f"SUM({','.join(ranges(added, places, home))})" if added else ""
    return formula + (f"-SUM({','.join(ranges(taken, places, home))})" if taken else "")


def ranges(cells: Iterable[str], places: Places, home: str = "") -> list[str]:
    """The cells in as few areas as can be: D6:J26; with the sheet's name where it is not `home`."""
    runs: list[tuple[str, int, int, int, int]] = []
    for place in sorted({(place.sheet, place.column, place.row) for place in (places[cell] for cell in cells)}):
        sheet, column, row = place
        if runs and runs[-1][:2] == (sheet, column) and runs[-1][4] == row - 1:
            runs[-1] = (*runs[-1][:4], row)
        else:
            runs.append((sheet, column, column, row, row))
    blocks: list[tuple[str, int, int, int, int]] = []
    for sheet, first, last, top, bottom in sorted(runs, key=lambda run: (run[0], run[3], run[4], run[1])):
        if blocks and (blocks[-1][0], blocks[-1][2] + 1, *blocks[-1][3:]) == (sheet, first, top, bottom):
            blocks[-1] = (sheet, blocks[-1][1], last, top, bottom)
        else:
            blocks.append((sheet, first, last, top, bottom))
    texts = []
    for sheet, first, last, top, bottom in blocks:
        start, end = f"{_letters(first)}{top}", f"{_letters(last)}{bottom}"
        where = "" if sheet == home else "'{}'!".format(sheet.replace("'", "''"))
        texts.append(where + start + (f":{end}" if end != start else ""))
    return texts
