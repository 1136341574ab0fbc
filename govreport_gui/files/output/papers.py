"""Papers beside the report: what an inspection will see, and the rules themselves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.inspection import Outcome, inspect
from govreport_gui.core.papers.part import Part, filled
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.proofreading.reading_aloud import STATUS_WORDS, Status
from govreport_gui.core.report.document import Document
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


def inspection(checked: Checked) -> tuple[Part, ...]:
    """报送前自查: what to put right point by point, then what is good and what was not checked, in a line each."""
    points = inspect(checked)
    by_outcome = {outcome: [point for point in points if point.outcome == outcome] for outcome in get_args(Outcome)}
    parts = [
        Part(
            "",
            (f"{len(points)}项中，{len(by_outcome['advise'])}项建议改。核对结果：{checked.verdict_words}。",),
        )
    ]
    for number, point in enumerate(by_outcome["advise"], 1):
        more = len(point.remarks) - _REMARKS
        remarks = point.remarks[:_REMARKS] + ((f"另有{more}处。",) if more > 0 else ())
        parts.append(Part(f"{number}．{point.name}　建议改", remarks))
    if good := by_outcome["good"]:
        parts.append(Part("", ("没有问题：" + "　".join(f"✓{point.name}" for point in good),)))
        parts.extend(Part("", (f"{point.name}：{remark}",)) for point in good for remark in point.remarks)
    reasons: dict[str, list[str]] = {}
    for point in by_outcome["not_checked"]:
        reason = point.remarks[0].rstrip("。")
        reasons.setdefault(_COVER if reason.startswith(_COVER) else reason, []).append(point.name)
    left = "；".join(f"{reason}：{'、'.join(names)}" for reason, names in reasons.items())
    if left:
        parts.append(Part("", (f"未核对：{left}。",)))
    return tuple(parts)


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
