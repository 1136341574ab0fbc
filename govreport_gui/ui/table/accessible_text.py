"""What is heard of a number by those who cannot see the table."""

from collections.abc import Sequence
from typing import Final

from govreport_gui.core.findings.finding import LEVELS, Finding
from govreport_gui.core.forms.form import Cell, Table

_TROUBLE: Final = {"must_fix": "有错误", "explain": "需要说明", "notice": "提醒"}


def accessible_text(table: Table, cell: Cell, text: str, findings: Sequence[Finding]) -> str:
    """Row, column, what stands there, then what is wrong with it, gravest first: 予以公开，自然人，9，有错误：…"""
    ordered = sorted(findings, key=lambda finding: LEVELS.index(finding.level))
    troubles = [f"{_TROUBLE[finding.level]}：{finding.message}" for finding in ordered if finding.explanation is None]
    troubles += [f"已说明：{finding.explanation}" for finding in ordered if finding.explanation is not None]
    # The sentences end with 。 themselves.
    said = (table.rows[cell.row], table.columns[cell.column], text or "空", "".join(troubles))
    return "，".join(each for each in said if each)
