"""Papers beside the report: what an inspection will see, and the rules themselves."""

from pathlib import Path
from typing import Final

from govreport_gui.core.checks import RULES
from govreport_gui.core.findings import VERDICT_NAMES, Checked
from govreport_gui.core.formats import Format
from govreport_gui.core.inspection import inspect
from govreport_gui.core.paper import Part
from govreport_gui.files import whole

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
    from govreport_gui.core import rulebook as rules  # noqa: PLC0415  # the window starts without it

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


def write(path: Path, title: str, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Write a paper as a PDF; what the clerk should know about the result. Raises OutsideError."""
    from govreport_gui.files import pdf  # noqa: PLC0415  # the window starts without it

    whole.write(path, pdf.write_text(title, parts).content)
    return ()
