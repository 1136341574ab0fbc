"""What stands for and against taking a report into a state, point by point: what is asked before it goes there."""

from dataclasses import dataclass
from typing import Final, Literal

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.findings.progress import COVER, in_the_way, todo
from govreport_gui.core.forms.form import Format
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.proofreading.reading_aloud import STATUS_WORDS, Progress, Status
from govreport_gui.core.report import notes, states
from govreport_gui.core.report.document import Document

Outcome = Literal["good", "told", "open", "barred"]
"""Settled; only to be known; to be settled, or passed for a reason; to be settled, whatever the reason."""
READING: Final = "reading"
"""The way into 校对."""
_NAMED: Final = 2
"""Most cells that are named at a point."""
_REASON: Final = "理由："
"""Before the clerk's own words in what is recorded."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point: how it stands, in words too, and where it is settled.

    `way` is COVER, a level, "blank", READING or a cell; "" where nothing is left to do.
    """

    name: str
    result: str
    outcome: Outcome
    way: str = ""


def points(form: Format, document: Document, checked: Checked, state: str) -> tuple[Point, ...]:
    """All that counts on the way into that state, one that says that the report is right as it stands."""
    now = reading_aloud.progress(form, document)
    wrong = now.cells("wrong", tuple(form.cells))
    return (
        _cover(document, checked),
        _verdict(checked),
        _wrong(form, now, wrong),
        _reading(form, now, state),
        _marked(form, notes.follow_ups(form, document), wrong),
        _notices(checked),
    )


def _cover(document: Document, checked: Checked) -> Point:
    if checked.uncovered:
        return Point("封面信息", f"未填{'、'.join(checked.uncovered)}", "barred", COVER)
    return Point("封面信息", f"{document.unit}，{document.year} 年度", "good")


def _verdict(checked: Checked) -> Point:
    if checked.verdict == "pass":
        return Point("核对结果", checked.verdict_words, "good")
    return Point("核对结果", in_the_way(checked), "open", todo(checked)[0][0])


def _cells(name: str, form: Format, cells: tuple[str, ...], of_these: str = "") -> Point:
    named = "、".join(form.cells[cell].place for cell in cells[:_NAMED])
    more = "等" * (len(cells) > _NAMED)
    return Point(name, f"{len(cells)} 格{of_these}：{named}{more}", "open", cells[0])


def _wrong(form: Format, now: Progress, wrong: tuple[str, ...]) -> Point:
    """None are wrong only among those that were read."""
    cells = tuple(form.cells)
    if wrong:
        return _cells("校对有误", form, wrong)
    read = len(now.cells("ticked", cells))
    if not read:
        status: Status = "changed" if now.cells("changed", cells) else "open"
        return Point("校对有误", STATUS_WORDS[status], "told", READING)
    return Point("校对有误", "无" if read == len(cells) else f"已校对的 {read} 格中无", "good")


def _marked(form: Format, marked: tuple[str, ...], wrong: tuple[str, ...]) -> Point:
    """As many as the window counts anywhere: the cells marked wrong are among them, named after the others."""
    if not marked:
        return Point("待复核", "无", "good")
    own = tuple(cell for cell in marked if cell not in wrong)
    also = tuple(cell for cell in marked if cell in wrong)
    return _cells("待复核", form, (*own, *also), f"（含校对有误 {len(also)} 格）" if also else "")


def _reading(form: Format, now: Progress, state: str) -> Point:
    """A report may be 已核对 before it is read aloud; it is to be read before anybody signs it."""
    cells = tuple(form.cells)
    words = reading_aloud.summary(now, cells)
    if len(now.cells("ticked", cells)) == len(cells):
        return Point("校对进度", words, "good")
    return Point("校对进度", words, "told" if state == "checked" else "open", READING)


def _notices(checked: Checked) -> Point:
    """Nobody has to answer a notice."""
    words = [words for what, words in todo(checked) if what == "notice"]
    return Point("提醒", f"尚有 {words[0]}", "told", "notice") if words else Point("提醒", "无", "good")


def left_open(found: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points that are passed only for a reason."""
    return tuple(point for point in found if point.outcome == "open")


def barred(found: tuple[Point, ...]) -> bool:
    """Whether the report cannot go there at all, whatever the reason."""
    return any(point.outcome == "barred" for point in found)


def recorded(found: tuple[Point, ...], reason: str) -> str:
    """What the record of states says: which points were open, and why the report went on; "" where none was."""
    left = "；".join(f"{point.name}：{point.result}" for point in left_open(found))
    return f"{left}。{_REASON}{reason}" if left else reason


def earlier(document: Document) -> tuple[str, ...]:
    """The reasons, in the clerk's own words, for which the report went on before; the latest first."""
    words = (step.reason.partition(_REASON)[2] for step in reversed(document.steps) if states.forward(step.state))
    return tuple(dict.fromkeys(filter(None, words)))
