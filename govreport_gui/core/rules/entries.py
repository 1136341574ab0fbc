"""Rules about what stands in the cells, and on which official form."""

from collections.abc import Iterator
from functools import partial
from types import MappingProxyType
from typing import Final

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.values import fault, read, show

_EXPECTED: Final = MappingProxyType(
    {
        "integer": "应填不小于0的整数（单位：{unit}），未发生的填0。",
        "signed integer": "应填整数（单位：{unit}），减少的前加“-”，无增减的填0。",
        "decimal": "应填不小于0的数（单位：{unit}），可有小数，未发生的填0。",
    }
)

_CERTAIN: Final = 20
"""Digits below which a whole number is read for certain; far more are a key that stuck."""


def _entries(rule: str, case: Case) -> Iterator[Finding]:
    """What stands in a cell must be a number of its kind."""
    for table in case.form.tables:
        if table.entry_rule != rule:
            continue
        for cell in table.cells:
            text = case.document.cells.get(cell)
            # A whole number, which is what nearly every cell holds, fits every kind of cell.
            if text is None or (text.isdecimal() and len(text) < _CERTAIN):
                continue
            of = case.form.cells[cell]
            if wrong := fault(text, of.kind, of.unit):
                message = f"{of.place}写有“{text}”，{wrong}。{_EXPECTED[of.kind].format(unit=of.unit)}"
                yield Finding(rule, None, "must_fix", (cell,), message)


def _remarks(case: Case) -> Iterator[Finding]:
    """A number with its unit or a remark is read as that number and kept as written."""
    for cell, text in case.document.cells.items():
        if text.isdecimal():
            continue
        reading, of = read(text), case.form.cells[cell]
        if (reading.unit or reading.remark or text.endswith((".", "．"))) and not fault(text, of.kind, of.unit):
            number = show(reading.number or 0)
            message = f"{of.place}写作“{text}”，按{number}计算。格内仅填数字，单位和说明写入正文。"
            yield Finding("DT-01", None, "notice", (cell,), message)


def _form(case: Case) -> Iterator[Finding]:
    """The report stands in the form of another year, or its tables in forms of two years."""
    form, document = case.form, case.document
    others = [form.table(table) for table, other in document.forms.items() if other != form.id]
    if case.year is not None and not form.covers(case.year):
        message = (
            f"本报告年度为{case.year}年，采用{form.name}（{form.source}）。"
            "请核对是否应改用报告年度的格式；确需沿用的，写明原因。"
        )
        yield Finding("FM-01", None, "explain", (), message)
    elif others:
        carried = {cell for other in document.forms.values() for cell in form.carry.get(other, ())}
        cells = tuple(cell for table in others for cell in table.cells if cell in carried)
        names = "、".join(table.name for table in others)
        message = f"原文{names}采用另一年度的格式，已按{form.name}归入相应各行。请核对各数；确需沿用的，写明原因。"
        yield Finding("FM-01", None, "explain", cells, message)


_KINDS: Final = "填数字：件数、项数是不小于0的整数，金额可有小数"
RULES: Final = (
    Check("FM-01", "explain", "表格格式与报告年度一致", "国办公开办函〔2021〕30号、〔2019〕60号", _form),
    Check("T2-01", "must_fix", f"表二各格{_KINDS}", "统一格式表二", partial(_entries, "T2-01")),
    Check("T3-06", "must_fix", f"表三各格{_KINDS}", "统一格式表三", partial(_entries, "T3-06")),
    Check("T4-04", "must_fix", f"表四各格{_KINDS}", "统一格式表四", partial(_entries, "T4-04")),
    Check("DT-01", "notice", "格内只有数字，不带单位和说明", "汇总和勾稽的需要", _remarks),
)
