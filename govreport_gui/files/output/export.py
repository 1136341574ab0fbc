"""A report → a file for others, by suffix. The window and the console both come through here."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unicodedata import category

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.part import Part
from govreport_gui.core.report.document import Document
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError

if TYPE_CHECKING:
    from govreport_gui.core.papers.charts import Chart
    from govreport_gui.files.pdf.writer import Printed

SUFFIXES: Final = (".pdf", ".xlsx")


def write(
    path: Path, form: Format, document: Document, checked: Checked, charts: Sequence["Chart"] = ()
) -> tuple[str, ...]:
    """Write the report to `path` whole or not at all; what the clerk should know about the result.

    A report whose verdict is not pass carries a mark on the paper; explanations stand in an annex, charts behind it.
    Raises OutsideError.
    """
    if path.suffix.lower() == ".xlsx":
        from govreport_gui.files.excel import workbook  # noqa: PLC0415  # the window starts without it

        atomic.write(path, workbook.write(form, document, mark_of(checked), _annex(checked), charts))
        return ()
    if path.suffix.lower() != ".pdf":
        raise OutsideError(f"不能输出“{path.name}”，文件名应以 {' 或 '.join(SUFFIXES)} 结尾。")
    printed = as_pdf(form, document, checked, charts)
    atomic.write(path, printed.content)
    return notes(printed)


def as_pdf(form: Format, document: Document, checked: Checked, charts: Sequence["Chart"] = ()) -> "Printed":
    """The report as a PDF: what is written, shown and printed. Raises OutsideError."""
    from govreport_gui.files.pdf import writer  # noqa: PLC0415  # the window starts without it

    return writer.write(content_of(form, document), mark_of(checked), _annex(checked), charts)


def mark_of(checked: Checked) -> str:
    """What stands in the corner of every page of a report that has not passed."""
    return "" if checked.verdict == "pass" else f"未定稿：{checked.verdict_words}"


def notes(printed: "Printed") -> tuple[str, ...]:
    """What the clerk should know about a PDF."""
    if not printed.missing:
        return ()
    letters = "、".join(printed.missing)
    return (f"电脑上的字体没有这些字：{letters}。PDF 里用“〓”代替，装上含这些字的字体后重新输出。",)


def _annex(checked: Checked) -> tuple[Part, ...]:
    explained = explanations.paragraphs(checked)
    return (Part("附：有关情况的说明", explained),) if explained else ()


def file_name(document: Document, suffix: str) -> str:
    """The name a file of this report is offered under: 单位2025年政府信息公开工作年度报告.pdf."""
    unit = "".join("_" if _is_unfit(mark) else mark for mark in document.unit)
    # A file name may have 255 bytes, and a Chinese character takes three of them or four.
    unit = unit.encode("utf-8")[:150].decode("utf-8", "ignore")
    year = f"{document.year}年" if document.year else ""
    return f"{unit}{year}政府信息公开工作年度报告{suffix}"


def _is_unfit(mark: str) -> bool:
    """Whether that has no place in a file name: Windows knows it as something else, or nobody sees it."""
    return mark in '\\/:*?"<>|' or category(mark) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
