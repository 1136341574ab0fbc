"""Rules that compare with last year's report. Without one they are not checked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from math import log
from typing import Final

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.forms.relations import PREVIOUS
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import NO_UNIT, NO_YEAR, Results, given, lacking, number
from govreport_gui.core.rules.proactive import AS_IF_IN_YUAN, FEES
from govreport_gui.core.values import Number, show

_NEW: Final = "requests.new.total"
_DECIDED: Final = tuple(f"proactive.{row}.decisions" for row in ("licensing", "penalties", "coercion"))
_RECONSIDERED: Final = "disputes.reconsideration"
_SUITS: Final = ("disputes.litigation_direct", "disputes.litigation_after_reconsideration")
_NEW_TIMES: Final = 5
_NEW_LEAST: Final = 20
"""New applications more than so many times as many or as few, both years at least so many."""
_TIMES: Final = 10
_LEAST: Final = 50
"""Decisions and fees likewise, the greater of the two years at least so much."""
_PAIRS: Final = (
    *((first, second, "表二行政许可、行政处罚、行政强制中的两项") for first, second in combinations(_DECIDED, 2)),
    *(
        ("requests.new.natural_person", f"requests.new.{column}", "表三本年新收自然人与另一列")
        for column in ("enterprise", "research", "public_welfare", "legal_service", "other")
    ),
)
_LEAST_EXCHANGED: Final = 10
_BETTER: Final = 8
"""Turned round they must fit last year so many times better, both together."""
_CLOSE: Final = 2.25
"""And lie within so many times last year's numbers."""
_SAME_LEAST: Final = 3
"""Fewer equal numbers than this may well be the same two years running."""


def _with_last_year(rule: str, judge: Callable[[Case], Results]) -> Callable[[Case], Results]:
    """A rule that is judged only with last year's report."""

    def judged(case: Case) -> Results:
        if case.last is None:
            yield NotChecked(rule, None, NO_LAST_YEAR)
        else:
            yield from judge(case)

    return judged


def _new_jumps(_case: Case, new: Number, last: Number) -> Results:
    """Applications rarely grow or shrink fivefold."""
    low, high = sorted((new, last))
    if low >= _NEW_LEAST and high > low * _NEW_TIMES:
        message = (
            f"表三本年新收{show(new)}件，上年年报为{show(last)}件，相差{_NEW_TIMES}倍以上。"
            "请核对两年统计口径是否一致；情况属实的，写明原因。"
        )
        yield Finding("XY-04", None, "explain", (_NEW,), message, new, last)


def _table_two_jumps(case: Case) -> Results:
    """Decisions and fees rarely appear, vanish or change tenfold."""
    exchanged = {cell for pair in _exchanged_pairs(case) for cell in pair}
    for cell in (*_DECIDED, FEES):
        # Of what stands in another's place XY-12 speaks.
        if cell not in case.form.cells or cell in exchanged:
            continue
        of = case.form.cells[cell]
        if reason := lacking(case, (cell, PREVIOUS + cell)):
            yield NotChecked("XY-05", of.row, reason)
            continue
        now, last = number(case, cell) or 0, number(case, PREVIOUS + cell) or 0
        low, high = sorted((now, last))
        # A thousandfold fee is the wrong unit; T2-05 says so.
        if low < 0 or (cell == FEES and last > 0 and now >= last * AS_IF_IN_YUAN):
            continue
        if (low == 0 < high) or (high >= _LEAST and high > low * _TIMES):
            how = "变化过大" if low else "一年有、一年没有"
            message = (
                f"{of.place}为{show(now)}{of.unit}，上年年报为{show(last)}{of.unit}，{how}。"
                "请核对两年统计口径是否一致；情况属实的，写明原因。"
            )
            yield Finding("XY-05", of.row, "explain", (cell,), message, now, last)


