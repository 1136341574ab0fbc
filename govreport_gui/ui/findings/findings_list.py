"""The lines of the list of problems."""

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.causes import Cause
from govreport_gui.core.findings.finding import LEVEL_NAMES, Finding
from govreport_gui.ui.findings.cause_row import KIND, MATTER, SIGN, CauseRow
from govreport_gui.ui.findings.deeds import REPAIR_KEY, Matter
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.widgets.keys import ENTER

_FINDING = Qt.ItemDataRole.UserRole + 3


class FindingsList(QListWidget):
    """Problems in columns, one block for one cause."""

    menu_wanted = Signal(QPoint)
    """The clerk asks what there is to do about the current problem, at that point."""
    pressed_button = Signal(object)
    """The clerk pressed a button of the current problem, which does that deed."""
    focused = Signal()
    """The keyboard has come here, or has left."""
    cell_wanted = Signal(str)
    """The clerk wants to see that cell."""
    fold_turned = Signal()
    """What is folded away is to be shown, or not any more."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("问题")
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows = CauseRow(self)
        self.setItemDelegate(self.rows)
        # Not at once: with a scroll bar that comes or goes the width changes again.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._see)

    # ── what it holds ────────────────────────────────────────────────

    def add_group(self, text: str) -> None:
        """A head above problems of one level."""
        self._add(text, "head", Qt.ItemFlag.NoItemFlags)

    def add_fold(self, text: str) -> None:
        """A line that shows, or folds away, what stands below it."""
        self._add(text, "fold", Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)

    def add_words(self, text: str, sign: str = "") -> None:
        """A line that says something and leads nowhere."""
        self._add(text, "words", Qt.ItemFlag.ItemIsEnabled).setData(SIGN, sign)

    def add_matter(self, matter: Matter) -> None:
        """A block for that problem."""
        cause, main = matter.cause, matter.main
        said = "\n".join(f"{LEVEL_NAMES[each.level]}：{each.message}" for each in cause.findings)
        item = self._add(said, "cause", Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setData(MATTER, matter)
        item.setData(_FINDING, cause.finding)
        item.setData(SIGN, cause.level)
        ways = [f"{each.words}按 {REPAIR_KEY}" if each is main else each.words for each in matter.deeds]
        done_by = f"，{'，'.join(ways)}" if cause.offer or matter.mismatch else ""
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said.replace("\n", "；") + done_by)
        # In <qt> it is wrapped; escaped, what the clerk typed stays as typed.
        item.setToolTip(f"<qt>{escape(said).replace(chr(10), '<br>')}</qt>")

    def add_explained(self, finding: Finding) -> None:
        """A line for a problem that something was written about."""
        item = self._add(
            f"已说明：{finding.message}（{finding.explanation}）",
            "words",
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable,
        )
        item.setData(_FINDING, finding)
        item.setData(SIGN, "explained")

    def _add(self, text: str, kind: str, flags: Qt.ItemFlag) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setFlags(flags)
        item.setData(KIND, kind)
        self.addItem(item)
        return item

    def finding_in(self, item: QListWidgetItem | None) -> Finding | None:
        """The problem that the line is about; None where it only says something."""
        finding = item.data(_FINDING) if item is not None else None
        return finding if isinstance(finding, Finding) else None

    def is_fold(self, row: int) -> bool:
        """Whether that line folds away what stands below it."""
        return bool(self.item(row).data(KIND) == "fold")

    def matter(self) -> Matter | None:
        """The problem that is current."""
        found = self.currentItem().data(MATTER) if self.currentItem() is not None else None
        return found if isinstance(found, Matter) else None

    def cause(self) -> Cause | None:
        """The cause of the problem that is current."""
        found = self.matter()
        return found.cause if found is not None else None

    def causes(self) -> tuple[Cause, ...]:
        """All causes shown."""
        found = (self.item(row).data(MATTER) for row in range(self.count()))
        return tuple(each.cause for each in found if isinstance(each, Matter))

    def problems(self) -> dict[int, Finding]:
        """The problems by row."""
        found = {row: self.finding_in(self.item(row)) for row in range(self.count())}
        return {row: finding for row, finding in found.items() if finding is not None}

    def go_on_at(self, finding: Finding | None) -> None:
        """Make the line of that problem current again, in silence."""
        name = explanations.key(finding) if finding is not None else ""
        rows = [row for row, each in self.problems().items() if explanations.key(each) == name]
        if rows:
            self.setCurrentRow(rows[0])

    # ── gestures ─────────────────────────────────────────────────────

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        at = event.position().toPoint() - self.visualRect(index).topLeft()
        piece = self.rows.piece_at(index, at) if index.isValid() else None
        if piece is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setCurrentRow(index.row())
        if piece.kind == "button":
            self.pressed_button.emit(piece.deed)
        else:
            self.cell_wanted.emit(piece.cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if index.isValid() and index.data(KIND) == "fold" and event.button() == Qt.MouseButton.LeftButton:
            self.fold_turned.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentItem()
        if event.key() in (*ENTER, Qt.Key.Key_Space) and current is not None and current.data(KIND) == "fold":
            self.fold_turned.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        asked = self.currentItem() if by_key else self.itemAt(event.pos())
        if asked is not None:
            self.setCurrentItem(asked)
            self.menu_wanted.emit(self.visualItemRect(asked).center() if by_key else event.pos())

    # ── looks ────────────────────────────────────────────────────────

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.scaled(theme.LINE) * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
        self._later.start()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
            self.focused.emit()
        return super().event(event)

    def lead(self, *, on: bool) -> None:
        """Whether the filled button of the window is here."""
        if self.rows.leads != on:
            self.rows.leads = on
            self.viewport().update()

    def _see(self) -> None:
        """Bring all of the current line into sight, broken as the list is wide now."""
        if self.currentItem() is not None:
            self.doItemsLayout()
            self.scrollToItem(self.currentItem())
