"""报送前自查: the points that an inspection of annual reports goes through, from the same rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from govreport_gui.core.findings.finding import Checked, Finding
from govreport_gui.core.report.document import KINDS
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.check import RULES

Outcome = Literal["good", "advise", "not_checked"]

# What circulars on the quality of annual reports and public checking tools look at, each with the rules
# that judge it; "NV" stands for all rules whose id begins so.
_POINTS: Final = (
    ("按时公布", ("PD-03", "PD-04")),
    ("标题和统计期限规范", ("PD-02",)),
    ("六个部分和三张表齐全", ("NR-01", "NR-07")),
    ("用的是报告年度的统一格式", ("FM-01",)),
    ("表格没有空格、斜杠和文字", ("T2-01", "T3-06", "T4-04", "DT-01")),
    ("表内数据勾稽一致", ("T2-02", "T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03")),
    ("与上年年报衔接", ("XY-01", "XY-02", "XY-09", "XY-10")),
    ("与上年相比变化合理", ("XY-04", "XY-05", "XY-06", "XY-08")),
    ("表与表之间没有矛盾", ("XT-01", "XT-02", "T4-06", "T4-07", "T3-07", "T3-08", "T3-09", "T3-14")),
    ("文字和表格一致", ("NV",)),
    ("总体情况五个方面齐全，不超过一千字", ("NR-02", "NR-03")),
    ("政府的年报写了考核、评议和追责", ("NR-04",)),
    ("问题和改进具体，不照抄上年", ("NR-05", "XY-07", "T4-08")),
    ("写明信息处理费收取情况", ("NR-06", "XT-03", "XT-04")),
    ("与本单位职权相符", ("T2-03", "T2-04", "T2-05", "T2-06", "T2-07", "T2-10")),
    ("没有旧年份、旧名称和占位文字", ("PD-05", "PD-06", "NR-08", "PB-04")),
    ("没有个人信息和内部标记", ("PB-01", "PB-02")),
    ("行文规范", ("TX", "NR-11")),
)


_GOVERNMENTS: Final = frozenset({"rollup", "office", "township"})
_OF_GOVERNMENTS: Final = "NR-04"
"""The rule that asks only of these kinds of units."""
_PLAUSIBLE: Final = "合理性核对"
"""The source of rules that stand nowhere; named only where a point has no other."""
_BASES: Final = 2
"""Most sources that are named at one point."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the inspection: how it stands, what is to be said about it, and on what it rests.

    Of a point that is not checked the remarks say why.
    """

    name: str
    outcome: Outcome
    remarks: tuple[str, ...] = ()
    basis: str = ""


def inspect(case: Case, checked: Checked) -> tuple[Point, ...]:
    """All points, in the order in which an inspection goes through them."""
    sources = {rule.id: rule.source for rule in case.form.rules} | {rule.id: rule.source for rule in RULES}
    return tuple(_point(name, rules, case, checked, sources) for name, rules in _POINTS)


def _point(name: str, rules: tuple[str, ...], case: Case, checked: Checked, sources: Mapping[str, str]) -> Point:
    def point(outcome: Outcome, remarks: Iterable[str] = ()) -> Point:
        return Point(name, outcome, tuple(remarks), _basis(rules, sources))

    findings = [finding for finding in checked.findings if finding.rule.startswith(rules)]
    if "T3-06" in rules and checked.blank_inputs:
        return point("advise", (f"尚有{len(checked.blank_inputs)}格未填，未发生的填0。", *map(_remark, findings)))
    if any(finding.explanation is None and finding.level != "notice" for finding in findings):
        return point("advise", map(_remark, findings))
    if findings:
        return point("good", map(_remark, findings))
    if _OF_GOVERNMENTS in rules and case.kind and case.kind not in _GOVERNMENTS:
        return point("not_checked", (f"{KINDS[case.kind]}不涉及",))
    reasons = dict.fromkeys(rule.reason for rule in checked.not_checked if rule.rule.startswith(rules))
    return point("not_checked" if reasons else "good", list(reasons)[:3])


def _basis(rules: tuple[str, ...], sources: Mapping[str, str]) -> str:
    """What rules rest on, without what they take from it: 《政府信息公开条例》第四十九条；国办公开办函〔2021〕30号."""
    named = [
        piece.partition("：")[0]
        for rule, source in sources.items()
        if rule.startswith(rules)
        for piece in source.split("；")
    ]
    firm = list(dict.fromkeys(piece for piece in named if piece != _PLAUSIBLE)) or [_PLAUSIBLE]
    firm = [each for each in firm if not any(other != each and other.startswith(each) for other in firm)]
    return "；".join(firm[:_BASES]) + "等" * (len(firm) > _BASES)


def _remark(finding: Finding) -> str:
    return finding.message if finding.explanation is None else f"{finding.message}已说明：{finding.explanation}"
