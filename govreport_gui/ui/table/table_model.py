"""Qt's view of one official table: heads, labels and numbers in the boxes of the form.

What each box shows is put into Qt's own items once per change: Qt asks for seven roles of every box that it
paints, and where each question came up to Python, one look at a whole table would take three times as long.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QBrush, QFont, QStandardItem, QStandardItemModel

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings import cell_marks
from govreport_gui.core.findings.cell_marks import Mark
from govreport_gui.core.findings.finding import LEVEL_NAMES, Checked, Finding
from govreport_gui.core.forms.form import Box, Table
from govreport_gui.core.report import notes
from govreport_gui.core.report.document import LastYear, Note
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.core.values import entered
from govreport_gui.core.years.last_year import carried_over, last_texts
from govreport_gui.ui.table.accessible_text import accessible_text, head_names
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
    mark: Mark | None
    involved: bool
    findings: tuple[Finding, ...]
    locked: bool
    note: Note
    last: str
    carried: bool


class TableModel(QStandardItemModel):
    """The boxes of `table` as the editor's document fills them."""

    def __init__(self, editor: ReportEditor, table: Table) -> None:
        super().__init__(len(table.lines), len(table.widths))
        self.editor = editor
        self.table = table
        self.box_of = table.number_boxes()
        self.showing_last = False
        """Whether last year's numbers are shown beside this year's."""
        self.last_texts: dict[str, str] = {}
        """These numbers by cell; empty while they are not shown."""
        self.marks = cell_marks.NONE
        """What is marked on the cells of the report."""
        self.carried: frozenset[str] = frozenset()
        """The cells whose number was carried over from last year's report."""
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
        self._place = ""
        self._names: dict[str, tuple[Box | None, Box | None]] = {}
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
        for box in self._boxes.values():
            if not box.cell:
                self._put(box, self._words(box))
        # Heads of their own are not shown, but heard: as on the form, not as numbers.
        for sideways, names in zip(Qt.Orientation, head_names(self.editor.form, self.table), strict=True):
            for at, name in enumerate(names):
                self.setHeaderData(at, sideways, name)

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

    def filled(self) -> set[str]:
        """The cells that show something."""
        return {cell for cell, shown in self._shown.items() if shown.text}

    @property
    def has_signs(self) -> bool:
        """Whether anything is drawn over numbers beside the numbers themselves."""
        marks = self.marks
        return bool(self.last_texts or marks.marks or marks.involved or self._pointed or self.carried) or bool(
            self.editor.document.notes
        )

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
        """Show last year's numbers beside this year's, or do not any more."""
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
        concerned = self._look_at_findings().by_cell()
        locked = self.editor.locked
        self._prepare_last()
        changed = {}
        marks, involved = self.marks.marks, self.marks.involved
        for cell in self.box_of:
            shown = _Shown(
                texts.get(cell, ""),
                cell in document.cells,
                cell in self._pointed,
                marks.get(cell),
                cell in involved,
                concerned.get(cell, ()),
                locked,
                notes.note(document, cell),
                self.last_texts.get(cell, ""),
                cell in self.carried,
            )
            if shown != self._shown.get(cell):
                changed[cell] = shown
        self._shown |= changed
        with QSignalBlocker(self):  # whoever calls says so to the views, once for all roles
            for cell, shown in changed.items():
                self._put_number(cell, shown)
        return list(changed)

    def _look_at_findings(self) -> Checked:
        """The findings, with what is wrong as far as that is known without looking for it: that takes a while."""
        editor = self.editor
        if editor.is_located or all(finding.level != "must_fix" for finding in editor.checked.findings):
            self.marks = cell_marks.cell_marks(editor.form, editor.located)
            return editor.located.checked
        self.marks = cell_marks.before_located(editor.form, editor.checked, self.marks)
        return editor.checked

    def _put_number(self, cell: str, shown: _Shown) -> None:
        item = self._put(self.box_of[cell], self._number(cell, shown))
        item.setFlags(_LOCKED if shown.locked else _NUMBER)

    def _put(self, box: Box, roles: dict[int, Any]) -> QStandardItem:
        """Let that box hold just these roles."""
        item = self.item(box.line, box.position)
        for role in _ROLES:
            item.setData(roles.get(role), role)
        if box.lines > 1 or box.positions > 1:
            self._let_be_heard(box, roles.get(_Role.AccessibleTextRole))
        return item

    def _let_be_heard(self, box: Box, words: str | None) -> None:
        """Places that a merged box covers are empty to see; who goes there by ear hears what covers them."""
        for line in range(box.line, box.line + box.lines):
            for position in range(box.position, box.position + box.positions):
                self.item(line, position).setData(words, _Role.AccessibleTextRole)

    def _prepare_last(self) -> None:
        last = self.editor.document.last if self.showing_last else None
        if last is not self._last:
            self._last = last
            texts = last_texts(self.editor.form, last) if last else {}
            self.last_texts = {cell: text for cell, text in texts.items() if cell in self.box_of}
        self.carried = carried_over(self.editor.case)

    def _words(self, box: Box) -> dict[int, Any]:
        roles: dict[int, Any] = {
            _Role.DisplayRole: _paired(box) if box.kind == "head" else _kept_together(box),
            _Role.AccessibleTextRole: box.text,
            _Role.TextAlignmentRole: _CENTRE if box.kind == "head" else _LEFT,
            _Role.BackgroundRole: theme.ground(box.kind),
        }
        if box.line > 0 and box.position == 0 and box.lines > _TALL:
            roles[_Role.TextAlignmentRole] = _CENTRE
        here = box in self._named(self._place)
        if here:
            roles[_Role.BackgroundRole] = theme.ground("soft")
        if here or box.kind == "band":
            roles[_Role.FontRole] = _bold()
        return roles

    def _number(self, cell: str, shown: _Shown) -> dict[int, Any]:
        text, typed, findings, last, note = shown.text, shown.typed, shown.findings, shown.last, shown.note
        of = self.editor.form.cells[cell]
        total = cell in self.editor.form.sums
        roles: dict[int, Any] = {
            _Role.DisplayRole: text,
            TYPED: text if typed else "",
            _Role.TextAlignmentRole: _CENTRE,
            _Role.BackgroundRole: self._ground(shown, total=total),
        }
        words = [f"{of.place}（{of.unit}）"]
        if total and typed:
            roles[_Role.FontRole] = _bold()
            words.append("手工总计，与各格之和核对；按 Delete 改回自动总计。")
        elif not text and not total:
            words.append("未填；没有的填 0。")
        elif total:
            words.append("自动总计；输入数字后按手工总计核对。")
            roles[_Role.ForegroundRole] = theme.colour("ink2")
        if text and not text.strip("0.") and not (total and typed):
            roles[_Role.ForegroundRole] = theme.colour("ink3")
        words.extend(f"{LEVEL_NAMES[finding.level]}：{finding.message}" for finding in findings)
        beside = [f"上年 {last}"] if last else []
        beside += ["上年结转带入"] if shown.carried else []
        beside += ["待复核"] if note.follow_up else []
        beside += [f"备注：{note.text}"] if note.text else []
        roles[_Role.ToolTipRole] = labels.plain("\n".join(words + beside))
        kind = ("，手工总计" if typed else "，自动总计") if total and text else ""
        heard = (["疑错"] if shown.mark == "suspect" else []) + (["已锁定"] if shown.locked else []) + beside
        said = accessible_text(self.table, of, text + kind, findings)
        roles[_Role.AccessibleTextRole] = said + "".join(f"，{each}" for each in heard)
        return roles

    def _ground(self, shown: _Shown, *, total: bool) -> QBrush | None:
        """What lies under a number: the first of these that applies."""
        if shown.mark in _FILLS:
            return theme.ground(_FILLS[shown.mark])
        if shown.locked:
            return theme.ground("locked")
        if total:
            return theme.ground("total")
        return None if shown.text else theme.ground("blank")

    # ── where the clerk is ───────────────────────────────────────────

    def mark_place(self, cell: str) -> None:
        """Let the label of that cell's row and the head of its column stand out; "" none."""
        if cell == self._place:
            return
        gone, come = self._named(self._place), self._named(cell)
        self._place = cell
        with QSignalBlocker(self):
            for box in {*gone} ^ {*come}:
                self._put(box, self._words(box))
        for box in {*gone} ^ {*come}:
            index = self.index(box.line, box.position)
            self.dataChanged.emit(index, index)

    def head_of(self, cell: str) -> Box | None:
        """The head right above that cell's column."""
        return self._names_of(cell)[0]

    def _named(self, cell: str) -> tuple[Box, ...]:
        return tuple(box for box in self._names_of(cell) if box is not None) if cell else ()

    def _names_of(self, cell: str) -> tuple[Box | None, Box | None]:
        """The head right above that cell's column and the label right beside its line."""
        if cell not in self._names:
            box = self.box_of[cell]
            heads = (each for each in self._worded("head") if each.line < box.line and _over(each, box.position))
            labels = (
                each
                for each in self._worded("label")
                if each.position < box.position and each.line <= box.line < each.line + each.lines
            )
            head = max(heads, key=lambda each: each.line, default=None)
            self._names[cell] = (head, max(labels, key=lambda each: each.position, default=None))
        return self._names[cell]

    def _worded(self, kind: str) -> Iterable[Box]:
        return (box for box in self._boxes.values() if box.kind == kind)


_FILLS: Final = {"suspect": "suspect", "must_fix": "must_fix fill", "explain": "explain fill"}


def _over(head: Box, position: int) -> bool:
    return head.position <= position < head.position + head.positions


_TALL: Final = 8
"""A label over more lines than these stands in the middle of its box, its words below each other."""
_WORDS_KEPT: Final = ("本年度", "办理", "结果")


def _kept_together(box: Box) -> str:
    """A label; in a high and narrow box it breaks between words only (三、/本年度/办理/结果)."""
    text = box.text
    for word in _WORDS_KEPT if box.lines > _TALL else ():
        text = text.replace(word, "\u200b" + "\u2060".join(word))
    return text


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font


def _paired(box: Box) -> str:
    """A head that breaks between words of two characters (社会公益/组织), as on the form, and sentences between their
    parts: Qt would break them anywhere; a word joiner (U+2060) inside the pairs forbids that.
    """
    text = box.text
    if "，" in text and box.lines > 1:
        return text.replace("，", "，\n", 1)
    if len(text) % 2 or not text.isalpha():
        return text
    return "".join(text[at] + "\u2060" + text[at + 1] for at in range(0, len(text), 2))
