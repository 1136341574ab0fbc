"""What a leader is given with the report: the sheet to sign, explanations, this year beside last year, the checks."""

from collections.abc import Iterator
from typing import Final

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import LEVEL_NAMES, Checked
from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import Part, grid
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.coverage import coverage
from govreport_gui.core.values import Number, show
from govreport_gui.core.years.last_year import change, matching

SIGNING: Final = "审签单"
EXPLANATIONS: Final = "附：有关情况的说明"
CHANGES: Final = "附：与上年对照"
CHECKS: Final = "附：核对记录"
STATES: Final = "附：状态记录"
_STEPS: Final = ("拟稿", "核稿", "审核", "签发")
_SIGNING_WIDTHS: Final = (16.0, 24.0, 40.0, 20.0)
_CHANGES_WIDTHS: Final = (46.0, 15.0, 15.0, 24.0)
_STATES_WIDTHS: Final = (24.0, 14.0, 62.0)
_TOTAL: Final = "total"
"""The column that stands for the others of its row."""


def signing(form: Format, content: Content, checked: Checked, code: str, pages: int | None = None) -> Part:
    """What is signed, and where: the report by title and fingerprint, what was checked, a line for every hand.

    `pages` are those of the report itself, where they are known.
    """
    done = coverage(form, checked)
    left = f"，{done.not_judged}条未核对" if done.not_judged else ""
    rows = [
        ["年报", content.title.replace("\n", ""), "<", "<"],
        ["单位", content.unit, "<", "<"],
        ["内容指纹", code, "<", "<"],
        *([["页数", f"正文和表共{pages}页", "<", "<"]] if pages else []),
        ["核对", f"{checked.verdict_words}。核对了{done.judged}条规则{left}。", "<", "<"],
        ["环节", "姓名", "意见", "日期"],
        *([step, "", "", ""] if not line else ["^", "^", "^", "^"] for step in _STEPS for line in range(3)),
    ]
    foot = "内容指纹由单位、年度、正文和各格的数算出，改动一处即不同。签批后有改动的，重新送审。"
    return Part(SIGNING, (foot,), grid(_SIGNING_WIDTHS, rows, 0), SIGNING)


def explained(checked: Checked) -> tuple[Part, ...]:
    """What was explained, each fact with its explanation; nothing where there is none."""
    told = explanations.paragraphs(checked)
    return (Part(EXPLANATIONS, told),) if told else ()


def changes(case: Case) -> tuple[Part, ...]:
    """The numbers that differ from last year's, of rows with a total the total alone; nothing without last year."""
    if case.last is None:
        return ()
    before, now = case.last.document.year, case.document.year
    head = ["位置", f"{before}年" if before else "上年", f"{now}年" if now else "今年", "变化"]
    rows = [row for table in case.form.tables for row in _changed(case, table)]
    if not rows:
        return (Part(CHANGES, ("各项数与上年相同。",)),)
    foot = "只列与上年不同的数；分申请人或分结果的行，只列总计。上年没有分列的，把对应的行相加后比较。"
    return (Part(CHANGES, (foot,), grid(_CHANGES_WIDTHS, [head, *rows]), "与上年对照"),)


def _changed(case: Case, table: Table) -> Iterator[list[str]]:
    last = case.last
    if last is None:
        return
    shown = [cell for cell in table.cells if _TOTAL not in table.columns or case.form.cells[cell].column == _TOTAL]
    told: set[tuple[str, ...]] = set()
    for cell in shown:
        ours, theirs = matching(case.form, last.form, cell)
        if not ours or ours in told:
            continue
        told.add(ours)
        now, before = _sum(case, ours), _sum(last, theirs)
        if now is not None and before is not None and now != before:
            yield [case.form.cells[ours[0]].place, show(before), show(now), change(before, now)]


def _sum(case: Case, cells: tuple[str, ...]) -> Number | None:
    known = [case.numbers[cell] for cell in cells if cell in case.numbers]
    return sum(known) if len(known) == len(cells) else None


def checks(form: Format, checked: Checked) -> Part:
    """The record of the check: the result, every finding with what was said of it, and what was not checked."""
    done = coverage(form, checked)
    lines = [
        f"核对结果：{checked.verdict_words}。核对了{done.judged}条规则，{checked.held}处勾稽关系成立。",
        *([f"尚有{len(checked.blank_inputs)}格未填。"] if checked.blank_inputs else []),
    ]
    for number, finding in enumerate(checked.findings, 1):
        said = f"说明：{finding.explanation}" if finding.explanation else ""
        lines.append(f"{number}．{LEVEL_NAMES[finding.level]}（{finding.rule}）：{finding.message}{said}")
    lines += [f"未核对{count}条规则：{reason.rstrip('。')}。" for reason, count in done.reasons]
    return Part(CHECKS, tuple(lines))


def history(document: Document) -> Part:
    """状态记录: when the report came into which state, what was open then and for what reason it went on.

    Where there is none, a line below what is before it.
    """
    if not document.steps:
        return Part(STATES, ("该年报无状态记录。",), follows=True)
    rows = [[states.when(step), states.STATES[step.state], step.reason or "—"] for step in document.steps]
    return Part(STATES, (), grid(_STATES_WIDTHS, [["时间", "状态", "事项和理由"], *rows]), "状态记录")
