"""台账合计: where the boxes for totals on paper stand, and what they show."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.rules.control_totals import Comparison
from govreport_gui.core.values import entered
from govreport_gui.ui.table.cell_box import TYPED
from govreport_gui.ui.widgets import labels, theme

_Role = Qt.ItemDataRole
_Index = QModelIndex | QPersistentModelIndex
_Place = tuple[int, int]
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SIGNS: Final = {"agrees": "✓", "differs": "✕", "fault": "✕", "open": "…"}
_INKS: Final = {"agrees": "done", "differs": "explain", "fault": "explain", "open": "ink3"}


_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Layout(NamedTuple):
    """Where boxes stand: the numbers, the words about them, and labels with how many places they take."""

    lines: int
    positions: int
    numbers: Mapping[_Place, str]
    words: Mapping[_Place, str]
    labels: Mapping[_Place, tuple[str, int]]


def sides(form: Format, table: Table) -> tuple[Layout, Layout]:
    """The boxes at the right of the lines and those below the columns, for the totals of that table."""
    box_of = table.number_boxes()
    by_line: dict[int, list[str]] = {}
    columns = {}
    for cell in table.cells:
        if cell not in form.sums:
            continue
        if all(box_of[part].line == box_of[cell].line for _, part in form.sums[cell]):
            by_line.setdefault(box_of[cell].line, []).append(cell)
        else:
            columns[box_of[cell].position] = cell
    rows = {}
    for line, cells in by_line.items():
        if len(cells) == 1:
            rows[line] = cells[0]
        else:  # several totals in one line, as in table 四: each below its own column
            columns |= {box_of[cell].position: cell for cell in cells}
    right = Layout(
        len(table.lines),
        2,
        {(line, 0): cell for line, cell in rows.items()},
        {(line, 1): cell for line, cell in rows.items()},
        {},
    )
    labels: dict[_Place, tuple[str, int]] = {}
    free = 0
    for position, cell in sorted(columns.items()):
        if position > free:
            labels[0, free] = (f"{table.rows[form.cells[cell].row]}　台账合计", position - free)
        free = position + 1
    below = Layout(
        2,
        len(table.widths),
        {(0, position): cell for position, cell in columns.items()},
        {(1, position): cell for position, cell in columns.items()},
        labels,
    )
    return right, below


class ControlTotalsModel(QAbstractTableModel):
    """The boxes of one side, as the editor's document fills them."""

    def __init__(self, editor: ReportEditor, layout: Layout) -> None:
        super().__init__()
        self.editor = editor
        self.layout = layout
        self._shown: tuple[Mapping[str, str], Mapping[str, Comparison]] = ({}, {})

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else self.layout.lines

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else self.layout.positions

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if (index.row(), index.column()) not in self.layout.numbers:
            return Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.editor.locked else chosen | Qt.ItemFlag.ItemIsEditable

    def cell_at(self, index: _Index) -> str:
        """The total that the box at that index is for; "" if there is no box."""
        return self.layout.numbers.get((index.row(), index.column()), "")

    def index_of(self, cell: str) -> QModelIndex:
        """Where the box for that total stands; an invalid index if it is not on this side."""
        place = next((place for place, each in self.layout.numbers.items() if each == cell), None)
        return self.index(*place) if place else QModelIndex()

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401  # Qt's own signature
        place = (index.row(), index.column())
        if role == _Role.DisplayRole:
            return self.text_at(*place)
        if role == _Role.AccessibleTextRole and place not in self.layout.numbers:
            return self.text_at(*place).replace("\u2060", "") or "空"
        if place in self.layout.labels:
            return self._label(role)
        if place in self.layout.numbers:
            return self._number(self.layout.numbers[place], role)
        return self._words(self.layout.words[place], role) if place in self.layout.words else None

    def text_at(self, line: int, position: int) -> str:
        """What is shown there; "" where nothing is."""
        place = (line, position)
        if place in self.layout.labels:
            return self.layout.labels[place][0]
        if place in self.layout.numbers:
            return self._shown[0].get(self.layout.numbers[place], "")
        known = self._shown[1].get(self.layout.words.get(place, ""))
        # Joined, so that a narrow column breaks it between the words.
        return " ".join((_SIGNS[known.state], *map("\u2060".join, known.words.split()))) if known else ""

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: ANN401
        cell = self.cell_at(index)
        if role != _Role.EditRole or not cell:
            return False
        label = f"填写{self.editor.form.cells[cell].place}的台账合计"
        self.editor.apply(label, self.editor.document.with_paper_total(cell, entered(str(value))))
        return True

    def refresh(self, compared: Mapping[str, Comparison]) -> bool:
        """Show the editor's document, whose totals have been compared; whether anything looks different now."""
        before, self._shown = self._shown, (self.editor.document.paper_totals, compared)
        different = False
        for place, cell in (*self.layout.numbers.items(), *self.layout.words.items()):
            if any(old.get(cell) != new.get(cell) for old, new in zip(before, self._shown, strict=True)):
                different = True
                self.dataChanged.emit(self.index(*place), self.index(*place))
        return different

    def _label(self, role: int) -> Any:  # noqa: ANN401
        if role == _Role.ForegroundRole:
            return QApplication.palette().brush(QPalette.ColorRole.Text)
        return _RIGHT if role == _Role.TextAlignmentRole else None

    def _number(self, cell: str, role: int) -> Any:  # noqa: ANN401
        text = self._shown[0].get(cell, "")
        if role == TYPED:
            return text
        if role == _Role.TextAlignmentRole:
            return _CENTRE
        place = self.editor.form.cells[cell].place
        known = self._shown[1].get(cell)
        if role == _Role.ToolTipRole:
            return labels.plain(known.sentence) if known else f"{place}：填台账、底稿上的合计，与表中的数比较。可不填。"
        if role == _Role.AccessibleTextRole:
            return f"台账合计，{place}，{text or '空'}" + (f"，{known.words}" if known else "")
        return None

    def _words(self, cell: str, role: int) -> Any:  # noqa: ANN401
        known = self._shown[1].get(cell)
        if known is None:
            return None
        if role == _Role.ForegroundRole:
            return theme.colour(_INKS[known.state])
        if role == _Role.TextAlignmentRole:
            return _LEFT if self.layout.positions == 2 else _CENTRE
        return labels.plain(known.sentence) if role == _Role.ToolTipRole else None
