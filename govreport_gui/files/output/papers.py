"""Papers beside the report: what an inspection will see, and the rules themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.inspection import Outcome, Point, inspect
from govreport_gui.core.papers.part import Part, filled, grid
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.proofreading.reading_aloud import STATUS_WORDS, Status
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.check import RULES

if TYPE_CHECKING:
    from govreport_gui.files.pdf.writer import Printed

_COVER: Final = "封面信息未填"
_SIGNS: Final[Mapping[Status, str]] = {"ticked": "✓", "wrong": "×", "changed": "▲", "open": ""}
"""Behind a number of the proofreading record."""
_MEANINGS: Final = "，".join(f"{sign or '无记号的'}{STATUS_WORDS[status]}" for status, sign in _SIGNS.items())
_LINE: Final = "＿"
"""To write on."""
_REMARKS: Final = 3
"""Of one point, so that the paper stays at a page; the window has them all."""
_INSPECTION: Final = "报送前自查"
_INSPECTION_WIDTHS: Final = (26.0, 44.0, 30.0)


def inspection(case: Case, checked: Checked) -> tuple[Part, ...]:
    """报送前自查 as a table: what to put right first, then what is good; the rest in a line."""
    points = inspect(case, checked)
    good, advised, left_out = ([each for each in points if each.outcome == outcome] for outcome in get_args(Outcome))
    shown = [*advised, *good]
    said = f"{len(shown)}项中，{len(advised)}项建议改。核对结果：{checked.verdict_words}。"
    rows = [[point.name, _result(point), point.basis] for point in shown]
    if left_out:
        rows.append([f"未列入的{len(left_out)}项", _why(left_out), "<"])
    return (Part("", (said,)), Part("", (), grid(_INSPECTION_WIDTHS, [["项目", "结果", "依据"], *rows]), _INSPECTION))


def _result(point: Point) -> str:
    more = len(point.remarks) - _REMARKS
    remarks = point.remarks[:_REMARKS] + ((f"另有{more}处。",) if more > 0 else ())
    return ("建议改：" if point.outcome == "advise" else "✓") + "".join(remarks)


def _why(points: Sequence[Point]) -> str:
    """Why these points are not in the table."""
    reasons: dict[str, list[str]] = {}
    for point in points:
        reason = point.remarks[0].rstrip("。")
        reasons.setdefault(_COVER if reason.startswith(_COVER) else reason, []).append(point.name)
    return "；".join(f"{reason}：{'、'.join(names)}" for reason, names in reasons.items()) + "。"


def rulebook(form: Format) -> tuple[Part, ...]:
    """The rules of a form, one by one, for whoever has to approve them."""
    from govreport_gui.core.papers import rulebook as rules  # noqa: PLC0415  # the window starts without it

    book = rules.rulebook(form, RULES)
    parts = [Part("", (f"适用：{book.basis}第{form.revision}版。",))]
    for chapter in book.chapters:
        lines = []
        for entry in chapter.entries:
            lines.append(f"{entry.id}（{entry.level}）{entry.formula}")
            lines.extend(f"提示：{sentence}" for sentence in (entry.sentence,) if sentence)
            lines.append(f"依据：{entry.source}")
        parts.append(Part(chapter.name, tuple(lines)))
    return tuple(parts)


def proofreading(form: Format, document: Document) -> tuple[Part, ...]:
    """校对记录: how far the reading is, what is to be read again, every number with its sign, where to sign."""
    now = reading_aloud.progress(form, document)
    of = form.title_of(document.unit, document.year)
    everything = tuple(form.cells)
    parts = [
        Part("", (f"{of}，三张表校对结果：{reading_aloud.summary(now, everything)}。", f"数后面的记号：{_MEANINGS}。"))
    ]
    to_read_again: tuple[Status, ...] = ("wrong", "changed")
    for status in to_read_again:
        if left := now.cells(status, everything):
            lines = tuple(f"{form.cells[cell].place}：{_heard(now, document, cell)}。" for cell in left)
            parts.append(Part(STATUS_WORDS[status], lines))
    parts.extend(
        Part(
            f"{table.name}　{reading_aloud.summary(now, table.cells)}",
            table=filled(table, {cell: _signed(now, cell) for cell in table.cells}),
            caption=f"校对 {table.name}",
        )
        for table in form.tables
    )
    parts.append(Part("签字", ("读数人：＿＿＿＿＿＿＿＿　　校对人：＿＿＿＿＿＿＿＿", "日期：＿＿＿＿年＿＿月＿＿日")))
    return tuple(parts)


def _signed(now: reading_aloud.Progress, cell: str) -> str:
    """A number with the sign of how it stands: 9✓."""
    text, sign = now.texts[cell], _SIGNS[now.statuses[cell]]
    return (text or "空") + sign if sign else text


def _heard(now: reading_aloud.Progress, document: Document, cell: str) -> str:
    """A number with how it stands in words: 9（改动后未再校对，校对时为8）."""
    status = now.statuses[cell]
    was = f"，校对时为{document.read_aloud[cell] or '空'}" if status == "changed" else ""
    return f"{now.texts[cell] or '空'}（{STATUS_WORDS[status]}{was}）"


def as_pdf(title: str, parts: tuple[Part, ...]) -> "Printed":
    """Such a paper as a PDF. Raises OutsideError."""
    from govreport_gui.files.pdf import writer  # noqa: PLC0415  # the window starts without it

    return writer.write_text(title, parts)


def empty_form(form: Format) -> "Printed":
    """The official form with nothing in it, to be filled in by hand. Raises OutsideError."""
    from govreport_gui.files.pdf import writer  # noqa: PLC0415  # likewise

    title = form.title.format(unit="{unit}", year=_LINE * 3)
    return writer.write(content_of(replace(form, title=title), Document(form.id, unit=_LINE * 16)))
