"""The lists beside the register: what is due, what a cell of the tables holds, what is wrong. Enter leads there."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon

from govreport_gui.core.ledger.application import Application
from govreport_gui.core.ledger.deadlines import KINDS
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.widgets.line_table import LineTable

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
SIGN: Final = "标志"
"""The head, not shown, of a first column of signs."""
_SIGN_WIDTH: Final = 28
_INKS: Final = {"overdue": "must_fix", "today": "explain", "soon": "explain"}
"""Ink and sign by how near a day is."""
Line = tuple[int, str, tuple[str, ...], str, str]
"""Key of the application, field, the texts, the sign before them or "", the ink of the first text or ""."""


class _Lines(QAbstractTableModel):
    """Lines of texts, each with the place in the register that it is about."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = heads
        self._signed = int(heads[0] == SIGN)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401
        if orientation == Qt.Orientation.Horizontal and role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return "" if self._signed and not section and role == _Role.DisplayRole else self._heads[section]
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401, PLR0911  # one for each role
        _, _, texts, sign, ink = self.lines[index.row()]
        at = index.column() - self._signed
        text = texts[at] if at >= 0 else ""
        if role == _Role.DisplayRole:
            return text
        if role == _Role.DecorationRole and at < 0 and sign:
            return QIcon(signs.icon(sign))
        if role == _Role.ForegroundRole and at == 0 and ink:
            return QColor(theme.colour(ink))
        if role == _Role.ToolTipRole:
            return labels.plain(text)
        if role == _Role.AccessibleTextRole:
            if at < 0:
                return signs.STATE_WORDS.get(sign, "无问题")
            return "，".join(each for each in texts if each) if at == 0 else text or "空"
        return None


class LineList(LineTable):
    """Shows lines. `opened`: the current one's place, key and field, is wanted."""

    opened = Signal(int, str)

    def __init__(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> None:
        self._lines = _Lines(heads)
        super().__init__(name, self._lines, widths)
        self.pressed_open.connect(self._open)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line that was current stays so."""
        at = max(0, self.currentIndex().row())
        self._lines.show_lines(lines)
        if lines:
            self.selectRow(min(at, len(lines) - 1))

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._lines.lines

    def _open(self) -> None:
        at = self.currentIndex().row()
        if 0 <= at < len(self.lines):
            self.opened.emit(*self.lines[at][:2])


def due_list() -> LineList:
    """The list of deadlines."""
    return LineList(
        "期限", (SIGN, "期限", "剩余", "事项", "登记编号", "申请内容摘要"), (_SIGN_WIDTH, 92, 132, 92, 128, 0)
    )


def due_lines(editor: LedgerEditor) -> list[Line]:
    """What is waited for, the nearest first."""
    found: list[Line] = []
    for due in editor.dues:
        left = f"过期 {-due.left} 个工作日" if due.left < 0 else f"剩 {due.left} 个工作日"
        words = "今日到期" if due.urgency == "today" else left
        application = editor.of[due.key]
        texts = (due.due.isoformat(), words, KINDS[due.kind], application.number, application.content)
        ink = _INKS.get(due.urgency, "")
        found.append((due.key, "answered" if due.kind == "answer" else "received", texts, ink, ink))
    return found


def cell_list() -> LineList:
    """The list of the applications in a cell."""
    return LineList("这一格的申请", ("登记编号", "收到日期", "办理结果"), (112, 92, 0))


def cell_lines(editor: LedgerEditor, keys: Sequence[int]) -> list[Line]:
    """These applications."""
    return [_line(editor, editor.of[key]) for key in keys if key in editor.of]


def _line(editor: LedgerEditor, application: Application) -> Line:
    result = editor.vocabulary.shown(application, "result") or "未办结"
    return application.key, "number", (application.number, application.received, result), "", ""


def problem_list() -> LineList:
    """The list of problems."""
    return LineList("问题", (SIGN, "问题"), (_SIGN_WIDTH, 0))


def problem_lines(editor: LedgerEditor) -> list[Line]:
    """What the rules find, the gravest first."""
    rank = {"must_fix": 0, "explain": 1, "notice": 2}
    found = sorted(editor.problems, key=lambda each: rank[each.level])
    return [
        (each.keys[0] if each.keys else 0, each.fields[0] if each.fields else "number", (each.message,), each.level, "")
        for each in found
    ]
