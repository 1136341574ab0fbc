"""The sheet before a report goes on its way: every point with its result and the way there, and a reason to go on."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.editing import gate
from govreport_gui.core.editing.gate import Outcome, Point
from govreport_gui.core.report import states
from govreport_gui.ui.actions.state_dialogs import KEPT, ReasonBox
from govreport_gui.ui.widgets import labels, phrases, signs, theme

_SIGNS: Final[dict[Outcome, tuple[str, str]]] = {
    "good": ("done", "已完成"),
    "told": ("notice", "提请注意"),
    "open": ("explain", "未完成"),
    "barred": ("must_fix", "须先填写"),
}
"""The sign of an outcome, and what is read out for it."""
_READY: Final = (
    "已在纸面上逐项校对。",
    "经负责人同意，先行办理。",
    "经核实，数据属实。",
    "有关问题已与上级沟通。",
)
_OFFERED: Final = 9
"""Most reasons that are offered: each has its digit."""
_RESULT: Final = 400
"""Width of the words of a result, in pixels."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clerk decided: to go where a point is settled, or to go on for that reason."""

    way: str = ""
    reason: str = ""


def ask(parent: QWidget, does: str, found: tuple[Point, ...], earlier: tuple[str, ...]) -> Answer | None:
    """Show the points and ask whether to go on; None if the clerk thinks better of it.

    Enter leads to what is open first, or goes on where nothing is. A reason is written anew at every step; those of
    `earlier` steps stand among the usual ones.
    """
    dialog = QDialog(parent)
    dialog.setWindowTitle(f"{does}之前")
    ways: list[str] = []
    left, barred = gate.left_open(found), gate.barred(found)
    reason = ReasonBox()
    fault = labels.line()
    buttons = QDialogButtonBox()
    go_on = buttons.addButton(f"{'仍然' * bool(left)}{does}(&Y)", QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)

    def leave_for(way: str) -> None:
        ways.append(way)
        dialog.reject()

    def judge() -> None:
        lacking = states.lacking(reason.toPlainText()) if left else ""
        fault.setText("填写单位名称和年度后，方可继续。" if barred else lacking or (KEPT if left else ""))
        go_on.setEnabled(not barred and not lacking)

    reason.textChanged.connect(judge)
    judge()
    layout = QVBoxLayout(dialog)
    layout.setSpacing(theme.M)
    layout.addWidget(labels.paragraph(_head(does, found)))
    rows, links = _rows(found)
    for link, point in links:
        link.clicked.connect(lambda _=False, way=point.way: leave_for(way))
    layout.addLayout(rows)
    if left and not barred:
        layout.addLayout(_named(reason, earlier))
        layout.addWidget(reason)
    layout.addWidget(fault)
    layout.addWidget(buttons)
    first = next((link for link, point in links if point.outcome in {"barred", "open"}), None)
    go_on.setAutoDefault(False)
    (first or go_on).setDefault(True)
    theme.dress_dialog(dialog)
    if first is None:
        go_on.setFocus()
    elif barred:
        first.setFocus()
    else:
        reason.setFocus()
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    if ways:
        return Answer(way=ways[0])
    return Answer(reason=reason.toPlainText().strip() if left else "") if accepted else None


def _head(does: str, found: tuple[Point, ...]) -> str:
    left, told = (sum(point.outcome in these for point in found) for these in (("open", "barred"), ("told",)))
    if not left:
        return f"以下 {len(found)} 项中，{told} 项提请注意，不影响{does}；其余已完成。"
    passing = "" if gate.barred(found) else f"；确需现在{does}的，写明理由"
    return f"以下 {len(found)} 项中，{left} 项未完成。建议处理后再{does}{passing}。"


def _rows(found: tuple[Point, ...]) -> tuple[QGridLayout, list[tuple[QPushButton, Point]]]:
    """A line for every point, and the buttons that lead to those that are not settled."""
    rows = QGridLayout()
    rows.setHorizontalSpacing(theme.M)
    rows.setVerticalSpacing(theme.XS)
    rows.setColumnStretch(2, 1)
    links = []
    for line, point in enumerate(found):
        sign, said = _SIGNS[point.outcome]
        picture = labels.line()
        picture.setPixmap(signs.icon(sign).pixmap(signs.size(picture)))
        picture.setAccessibleName(said)
        name, result = labels.line(point.name), labels.paragraph(point.result)
        name.setFont(theme.sized(name.font(), theme.BODY, bold=point.outcome not in {"good", "told"}))
        result.setMinimumWidth(_RESULT)
        result.setAccessibleName(f"{point.name}：{point.result}，{said}")
        rows.setRowMinimumHeight(line, theme.scaled(theme.BUTTON))
        for column, shown in enumerate((picture, name, result)):
            rows.addWidget(shown, line, column, Qt.AlignmentFlag.AlignVCenter)
        if point.way:
            link = QPushButton(f"转到(&{line + 1})")
            link.setProperty("small", True)
            link.setAutoDefault(False)
            link.setAccessibleName(f"转到{point.name}：{point.result}")
            rows.addWidget(link, line, 3)
            links.append((link, point))
    return rows, links


def _named(reason: ReasonBox, earlier: tuple[str, ...]) -> QHBoxLayout:
    name = labels.line("理由(&R)")
    name.setBuddy(reason)
    ready = phrases.button("常用理由(&S)", reason, tuple(dict.fromkeys((*_READY, *earlier)))[:_OFFERED])
    ready.setAutoDefault(False)
    line = QHBoxLayout()
    line.addWidget(name)
    line.addStretch()
    line.addWidget(ready)
    return line
