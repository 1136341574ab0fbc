"""The lists of the dialog: what each copy carries, the kinds of files, what should be known before."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from govreport_gui.core.papers.purpose import NAMES, Purpose
from govreport_gui.files.output.copies import Carried
from govreport_gui.files.output.pack import KEPT, KINDS
from govreport_gui.files.saving import store
from govreport_gui.ui.output.purpose_cards import ORDER
from govreport_gui.ui.widgets import labels, signs, theme

PACK: Final = "pack"
"""The box for all kinds at once."""
_COLUMN: Final = 68
_STATE: Final = Qt.ItemDataRole.UserRole
_USES: Final = MappingProxyType(
    {".pdf": "打印、审签", ".docx": "修改、会签", ".html": "粘贴到网站后台，无样式残留", ".xlsx": "三张表"}
)
_WITH_CHECKS: Final = "三张表和核对结果"


class CarriedTable(QTableWidget):
    """What the copies bear, beside each other; the chosen one stands out."""

    def __init__(self, rows: Sequence[Carried]) -> None:
        super().__init__(len(rows), 1 + len(ORDER))
        self.setHorizontalHeaderLabels(["内容", *(NAMES[purpose] for purpose in ORDER)])
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("各稿所含内容")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setFixedHeight(theme.scaled(theme.LINE))
        high = theme.scaled(theme.LINE)
        self.verticalHeader().setDefaultSectionSize(high)
        self.verticalHeader().setMinimumSectionSize(high)
        self._signs = _Sign()
        for column in range(1, 1 + len(ORDER)):
            self.setColumnWidth(column, theme.scaled(_COLUMN))
            self.setItemDelegateForColumn(column, self._signs)
        for line, row in enumerate(rows):
            self.setItem(line, 0, QTableWidgetItem(row.what))
            for column, purpose in enumerate(ORDER, 1):
                self.setItem(line, column, _yes_or_no(has=purpose in row.by))
        self.setFixedHeight((len(rows) + 1) * high + 2 * self.frameWidth())

    def show_purpose(self, chosen: Purpose) -> None:
        """Let the column of that copy stand out."""
        for column, purpose in enumerate(ORDER, 1):
            on = purpose == chosen
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setFont(theme.sized(self.font(), theme.BODY, bold=on))
            for line in range(self.rowCount()):
                item = self.item(line, column)
                if item is not None:
                    item.setBackground(theme.colour("soft" if on else "base"))


def _yes_or_no(*, has: bool) -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setData(_STATE, "done" if has else "optional")
    item.setData(Qt.ItemDataRole.AccessibleTextRole, "有" if has else "无")
    return item


class _Sign(QStyledItemDelegate):
    """Draws the sign of a cell in its middle, where Qt's own would draw it at the left."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        place = QRect(0, 0, theme.L, theme.L)
        place.moveCenter(option.rect.center())
        signs.icon(index.data(_STATE)).paint(painter, place)


