"""A report → a file for others, by suffix. The window and the console both come through here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.profiles import OFFICIAL, ProfileName
from govreport_gui.core.papers.purpose import NAMES, Copy, Purpose
from govreport_gui.core.report.document import Document, published
from govreport_gui.core.rules.case import case_of
from govreport_gui.files import atomic, names
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output.copies import copy_of
from govreport_gui.files.saving import store

if TYPE_CHECKING:
    from govreport_gui.core.papers.charts import Chart
    from govreport_gui.core.papers.part import Part
    from govreport_gui.files.pdf.writer import Printed

_NAMED: Final = 20
"""How many characters are named at most."""
SUFFIXES: Final = (".pdf", ".docx", ".xlsx", ".html")


def usual_purpose(suffix: str) -> Purpose:
    """What a file of that suffix is for unless something else is said."""
    return "archive" if suffix.lower() == ".xlsx" else "public"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be put out of a report, and for what. A copy to be published has no charts, and none of what
    stands `beside` them behind the report, whatever is said here. `profile`: how the pages of a PDF are set.
    """

    form: Format
    document: Document
    checked: Checked
    purpose: Purpose
    charts: Sequence["Chart"] = ()
    beside: tuple["Part", ...] = ()
    profile: ProfileName = OFFICIAL


def write(
    path: Path,
    form: Format,
    document: Document,
    checked: Checked,
    charts: Sequence["Chart"] = (),
    purpose: Purpose | None = None,
    profile: ProfileName = OFFICIAL,
) -> tuple[str, ...]:
    """Write the report to `path` whole or not at all; what the clerk should know about the result.

    Raises OutsideError.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise OutsideError(f"不能输出“{path.name}”，文件名应以 {'、'.join(SUFFIXES)} 结尾。")
    content, notes = made(
        suffix, Order(form, document, checked, purpose or usual_purpose(suffix), charts, profile=profile)
    )
    atomic.write(path, content)
    return notes


def made(suffix: str, order: Order) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a file of that suffix, and what the clerk should know about it. Raises OutsideError."""
    report = (order.form, order.document, order.checked)
    if suffix == ".pdf":
        printed = as_pdf(*report, order.charts, order.purpose, order.beside, order.profile)
        return printed.content, notes(printed)
    if suffix == ".docx":
        return as_word(*report, order.purpose), ()
    if suffix == ".html":
        return as_page(*report, order.purpose), ()
    if suffix == ".xlsx":
        return as_workbook(*report, order.charts, order.purpose, order.beside), ()
    return store.to_bytes(order.document, order.form), ()


def as_pdf(
    form: Format,
    document: Document,
    checked: Checked,
    charts: Sequence["Chart"] = (),
    purpose: Purpose = "public",
    beside: tuple["Part", ...] = (),
    profile: ProfileName = OFFICIAL,
) -> "Printed":
    """The report as a PDF: what is written, shown and printed. Raises OutsideError."""
    from govreport_gui.files.pdf import writer  # noqa: PLC0415  # the window starts without it
    from govreport_gui.files.pdf.profile import PROFILES  # noqa: PLC0415  # likewise

    content = content_of(form, document)
    pages = None if purpose == "public" else writer.outlook(content, profile=PROFILES[profile]).pages
    copy = _with(copy_of(form, document, content, checked, purpose, pages), beside)
    kept = document if purpose == "archive" else published(document)
    shown = () if purpose == "public" else charts
    return writer.write(content, copy, shown, store.to_bytes(kept, form), profile=PROFILES[profile])


def as_word(form: Format, document: Document, checked: Checked, purpose: Purpose = "public") -> bytes:
    """The report as a Word file."""
    from govreport_gui.files.word import writer  # noqa: PLC0415  # the window starts without it

    content = content_of(form, document)
    return writer.write(content, copy_of(form, document, content, checked, purpose))


def as_page(form: Format, document: Document, checked: Checked, purpose: Purpose = "public") -> bytes:
    """The report as a web page."""
    from govreport_gui.files.web import writer  # noqa: PLC0415  # the window starts without it

    content = content_of(form, document)
    return writer.write(content, copy_of(form, document, content, checked, purpose))


def as_workbook(
    form: Format,
    document: Document,
    checked: Checked,
    charts: Sequence["Chart"] = (),
    purpose: Purpose = "archive",
    beside: tuple["Part", ...] = (),
) -> bytes:
    """The report as a workbook; its charts stand in every one that is not to be published."""
    from govreport_gui.core.papers import charts as drawn  # noqa: PLC0415  # the window starts without it
    from govreport_gui.files.excel import workbook  # noqa: PLC0415  # likewise

    content = content_of(form, document)
    copy = _with(copy_of(form, document, content, checked, purpose), beside)
    if purpose != "public":
        charts = charts or drawn.charts(case_of(form, document))
    return workbook.write(form, document, copy, () if purpose == "public" else charts, content)


def _with(copy: Copy, beside: tuple["Part", ...]) -> Copy:
    return copy if copy.purpose == "public" else replace(copy, annex=(*copy.annex, *beside))


def notes(printed: "Printed") -> tuple[str, ...]:
    """What the clerk should know about a PDF."""
    told = []
    if printed.missing:
        letters = "、".join(printed.missing)
        titled = "".join(letter for letter in printed.missing if letter in printed.title)
        there = f"其中“{titled}”在标题中。" if titled else ""
        told.append(f"电脑上的字体没有这些字：{letters}。{there}PDF 里用“〓”代替，装上含这些字的字体后重新输出。")
    for official, lent in printed.borrowed:
        more = f"等 {len(lent)} 个字" if len(lent) > _NAMED else ""
        told.append(f"{official}没有“{lent[:_NAMED]}”{more}，用其他字体印出。")
    if printed.lying:
        told.append("蒙古文是竖写的，在汉文行内横排印出。")
    by_face: dict[str, list[str]] = {}
    for official, face in printed.stand_ins:
        by_face.setdefault(face, []).append(official)
    lacking = "，".join(f"{'、'.join(names)}用{face}代替" for face, names in by_face.items())
    if lacking:
        told.append(f"电脑上没有公文字体：{lacking}。要用公文字体的，装上后重新输出。")
    return tuple(told)


def file_name(document: Document, suffix: str, copy: Copy | None = None) -> str:
    """The name a file of this report is offered under: 单位2025年政府信息公开工作年度报告.pdf; a copy to be signed or
    kept says so, and which content it has: …报告-送审稿-7K3MQ9TD.pdf.
    """
    which = f"-{NAMES[copy.purpose]}-{copy.code.replace('-', '')}" if copy and copy.code else ""
    return f"{names.offered(document.unit, document.year)}{which}{suffix}"
