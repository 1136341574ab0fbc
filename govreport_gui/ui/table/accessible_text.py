"""What is heard of a number by those who cannot see the table."""

from collections.abc import Sequence

from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVELS, Finding
from govreport_gui.core.forms.form import Cell, Format, Table

_LABELS, _HEADS = "项目", "表头"
"""What is heard of a column without numbers, and of a line without words."""


def head_names(form: Format, table: Table) -> tuple[list[str], list[str]]:
    """What is heard of every column and of every line of a table."""
    columns: list[list[str]] = [[] for _ in table.widths]
    lines = [""] * len(table.lines)
    for box in table.boxes:
        for line in range(box.line, box.line + box.lines) if not box.cell else ():
            lines[line] = lines[line] or box.text
    for cell, box in table.number_boxes().items():
        lines[box.line] = table.rows[form.cells[cell].row]
        columns[box.position].append(table.columns[form.cells[cell].column])
    # In 表二 a column stands for another number in every band.
    return ["、".join(dict.fromkeys(names)) or _LABELS for names in columns], [name or _HEADS for name in lines]


def accessible_text(table: Table, cell: Cell, text: str, findings: Sequence[Finding]) -> str:
    """Row, column, what stands there, then what is wrong with it, gravest first: 予以公开，自然人，9，必须改正：…"""
    ordered = sorted(findings, key=lambda finding: LEVELS.index(finding.level))
    troubles = [
        f"{LEVEL_NAMES[finding.level]}：{finding.message}" for finding in ordered if finding.explanation is None
    ]
    troubles += [f"已说明：{finding.explanation}" for finding in ordered if finding.explanation is not None]
    # The sentences end with 。 themselves.
    said = (table.rows[cell.row], table.columns[cell.column], text or "空", "".join(troubles))
    return "，".join(each for each in said if each)
