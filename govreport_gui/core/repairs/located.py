"""The findings with what probably went wrong: the likeliest cell, what to do, and which findings are one problem."""

from dataclasses import replace
from typing import Final

from govreport_gui.core.findings.finding import Checked, Finding
from govreport_gui.core.findings.located import Change, Located, Offer, Repair
from govreport_gui.core.findings.resting import rested
from govreport_gui.core.forms.form import Format
from govreport_gui.core.repairs.proposals import Slip, settled, slips
from govreport_gui.core.repairs.sums import must_hold
from govreport_gui.core.rules.case import Case
from govreport_gui.core.values import show

_NAMED: Final = 4
"""With more suspects or changes than this their names do not fit into a sentence."""


def locate(case: Case, checked: Checked) -> Located:
    """What a check found, with the likeliest cells. Without a broken sum it is the same, at once."""
    form = case.form
    sums = {(bound.rule.id, bound.each) for bound in form.bound if must_hold(bound)}
    if not any((finding.rule, finding.each or "") in sums for finding in checked.findings):
        return Located(checked)
    findings = list(checked.findings)
    of_rule = {(finding.rule, finding.each or ""): at for at, finding in enumerate(findings)}
    repairs: dict[int, tuple[Offer, ...]] = {}
    for slip in slips(case):
        rules = ((form.bound[index].rule.id, form.bound[index].each) for index in slip.broken)
        at = sorted(of_rule[rule] for rule in rules if rule in of_rule)
        if not at:
            continue
        if slip.repair:
            ends = settled(case, checked.findings, slip.repair)
            words = sentence(form, slip.repair, len(ends), slip.deed)
            # What vanishes with it but tells another matter, a minus say, is told there too.
            for index in {*at, *ends}:
                if index not in repairs:
                    repairs[index] = (Offer(slip.repair, words),)
        first = at[0]
        for index in at:
            findings[index] = _told(case, findings[index], slip)
            if slip.one and index != first:
                findings[index] = replace(findings[index], caused_by=(findings[first].rule, findings[first].each))
        if slip.words:
            cells = {change.cell for change in slip.repair} or set(slip.suspects)
            in_order = tuple(cell for cell in form.cells if cell in cells)
            findings[first] = replace(findings[first], message=slip.words, cells=in_order)
    return rested(Located(replace(checked, findings=tuple(findings)), repairs))


def sentence(form: Format, repair: Repair, settled: int, deed: str = "") -> str:
    """The repair in words, with how many problems it settles."""
    vanish = f"{settled} 处问题{'同时' if settled > 1 else ''}消失。"
    if deed:
        return f"{deed}（改动 {len(repair)} 格），{vanish}"
    changes = "、".join(f"“{form.cells[each.cell].place}”从 {each.before} 改成 {each.after}" for each in repair)
    return f"把{changes}，{vanish}"


def _told(case: Case, finding: Finding, slip: Slip) -> Finding:
    """The finding with the likeliest cell, or the suspects, in place of general advice."""
    if slip.words:
        return replace(finding, suspects=slip.suspects)
    advice = _should_be(case.form, slip.repair) if slip.repair else _one_of(case, finding, slip.suspects)
    return replace(finding, message=finding.fact + advice, suspects=slip.suspects) if advice else finding


def _should_be(form: Format, repair: Repair) -> str:
    inputs = [change for change in repair if change.cell not in form.sums] or list(repair)
    follow = "，总计随之更正" if len(inputs) < len(repair) else ""
    if len(inputs) > _NAMED:
        return ""
    return "疑" + "、".join(_wrong(form, change) for change in inputs) + follow + "。"


def _wrong(form: Format, change: Change) -> str:
    return f"“{form.cells[change.cell].place}”的{change.before}应为{change.after}"


def _one_of(case: Case, finding: Finding, suspects: tuple[str, ...]) -> str:
    hint = ""
    if finding.rule == _BALANCE and finding.left is not None and finding.right is not None:
        gap = finding.right - finding.left
        more, less = _HINTS
        hint = more.format(show(gap)) if gap > 0 else less.format(show(-gap))
    numbers = case.figures.numbers
    names = [f"“{case.form.cells[cell].place}”{show(numbers[cell])}" for cell in suspects if cell in numbers]
    if not names or len(names) > _NAMED:
        return hint
    return hint + f"可能有误的有{'、'.join(names)}，请逐一核对。"


_BALANCE: Final = "T3-01"
_HINTS: Final = (
    "办结与结转多出{}件，请核对有无既计办结又计结转的，或新收、上年结转漏填。",
    "办结与结转少{}件，请核对有无漏计的办理结果，或未办结的未填入结转下年度。",
)
"""What usually lies behind a column of table 三 that does not balance: more done than received, or less."""
