"""Qt's view of one official table: heads, labels and numbers in the boxes of the form.

Keeps no data of the report; what each box shows is prepared once per change, because Qt asks for
seven roles of every visible box at each repaint.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from govreport_gui.core import notes, states
from govreport_gui.core.document import LastYear, Note
from govreport_gui.core.editor import ReportEditor
from govreport_gui.core.figures import shown_texts
from govreport_gui.core.findings import LEVEL_NAMES, LEVELS, Finding
from govreport_gui.core.formats import Box, Table
from govreport_gui.core.last_year import last_texts
from govreport_gui.core.values import half_width
from govreport_gui.ui import marks
from govreport_gui.ui.spoken import spoken

_Role = Qt.ItemDataRole
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NUMBER: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_LOCKED: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WORDS: Final = Qt.ItemFlag.ItemIsEnabled
_Index = QModelIndex | QPersistentModelIndex


class _Shown(NamedTuple):
    """What one box shows."""

    text: str
    typed: bool
    pointed: bool
    findings: tuple[Finding, ...]
    locked: bool
    note: Note
    last: str


class TableModel(QAbstractTableModel):
    """The boxes of `table` as the editor's document fills them."""

    def __init__(self, editor: ReportEditor, table: Table) -> None:
        super().__init__()
        self.editor = editor
        self.table = table
        self.box_of = table.number_boxes()
        self.showing_last = False
        """Whether last year's numbers are shown below this year's."""
        self.last_texts: dict[str, str] = {}
        """These numbers by cell; empty while they are not shown."""
        self._last: LastYear | None = None
        self._dark = marks.dark()
        self._boxes = {(box.line, box.position): box for box in table.boxes}
        self.cell_over = {
            (line, position): box.cell
            for box in self.box_of.values()
            for line in range(box.line, box.line + box.lines)
            for position in range(box.position, box.position + box.positions)
        }
        """The cell whose box covers that line and position."""
        self._roles: dict[tuple[int, int], dict[int, Any]] = {
            place: self._words(box) for place, box in self._boxes.items() if not box.cell
        }
        self._pointed: frozenset[str] = frozenset()
        self._shown: dict[str, _Shown] = {}
        self._levels: dict[str, str] = {}
        self._prepare()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.table.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.table.widths)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401  # Qt's own signature
        roles = self._roles.get((index.row(), index.column()))
        return None if roles is None else roles.get(role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        box = self._boxes.get((index.row(), index.column()))
        if box is None:
            return Qt.ItemFlag.NoItemFlags
        if not box.cell:
            return _WORDS
        return _LOCKED if states.locked(self.editor.document) else _NUMBER

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: ANN401
        box = self._boxes.get((index.row(), index.column()))
        if role != _Role.EditRole or box is None or not box.cell:
            return False
        place = self.editor.form.cells[box.cell].place
        self.editor.apply(f"填写{place}", self.editor.document.with_cells({box.cell: half_width(str(value))}))
        return True

    def cell_at(self, index: _Index) -> str:
        """The cell id at that index; "" where there are words."""
        box = self._boxes.get((index.row(), index.column()))
        return box.cell if box else ""

    def index_of(self, cell: str) -> QModelIndex:
        """Where that cell stands."""
        box = self.box_of[cell]
        return self.index(box.line, box.position)

    def text_of(self, cell: str) -> str:
        """What that cell shows: the typed text, or a blank total's sum."""
        return self._shown[cell].text

    @property
    def levels(self) -> dict[str, str]:
        """By cell: the level of the gravest problem that concerns it."""
        return self._levels

    def filled(self) -> set[str]:
        """The cells that show something."""
        return {cell for cell, shown in self._shown.items() if shown.text}

    def take_colours(self) -> None:
        """Take the colours of the desktop as it is now."""
        if self._dark != marks.dark():
            self._dark = marks.dark()
            self._roles = {place: self._words(box) for place, box in self._boxes.items() if not box.cell}
            self._shown = {}
            self._prepare()
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def refresh(self) -> None:
        """Show the editor's document; only boxes that look different now are painted again."""
        for cell in self._prepare():
            index = self.index_of(cell)
            self.dataChanged.emit(index, index)

    def show_last(self, *, on: bool) -> None:
        """Show last year's numbers below this year's, or do not any more."""
        self.showing_last = on
        self.refresh()

    @property
    def notes(self) -> dict[str, Note]:
        """What is noted beside the cells of this table."""
        noted = self.editor.document.notes
        return {cell: noted[cell] for cell in self.box_of if cell in noted} if noted else {}

    def point_at(self, cells: Iterable[str]) -> None:
        """Make those cells stand out, as the ones that a problem is about."""
        self._pointed = frozenset(cells)
        self.refresh()

    def _prepare(self) -> list[str]:
        texts = shown_texts(self.editor.form, self.editor.document)
        concerned = self.editor.checked.by_cell()
        self._prepare_last()
        document = self.editor.document
        locked = states.locked(document)
        changed = []
        for cell, box in self.box_of.items():
            typed = cell in document.cells
            note, last = notes.note(document, cell), self.last_texts.get(cell, "")
            found = concerned.get(cell, ())
            shown = _Shown(texts.get(cell, ""), typed, cell in self._pointed, found, locked, note, last)
            if self._shown.get(cell) != shown:
                self._shown[cell] = shown
                self._roles[box.line, box.position] = self._number(cell, shown)
                changed.append(cell)
        self._levels = {cell: level for cell in self.box_of if (level := gravest(concerned.get(cell, ())))}
        return changed

    def _prepare_last(self) -> None:
        last = self.editor.document.last if self.showing_last else None
        if last is not self._last:
            self._last = last
            texts = last_texts(self.editor.form, last) if last else {}
            self.last_texts = {cell: text for cell, text in texts.items() if cell in self.box_of}

    def _words(self, box: Box) -> dict[int, Any]:
        roles: dict[int, Any] = {
            _Role.DisplayRole: _paired(box.text) if box.kind == "head" else box.text,
            _Role.AccessibleTextRole: box.text,
            _Role.TextAlignmentRole: _CENTRE if box.kind == "head" else _LEFT,
            _Role.BackgroundRole: marks.ground(box.kind, is_dark=self._dark),
        }
        if box.kind == "band":
            roles[_Role.FontRole] = _bold()
        return roles

    def _number(self, cell: str, shown: _Shown) -> dict[int, Any]:
        text, typed, pointed, findings, locked, note, last = shown
        of = self.editor.form.cells[cell]
        total = cell in self.editor.form.sums
        level = gravest(findings)
        roles: dict[int, Any] = {
            _Role.DisplayRole: text,
            _Role.EditRole: text if typed else "",
            _Role.TextAlignmentRole: _CENTRE,
        }
        words = [f"{of.place}（{of.unit}）"]
        if total and typed:
            roles[_Role.FontRole] = _bold()
            words.append("这个总计是输入的，与各格相加的数核对；按 Delete 改回由程序相加。")
        elif not text and not total:
            words.append("还没有填；没有的填 0。")
        elif total:
            words.append("留空时由程序相加；输入数字就按输入的核对。")
            roles[_Role.ForegroundRole] = marks.ink("computed")
        if level:
            roles[_Role.BackgroundRole] = marks.ground(f"{level} pointed" if pointed else level, is_dark=self._dark)
            words.extend(f"{LEVEL_NAMES[finding.level]}：{finding.message}" for finding in findings)
            if pointed:
                roles[_Role.FontRole] = _bold()
        elif total:
            roles[_Role.BackgroundRole] = marks.ground("total", is_dark=self._dark)
        elif not text:
            roles[_Role.BackgroundRole] = marks.ground("blank", is_dark=self._dark)
        elif locked:
            roles[_Role.BackgroundRole] = marks.ground("locked", is_dark=self._dark)
        beside = [f"上年 {last}"] if last else []
        beside += ["要回头看"] if note.follow_up else []
        beside += [f"备注：{note.text}"] if note.text else []
        roles[_Role.ToolTipRole] = "\n".join(words + beside)
        kind = ("，输入的总计" if typed else "，由程序相加") if total and text else ""
        heard = (["已锁定"] if locked else []) + beside
        spoken_of = spoken(self.table, of, text + kind, findings)
        roles[_Role.AccessibleTextRole] = spoken_of + "".join(f"，{each}" for each in heard)
        return roles


def gravest(findings: Iterable[Finding]) -> str:
    """The gravest of their levels; "" without any."""
    return min((finding.level for finding in findings), key=LEVELS.index, default="")


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font


def _paired(text: str) -> str:
    """A head that breaks between words of two characters (社会公益/组织), as on the form: Qt would
    break it anywhere; a word joiner (U+2060) inside the pairs forbids that.
    """
    if len(text) % 2 or not text.isalpha():
        return text
    return "".join(text[at] + "\u2060" + text[at + 1] for at in range(0, len(text), 2))