def _exchanged_pairs(case: Case) -> dict[tuple[str, str], str]:
    """Pairs of cells that last year's report fits far better the other way round, with how a sentence calls them."""
    found = {}
    for first, second, name in _PAIRS:
        cells = (first, second, PREVIOUS + first, PREVIOUS + second)
        if any(cell.removeprefix(PREVIOUS) not in case.form.cells for cell in cells) or lacking(case, cells):
            continue
        a, b, before_a, before_b = (float(number(case, cell) or 0) for cell in cells)
        if min(a, b, before_a, before_b) <= 0 or max(a, b) < _LEAST_EXCHANGED:
            continue
        apart = abs(log(a / before_a)) + abs(log(b / before_b))
        turned = abs(log(b / before_a)) + abs(log(a / before_b))
        if apart - turned >= log(_BETTER) and turned <= log(_CLOSE):
            found[first, second] = name
    return found


def _exchanged(case: Case) -> Results:
    """Two numbers of table 二, or two columns of 本年新收, in each other's place; 制发 and 废止 too."""
    form = case.form
    for table in ("proactive", "requests"):
        paired = {cell for pair in _PAIRS for cell in pair[:2] if cell.startswith(table)}
        wanted = [cell for cell in form.cells if cell in paired]
        if reason := lacking(case, [*wanted, *(PREVIOUS + cell for cell in wanted)]):
            yield NotChecked("XY-12", table, reason)
    for (first, second), name in _exchanged_pairs(case).items():
        now = [show(number(case, cell) or 0) for cell in (first, second)]
        before = [show(number(case, PREVIOUS + cell) or 0) for cell in (first, second)]
        message = (
            f"{name}为{now[0]}、{now[1]}，上年为{before[0]}、{before[1]}，疑两数填反。请核对；情况属实的，写明原因。"
        )
        yield Finding("XY-12", form.cells[first].row, "explain", (first, second), message)
    for row in ("normative_documents", "regulations"):
        issued, repealed, in_force = (f"proactive.{row}.{column}" for column in ("issued", "repealed", "in_force"))
        cells = (issued, repealed, in_force, PREVIOUS + in_force)
        if any(cell.removeprefix(PREVIOUS) not in form.cells for cell in cells) or lacking(case, cells):
            continue
        new, old, stands, last = (number(case, cell) or 0 for cell in cells)
        if new != old and last + old - new == stands:
            name = form.table("proactive").rows[row]
            message = (
                f"表二{name}本年制发{show(new)}、本年废止{show(old)}疑填反：上年现行有效{show(last)}，"
                f"互换后与现行有效{show(stands)}相符。请核对；情况属实的，写明原因。"
            )
            yield Finding("XY-12", row, "explain", (issued, repealed), message)


