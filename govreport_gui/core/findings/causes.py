"""The problems as a clerk deals with them: one entry for one cause, in columns, with what mends it.

Findings that vanish with the same repair are one cause; so are those that one slip has broken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.findings.located import Located, Offer
from govreport_gui.core.forms.form import Bound, Format, Level
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import Number, show

_KINDS: Final = {"NV": "正文与表格", "XY": "与上年比较", "KZ": "与台账比较"}
"""What findings of a group of rules are about, where they compare two numbers."""
_MINUS: Final = "\u2212"


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in columns: where, what, both sides and by how much the left one is more."""

    place: str
    what: str
    left: str
    right: str
    gap: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that may be the wrong one."""

    cell: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that went wrong, or is to be explained or known."""

    findings: tuple[Finding, ...]
    """What vanishes with it, the one that tells it first."""
    place: str
    """The cell that is to be changed, where it is known."""
    why: str
    lines: tuple[Line, ...]
    offer: Offer | None
    deed: str
    """What the offer does, for a button: 改为 27; "" without one."""
    suspects: tuple[Suspect, ...]

    @property
    def finding(self) -> Finding:
        """The finding that tells it."""
        return self.findings[0]

    @property
    def level(self) -> Level:
        """The gravest level."""
        return self.finding.level


def causes(form: Format, document: Document, located: Located) -> tuple[Cause, ...]:
    """What is open, in report order; what was explained is no longer."""
    groups: dict[object, list[Finding]] = {}
    offers: dict[object, Offer] = {}
    tellers = {finding.caused_by for finding in located.checked.findings if finding.caused_by}
    for index, finding in enumerate(located.checked.findings):
        if finding.explanation is not None:
            continue
        own = (finding.rule, finding.each)
        name: object = finding.caused_by or (own if own in tellers else index)
        if offer := next(iter(located.repairs.get(index, ())), None):
            name = offer.repair
            offers[name] = offer
        groups.setdefault(name, []).append(finding)
    bound = {(each.rule.id, each.each): each for each in form.bound}
    return tuple(_cause(form, document, bound, found, offers.get(name)) for name, found in groups.items())


def _cause(
    form: Format,
    document: Document,
    bound: Mapping[tuple[str, str], Bound],
    found: list[Finding],
    offer: Offer | None,
) -> Cause:
    first = found[0]
    lines = tuple(line_of(form, document, bound, each) for each in found)
    suspected = dict.fromkeys(cell for each in found for cell in each.suspects)
    suspects = tuple(Suspect(cell, short_place(form, cell), document.cells.get(cell, "")) for cell in suspected)
    changes = offer.repair if offer else ()
    place, why = "", first.fact if offer is None or len(changes) > 1 else ""
    if len(changes) == 1:
        (change,) = changes
        place = short_place(form, change.cell)
        together = f"；改后 {len(found)} 处同时消失" if len(found) > 1 else ""
        slip = slip_of(change.before, change.after)
        why = f"疑错：{change.before} 应为 {change.after or '空'}{f'，{slip}' if slip else ''}{together}"
    elif changes:
        place = first.fact.partition("，")[0] if first.cells else ""
        place = place if len(place) <= _LONGEST_PLACE else ""
    return Cause(tuple(found), place, why, lines, offer, _deed(offer), suspects)


_LONGEST_PLACE: Final = 14


def _deed(offer: Offer | None) -> str:
    if offer is None:
        return ""
    if len(offer.repair) == 1:
        after = offer.repair[0].after
        return f"改为 {after}" if after else "清空"
    return f"更正 {len(offer.repair)} 格"


def line_of(form: Format, document: Document, bound: Mapping[tuple[str, str], Bound], finding: Finding) -> Line:
    """A finding in columns. What cannot be said in a few words stands as a sentence in place of the numbers."""
    rule = bound.get((finding.rule, finding.each or ""))
    sides = [finding.left, finding.right]
    if rule is not None:
        place, what = _of_relation(form, rule)
    else:
        place = _place(form, document, finding)
        what = _KINDS.get(finding.rule.partition("-")[0], "")
    if None in sides or not what:
        return Line(place, finding.fact, "", "", "")
    left, right = (side for side in sides if side is not None)
    return Line(place, what, _shown(left), _shown(right), signed(left - right))


def _of_relation(form: Format, rule: Bound) -> tuple[str, str]:
    """Where a relation stands, and of what kind it is."""
    table = form.table(rule.rule.table)
    if rule.compares_years:
        return short_place(form, rule.relation.cells[0]), "与上年衔接"
    if rule.relation.sign != "=":
        return short_place(form, rule.relation.cells[0]), "不大于" if rule.relation.sign == "<=" else "不小于"
    if rule.each in table.columns:
        if len(rule.relation.left) > 1:
            return f"{table.columns[rule.each]}列", "收办平衡"
        return short_place(form, rule.relation.left[0][1]), "纵向合计"
    return table.rows.get(rule.each, rule.name), "横向合计"


def _place(form: Format, document: Document, finding: Finding) -> str:
    if finding.section:
        name = form.section(finding.section).name
        if finding.span is None:
            return name
        paragraph = document.sections.get(finding.section, "")[: finding.span[0]].count("\n") + 1
        return f"{name} 第{paragraph}段"
    if not finding.cells:
        return "封面信息"
    return short_place(form, finding.cells[0])


def short_place(form: Format, cell: str) -> str:
    """A cell's place without the name of its table: （一）予以公开·自然人."""
    of = form.cells[cell]
    return of.place.removeprefix(form.table(of.table).name)


def _shown(side: Number) -> str:
    return show(side).replace("-", _MINUS)


def signed(gap: Number) -> str:
    """A difference with its sign: +45, −1; 0 without."""
    return f"+{show(gap)}" if gap > 0 else f"{_MINUS}{show(-gap)}" if gap < 0 else "0"


def slip_of(before: str, after: str) -> str:
    """What the hand did to type `before` instead of `after`; "" where that is nothing known."""
    if not (before.isdigit() and after.isdigit()) or before == after:
        return ""
    if len(before) == len(after):
        differing = sum(one != other for one, other in zip(before, after, strict=True))
        if differing == _PAIR and sorted(before) == sorted(after):
            return "两位数字颠倒"
        return "一位数字不同" if differing == 1 and len(before) > 1 else ""
    longer, shorter = sorted((before, after), key=len, reverse=True)
    if any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return "多一位数字" if longer == before else "少一位数字"
    return ""


_PAIR: Final = 2