class KindsBox(QFrame):
    """The kinds of files, each with what it is good for; below them all at once, or the data."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        _frame(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.M, theme.XS, theme.M, theme.XS)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        grid.setColumnStretch(1, 1)
        letters = {".pdf": "F", ".docx": "W", ".html": "Y", ".xlsx": "X", store.SUFFIX: "D"}
        self.boxes = {suffix: QCheckBox(f"{name}(&{letters[suffix]})") for suffix, name in KINDS.items()}
        self.pack = QCheckBox("发布包(&A)")
        self._words = {suffix: second_words() for suffix in (*KINDS, PACK)}
        for line, (name, box) in enumerate({**self.boxes, PACK: self.pack}.items()):
            grid.addWidget(box, line, 0)
            grid.addWidget(self._words[name], line, 1)
            box.setMinimumHeight(theme.scaled(theme.LINE) - theme.XS)
        self._words[PACK].setText(f"以上四种，数据文件存入“{KEPT}”文件夹")
        for box in self.boxes.values():
            box.toggled.connect(self.changed)
        self.pack.toggled.connect(self._show_pack)
        self._own: frozenset[str] = frozenset()

    def show_purpose(self, purpose: Purpose, suffixes: Sequence[str]) -> None:
        """Show what can be chosen for that purpose, these chosen."""
        public = purpose == "public"
        self.blockSignals(True)
        self.pack.setChecked(False)
        for suffix, box in self.boxes.items():
            box.setChecked(suffix in suffixes and (suffix != store.SUFFIX or purpose == "archive"))
        for widget in (self.pack, self._words[PACK]):
            widget.setVisible(public)
        for widget in (self.boxes[store.SUFFIX], self._words[store.SUFFIX]):
            widget.setVisible(purpose == "archive")
        self._words[store.SUFFIX].setText("本程序再次打开，含备注")
        for suffix, words in _USES.items():
            self._words[suffix].setText(words)
        if not public:
            self._words[".xlsx"].setText(_WITH_CHECKS)
        self.pack.setChecked(public and PACK in suffixes)
        self.blockSignals(False)
        self.changed.emit()

    def show_pages(self, pages: int) -> None:
        """Say how many pages the paper has."""
        self._words[".pdf"].setText(f"{_USES['.pdf']}，{pages} 页")

    def _show_pack(self) -> None:
        whole = self.pack.isChecked()
        if whole:
            self._own = self.suffixes(ticked=True)
        for suffix in _USES:
            self.boxes[suffix].setEnabled(not whole)
            self.boxes[suffix].setChecked(whole or suffix in self._own)
        self.changed.emit()

    def suffixes(self, *, ticked: bool = False) -> frozenset[str]:
        """The kinds that are chosen; `ticked`: by their own boxes alone."""
        if self.pack.isChecked() and not ticked:
            return frozenset(KINDS)
        return frozenset(suffix for suffix, box in self.boxes.items() if box.isChecked())

    @property
    def remembered(self) -> str:
        """What is chosen, to be kept for the next time."""
        return PACK if self.pack.isChecked() else " ".join(suffix for suffix in KINDS if suffix in self.suffixes())


class Remarks(QFrame):
    """What should be known before anything is put out, a line each with its sign."""

    def __init__(self) -> None:
        super().__init__()
        _frame(self)
        self._column = QGridLayout(self)
        self._column.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        self._column.setHorizontalSpacing(theme.S)
        self._column.setVerticalSpacing(theme.S)
        self._column.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel, str]] = []

    def say(self, remarks: Sequence[tuple[str, str]]) -> None:
        """Show these: a sign (`signs`) and a sentence each."""
        for sign, words, _ in self._lines:
            for label in (sign, words):
                self._column.removeWidget(label)
                label.deleteLater()
        self._lines = []
        for line, (state, text) in enumerate(remarks):
            sign, words = labels.line(), labels.paragraph(text)
            sign.setAccessibleName(signs.STATE_WORDS.get(state, ""))
            sign.setPixmap(signs.icon(state).pixmap(signs.size(sign)))
            self._column.addWidget(sign, line, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addWidget(words, line, 1)
            self._lines.append((sign, words, state))

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences shown."""
        return tuple(words.text() for _, words, _ in self._lines)


def second_words() -> QLabel:
    """Words that explain what stands before them."""
    words = labels.CutLabel()
    words.setForegroundRole(words.palette().ColorRole.PlaceholderText)
    return words


def section(text: str) -> QLabel:
    """The name above a list."""
    label = labels.line(text)
    label.setFont(theme.sized(label.font(), theme.BODY, bold=True))
    return label


def column(*widgets: QLabel | QFrame) -> QVBoxLayout:
    """Names and lists below each other."""
    made = QVBoxLayout()
    made.setSpacing(theme.XS)
    for widget in widgets:
        if isinstance(widget, QLabel) and made.count():
            made.addSpacing(theme.S)
        made.addWidget(widget)
    return made


def _frame(frame: QFrame) -> None:
    frame.setFrameShape(QFrame.Shape.Box)
    frame.setFrameShadow(QFrame.Shadow.Plain)
    frame.setForegroundRole(frame.palette().ColorRole.Mid)
    frame.setBackgroundRole(frame.palette().ColorRole.Base)
    frame.setAutoFillBackground(True)