def one_slip(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with the sum over two years (XY-02) that 制发 and 废止 in each other's place break called so."""
    turned = {each.each for each in findings if each.rule == "XY-12"}
    return [
        replace(each, caused_by=("XY-12", each.each)) if each.rule == "XY-02" and each.each in turned else each
        for each in findings
    ]


def _unchanged_tables(case: Case) -> Results:
    """A table whose numbers are all last year's was probably not brought up to date."""
    for table in ("proactive", "requests"):
        yield from _unchanged(case, table)


def _unchanged(case: Case, table: str) -> Results:
    form, known = case.form, case.last.numbers if case.last else {}
    inputs = [cell for cell in form.inputs if cell.startswith(f"{table}.")]
    # Inputs are no totals: what is known of them is certain.
    if any(case.numbers[cell] != known[cell] for cell in inputs if cell in case.numbers and cell in known):
        return
    if reason := lacking(case, inputs) or lacking(case, [PREVIOUS + cell for cell in inputs]):
        yield NotChecked("XY-06", table, reason)
        return
    same = tuple(cell for cell in inputs if case.numbers[cell])
    if len(same) >= _SAME_LEAST:
        message = (
            f"{form.table(table).name}非0的{len(same)}个数与上年年报完全相同。"
            "请核对是否未更新为本年数据；确实相同的，写明原因。"
        )
        yield Finding("XY-06", table, "explain", same, message)


def _pending_cases(case: Case) -> Results:
    """Cases pending at the end of last year are alive this year (how to count them is laid down nowhere)."""
    for each, name, groups in (("reconsideration", "行政复议", (_RECONSIDERED,)), ("litigation", "行政诉讼", _SUITS)):
        totals = tuple(f"{group}.total" for group in groups)
        pending = tuple(f"{PREVIOUS}{group}.pending" for group in groups)
        waiting = sum(number(case, cell) or 0 for cell in pending)
        now = sum(number(case, cell) or 0 for cell in totals)
        if reason := lacking(case, (*totals, *pending)):
            yield NotChecked("XY-09", each, reason)
        elif now < waiting:
            message = (
                f"表四{name}总计{show(now)}件，上年年报尚未审结的有{show(waiting)}件。"
                "请核对本年总计有无遗漏上年尚未审结的案件；按其他口径统计的，可不更正。"
            )
            yield Finding("XY-09", each, "notice", totals, message, now, waiting)


def _last_years_report(case: Case) -> Results:
    """What is compared with is the same unit's report of the year before."""
    last = case.last
    if last is None:
        return
    this, before = case.document, last.document
    if case.year is None or last.year is None:
        yield NotChecked("XY-10", "year", NO_YEAR if case.year is None else "上年年报未写明年度")
    elif last.year != case.year - 1:
        message = f"载入的上年年报为{last.year}年度，应为{case.year - 1}年度。请核对后更换，或写明原因。"
        yield Finding("XY-10", "year", "explain", (), message)
    if not this.unit.strip() or not before.unit.strip():
        yield NotChecked("XY-10", "unit", "上年年报未写明单位名称" if this.unit.strip() else NO_UNIT)
    elif "".join(this.unit.split()) != "".join(before.unit.split()):
        message = (
            f"载入的上年年报单位为“{before.unit}”，本报告单位为“{this.unit}”。"
            "请核对是否载入其他单位的年报；机构更名、合并的，写明原因。"
        )
        yield Finding("XY-10", "unit", "explain", (), message)


_SAME_COUNT: Final = "合理性核对：两年数据口径一致"
RULES: Final = (
    Check(
        "XY-04",
        "explain",
        f"两年的本年新收总计都不少于{_NEW_LEAST}件时，相差不超过{_NEW_TIMES}倍",
        _SAME_COUNT,
        given("XY-04", (_NEW, PREVIOUS + _NEW), _new_jumps),
    ),
    Check(
        "XY-05",
        "explain",
        f"行政许可、行政处罚、行政强制、行政事业性收费不由0变为有数、由有数变为0；"
        f"较大一年不小于{_LEAST}时，相差不超过{_TIMES}倍",
        _SAME_COUNT,
        _with_last_year("XY-05", _table_two_jumps),
    ),
    Check(
        "XY-06",
        "explain",
        f"表二、表三不是0的填报数（至少{_SAME_LEAST}个）不与上年年报完全相同",
        "国办公开办函〔2021〕30号：内容雷同、数据不准确的追责",
        _with_last_year("XY-06", _unchanged_tables),
    ),
    Check(
        "XY-12",
        "explain",
        "表二各项处理决定、制发与废止、表三新收各列没有两两填反（与上年相比，互换后相近得多）",
        _SAME_COUNT,
        _with_last_year("XY-12", _exchanged),
    ),
    Check(
        "XY-09",
        "notice",
        "行政复议总计≥上年行政复议尚未审结；行政诉讼两个总计之和≥上年两个尚未审结之和",
        "合理性核对：统一格式没有明文规定跨年案件的计法",
        _with_last_year("XY-09", _pending_cases),
    ),
    Check(
        "XY-10",
        "explain",
        "载入的上年年报是同一单位上一年度的年报",
        "合理性核对：上下年衔接",
        _with_last_year("XY-10", _last_years_report),
    ),
)
