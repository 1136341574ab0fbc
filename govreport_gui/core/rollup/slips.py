"""退回修改单 and 催报通知: what goes back to the units, one page each."""

from collections.abc import Sequence
from typing import Final

from govreport_gui.core.findings.finding import LEVEL_NAMES, Finding
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import Part
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.core.rollup.desk import Desk, Row

SLIPS: Final = "退回修改单"
REMINDERS: Final = "催报通知"
_ROOM: Final = 420
"""Characters of problems that fit on the page of one unit."""
_LINE: Final = 28
"""Characters of a line; a paragraph takes whole ones."""


def slip(desk: Desk, row: Row) -> Part:
    """What a unit has to put right: each problem, where, what is likely wrong, how to mend it; by when, to whom.

    The year is that of the report itself, whichever is added up.
    """
    year = row.submission.document.year if row.submission else None
    findings = row.submission.findings if row.submission else ()
    grave = [finding for finding in findings if finding.level == "must_fix"]
    rest = [finding for finding in findings if finding.level == "explain" and finding.explanation is None]
    lines = [f"{row.unit}：你单位报送的{_year(year)}政府信息公开工作年度报告，经核对有下列问题，请改正后重新报送。"]
    if not findings:
        lines[0] = f"{row.unit}：你单位报送的{_year(year)}政府信息公开工作年度报告，请修改后重新报送。"
    lines += _fitting([*grave, *rest])
    if row.note:
        lines.append(f"其他意见：{row.note}")
    return Part(f"{SLIPS}　{row.unit}", (*lines, _ending(desk, "改正后重新报送")))


def _fitting(findings: Sequence[Finding]) -> list[str]:
    """The problems in words, the gravest first; what does not fit on a page is counted."""
    lines: list[str] = []
    taken = 0
    for number, finding in enumerate(findings, 1):
        line = f"{number}．{LEVEL_NAMES[finding.level]}：{finding.message}"
        taken += -(-len(line) // _LINE) * _LINE
        if taken > _ROOM and lines:
            lines.append(f"另有{len(findings) - number + 1}处，请用“公开年报”打开年报，核对后一并改正。")
            break
        lines.append(line)
    return lines


def reminder(desk: Desk, unit: str, year: int | None) -> Part:
    """What a unit is told that has not reported."""
    lines = (
        f"{unit}：",
        f"截至目前，尚未收到你单位{_year(year)}政府信息公开工作年度报告。",
        _ending(desk, "报送"),
    )
    return Part(f"{REMINDERS}　{unit}", lines)


def _ending(desk: Desk, what: str) -> str:
    by = f"请于{desk.deadline}前{what}。" if desk.deadline else f"请尽快{what}。"
    return by + (f"联系人：{desk.contact}" if desk.contact else "")


def _year(year: int | None) -> str:
    return f"{year}年度" if year else ""


def paper(form: Format, desk: Desk, year: int | None, title: str, parts: Sequence[Part]) -> tuple[Content, Copy]:
    """Those pages as a paper: one alone, or a list of the units and behind it a page for each."""
    unit = desk.collection.unit.strip()
    if len(parts) == 1:
        (only,) = parts
        heading, _, name = only.heading.partition("　")
        own = Part("", only.paragraphs)
        return Content(form.id, name, year, heading, (own,), (unit,) if unit else ()), Copy()
    names = tuple(f"{number}．{part.heading.partition('　')[2]}" for number, part in enumerate(parts, 1))
    head = Part("", (f"共{len(parts)}个单位，每个单位一页。", *names))
    return Content(form.id, unit, year, f"{_year(year)}年报{title}", (head,), ()), Copy(annex=tuple(parts))


def as_text(part: Part) -> str:
    """A slip or a reminder as a text to be sent."""
    return "\n".join(part.paragraphs)
