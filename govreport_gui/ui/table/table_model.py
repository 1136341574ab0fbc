"""Qt's view of one official table: heads, labels and numbers in the boxes of the form.

What each box shows is put into Qt's own items once per change: Qt asks for seven roles of every box that it
paints, and where each question came up to Python, one look at a whole table would take three times as long.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings.finding import LEVEL_NAMES, Finding, worst
from govreport_gui.core.forms.form import Box, Level, Table
from govreport_gui.core.report import notes, states
from govreport_gui.core.report.document import LastYear, Note
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.core.values import entered
from govreport_gui.core.years.last_year import last_texts
from govreport_gui.ui.table.accessible_text import spoken
from govreport_gui.ui.table.cell_box import TYPED
from govreport_gui.ui.widgets import labels, theme

_Role = Qt.ItemDataRole
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NUMBER: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_LOCKED: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WORDS: Final = Qt.ItemFlag.ItemIsEnabled
_ROLES: Final = tuple(
    int(role)
    for role in (
        _Role.DisplayRole,
        TYPED,
        _Role.TextAlignmentRole,
        _Role.FontRole,
        _Role.ForegroundRole,
        _Role.BackgroundRole,
        _Role.ToolTipRole,
        _Role.AccessibleTextRole,
    )
)
"""All that is said of a box."""
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


class TableModel(QStandardItemModel):
    """The boxes of `table` as the editor's document fills them."""

    def __init__(self, editor: ReportEditor, table: Table) -> None:
        super().__init__(len(table.lines), len(table.widths))
        self.editor = editor
        self.table = table
        self.box_of = table.number_boxes()
        self.showing_last = False
        """Whether last year's numbers are shown below this year's."""
        self.last_texts: dict[str, str] = {}
        """These numbers by cell; empty while they are not shown."""
        self.levels: dict[str, str] = {}
        """By cell: the level of the gravest problem that concerns it."""
        self._last: LastYear | None = None
        self._dark = theme.dark()
        self._boxes = {(box.line, box.position): box for box in table.boxes}
        self.cell_over = {
            (line, position): box.cell
            for box in self.box_of.values()
            for line in range(box.line, box.line + box.lines)
            for position in range(box.position, box.position + box.positions)
        }
        """The cell whose box covers that line and position."""
        self._pointed: frozenset[str] = frozenset()
        self._shown: dict[str, _Shown] = {}
        self._lay_out()
        self._prepare()

    def _lay_out(self) -> None:
        """An item for every place; those that a merged box covers hold nothing."""
        self.invisibleRootItem().setFlags(Qt.ItemFlag.NoItemFlags)
        for line in range(self.rowCount()):
            for position in range(self.columnCount()):
                box = self._boxes.get((line, position))
                item = QStandardItem()
                item.setFlags(Qt.ItemFlag.NoItemFlags if box is None else _NUMBER if box.cell else _WORDS)
                self.setItem(line, position, item)
                if box is not None and not box.cell:
                    self._put(box, self._words(box))

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: ANN401
        box = self._boxes.get((index.row(), index.column()))
        if role != _Role.EditRole or box is None or not box.cell:
            return False
        place = self.editor.form.cells[box.cell].place
        self.editor.apply(f"填写{place}", self.editor.document.with_cells({box.cell: entered(str(value))}))
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
    def longest(self) -> int:
        """How many letters the longest number has."""
        return max(len(shown.text) for shown in self._shown.values())

    def filled(self) -> set[str]:
        """The cells that show something."""
        return {cell for cell, shown in self._shown.items() if shown.text}

    @property
    def pointed(self) -> frozenset[str]:
        """The cells that stand out, as the ones that a problem is about."""
        return self._pointed

    def take_colours(self) -> None:
        """Take the colours of the desktop as it is now."""
        if self._dark == theme.dark():
            return
        self._dark = theme.dark()
        with QSignalBlocker(self):
            for box in self._boxes.values():
                if not box.cell:
                    self._put(box, self._words(box))
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
        """Put into the items what is not there yet; the cells that look different now."""
        document = self.editor.document
        texts = shown_texts(self.editor.form, document, self.editor.case.numbers)
        concerned = self.editor.checked.by_cell()
        locked = states.locked(document)
        self._prepare_last()
        changed = {}
        for cell in self.box_of:
            typed, pointed = cell in document.cells, cell in self._pointed
            note, last = notes.note(document, cell), self.last_texts.get(cell, "")
            shown = _Shown(texts.get(cell, ""), typed, pointed, concerned.get(cell, ()), locked, note, last)
            if shown != self._shown.get(cell):
                changed[cell] = shown
        self._shown |= changed
        with QSignalBlocker(self):  # whoever calls says so to the views, once for all roles
            for cell, shown in changed.items():
                self._put_number(cell, shown)
        return list(changed)

    def _put_number(self, cell: str, shown: _Shown) -> None:
        level = worst(shown.findings)
        if level:
            self.levels[cell] = level
        else:
            self.levels.pop(cell, None)
        item = self._put(self.box_of[cell], self._number(cell, shown, level))
        item.setFlags(_LOCKED if shown.locked else _NUMBER)

    def _put(self, box: Box, roles: dict[int, Any]) -> QStandardItem:
        """Let that box hold just these roles."""
        item = self.item(box.line, box.position)
        for role in _ROLES:
            item.setData(roles.get(role), role)
        return item

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
            _Role.BackgroundRole: theme.ground(box.kind),
        }
        if box.kind == "band":
            roles[_Role.FontRole] = _bold()
        return roles

    def _number(self, cell: str, shown: _Shown, level: Level | None) -> dict[int, Any]:
        text, typed, _, findings, locked, note, last = shown
        of = self.editor.form.cells[cell]
        total = cell in self.editor.form.sums
        roles: dict[int, Any] = {
            _Role.DisplayRole: text,
            TYPED: text if typed else "",
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
            roles[_Role.ForegroundRole] = theme.colour("ink2")
        if level:
            if level != "notice":
                roles[_Role.BackgroundRole] = theme.ground(f"{level} fill")
            words.extend(f"{LEVEL_NAMES[finding.level]}：{finding.message}" for finding in findings)
        elif total:
            roles[_Role.BackgroundRole] = theme.ground("total")
        elif not text:
            roles[_Role.BackgroundRole] = theme.ground("blank")
        elif locked:
            roles[_Role.BackgroundRole] = theme.ground("locked")
        beside = [f"上年 {last}"] if last else []
        beside += ["要回头看"] if note.follow_up else []
        beside += [f"备注：{note.text}"] if note.text else []
        roles[_Role.ToolTipRole] = labels.plain("\n".join(words + beside))
        kind = ("，输入的总计" if typed else "，由程序相加") if total and text else ""
        heard = (["已锁定"] if locked else []) + beside
        spoken_of = spoken(self.table, of, text + kind, findings)
        roles[_Role.AccessibleTextRole] = spoken_of + "".join(f"，{each}" for each in heard)
        return roles


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
