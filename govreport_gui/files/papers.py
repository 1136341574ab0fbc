"""Papers beside the report: what an inspection will see, and the rules themselves."""

from pathlib import Path
from typing import Final

from govreport_gui.core.checks import RULES
from govreport_gui.core.findings import LEVEL_NAMES, VERDICT_NAMES, Checked
from govreport_gui.core.formats import Format
from govreport_gui.core.inspection import inspect
from govreport_gui.files import whole
from govreport_gui.files.page_layout import Part

_OUTCOMES: Final = {"good": "✓", "advise": "建议改", "not_checked": "未核对"}


def inspection(checked: Checked) -> tuple[Part, ...]:
    """上级会怎么看, point by point."""
    points = inspect(checked)
    bad = sum(point.outcome == "advise" for point in points)
    summary = f"{len(points)}项中，{bad}项建议改。核对结果：{VERDICT_NAMES[checked.verdict]}。"
    return (
        Part("", (summary,)),
        *(
            Part(f"{number}．{point.name}　{_OUTCOMES[point.outcome]}", point.remarks)
            for number, point in enumerate(points, 1)
        ),
    )


def rulebook(form: Format) -> tuple[Part, ...]:
    """The rules of a form, one by one, for whoever has to approve them."""
    relations = tuple(
        Part(f"{rule.id}　{LEVEL_NAMES[rule.level]}", (f"{rule.says}{rule.fix}", f"依据：{rule.source}"))
        for rule in form.rules
    )
    others = tuple(
        Part(f"{rule.id}　{LEVEL_NAMES[rule.level]}", (f"{rule.formula}。", f"依据：{rule.source}")) for rule in RULES
    )
    return relations + others


def write(path: Path, title: str, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Write a paper as a PDF; what the clerk should know about the result. Raises OutsideError."""
    from govreport_gui.files import pdf  # noqa: PLC0415  # the window starts without it

    whole.write(path, pdf.write_text(title, parts).content)
    return ()
