"""How a problem is drawn in the list: its cause, the button that mends it, one line for each sum that it breaks."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from govreport_gui.core.findings.causes import Cause, Line
from govreport_gui.ui.widgets import signs, theme

CAUSE: Final = Qt.ItemDataRole.UserRole
"""Under which an item holds its cause."""
KIND: Final = Qt.ItemDataRole.UserRole + 1
"""What an item is: cause, head, words, fold."""
SIGN: Final = Qt.ItemDataRole.UserRole + 2
REPAIR_KEY: Final = "Alt+Enter"
COLUMNS: Final = (42, 118, 36, 36, 44)
"""Widths in pixels of the sign, the place, both sides and the difference; the rest is for what it is about."""
NARROW: Final = 320
"""Width under which what it is about stands in a line of its own."""
_SIGN: Final = 14
_BAR: Final = 3
_LINE, _FIRST, _GROUP = 22, 26, 22
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Piece:
    """Something in the block of a problem: words in a place, or what can be clicked."""

    kind: str
    """words, wrapped, bold, button, suspect."""
    place: QRect
    text: str
    ink: str = "ink"
    right: bool = False
    cell: str = ""


def button_of(cause: Cause) -> str:
    """What can be done about a problem, on a button; "" where nothing can be done by one."""
    if cause.offer is not None:
        return cause.deed
    return "写说明…" if cause.level == "explain" else ""


def pieces(cause: Cause, width: int, font: QFont) -> tuple[list[Piece], int]:
    """All that stands in the block of a problem of that width, and its height."""
    return _Block(cause, width, font).lay_out()


class _Block:
    def __init__(self, cause: Cause, width: int, font: QFont) -> None:
        self._cause, self._width = cause, width
        self._metrics = QFontMetrics(font)
        self._bold = QFontMetrics(theme.sized(font, theme.BODY, bold=True))
        self._found: list[Piece] = []
        self._at = 0
        self._left = theme.scaled(COLUMNS[0])

    def lay_out(self) -> tuple[list[Piece], int]:
        cause = self._cause
        if cause.place:
            self._headed()
        else:
            self._line(cause.lines[0], theme.scaled(24))
            if cause.lines[0].left:
                self._words(cause.why, beside=bool(button_of(cause)))
        for line in cause.lines[not cause.place :]:
            self._line(line, theme.scaled(_LINE))
        for each in cause.suspects:
            text = f"可能有误：{each.place}　{each.text or '空'}"
            place = QRect(self._left, self._at, self._room(), theme.scaled(_LINE))
            self._found.append(Piece("suspect", place, text, "accent", cell=each.cell))
            self._at += place.height()
        if not cause.place and (button := button_of(cause)):
            self._button(button, self._at - theme.scaled(theme.LIST_BUTTON) - 1)
        return self._found, self._at + theme.XXS

    def _room(self) -> int:
        return self._width - self._left - theme.S

    def _headed(self) -> None:
        """The cell that is to be changed, and the button that does it."""
        high = theme.scaled(_FIRST)
        taken = self._button(f"{button_of(self._cause)}　{REPAIR_KEY}", (high - theme.scaled(theme.LIST_BUTTON)) // 2)
        place = QRect(self._left, 0, taken - self._left - theme.XS, high)
        if self._bold.horizontalAdvance(self._cause.place) > place.width():
            self._at = high
            place = QRect(self._left, high, self._room(), theme.scaled(_LINE) - theme.XS)
        self._found.append(Piece("bold", place, self._cause.place))
        self._at = place.bottom() + 1
        self._words(self._cause.why, beside=False)

    def _button(self, text: str, top: int) -> int:
        """A button at the right; where it begins."""
        wide = self._metrics.horizontalAdvance(text) + 2 * theme.S
        place = QRect(self._width - wide - theme.S, top, wide, theme.scaled(theme.LIST_BUTTON))
        self._found.append(Piece("button", place, text))
        return place.left()

    def _words(self, text: str, *, beside: bool) -> None:
        wide = self._room()
        if beside:
            wide -= self._metrics.horizontalAdvance(button_of(self._cause)) + 3 * theme.S
        high = self._metrics.boundingRect(QRect(0, 0, wide, 10_000), _WRAP, text).height()
        high = max(high, theme.scaled(theme.LIST_BUTTON) - theme.XS if beside else 0)
        self._found.append(Piece("wrapped", QRect(self._left, self._at, wide, high), text, "ink2"))
        self._at += high + theme.XS

    def _line(self, line: Line, high: int) -> None:
        if not line.left:
            self._sentence(line)
            return
        _, place, *columns = (theme.scaled(each) for each in COLUMNS)
        texts = (line.left, line.right, line.gap)
        # Of a number that is cut another one would be read.
        numbers = [
            max(wide, self._metrics.horizontalAdvance(text) + 6) for wide, text in zip(columns, texts, strict=True)
        ]
        x = self._width - sum(numbers)
        what = self._metrics.horizontalAdvance(line.what) if numbers != columns else 0
        narrow = self._width < theme.scaled(NARROW) or x - self._left - place < what
        gap_ink = "must_fix" if self._cause.level == "must_fix" else "ink"
        for text, wide, ink in zip(texts, numbers, ("ink", "ink", gap_ink), strict=True):
            self._found.append(Piece("words", QRect(x, self._at, wide - 6, high), text, ink, right=True))
            x += wide
        left = self._width - sum(numbers) - self._left
        if narrow:
            self._found.append(Piece("words", QRect(self._left, self._at, left - 4, high), line.place))
            below = QRect(self._left, self._at + high - 4, left, high - 4)
            self._found.append(Piece("words", below, line.what, "ink2"))
            self._at += 2 * high - 8
            return
        self._found.append(Piece("words", QRect(self._left, self._at, place - 4, high), line.place))
        self._found.append(Piece("words", QRect(self._left + place, self._at, left - place, high), line.what))
        self._at += high

    def _sentence(self, line: Line) -> None:
        """A finding that is no pair of numbers: its place, then what it is."""
        self._found.append(Piece("words", QRect(self._left, self._at, self._room(), theme.scaled(24)), line.place))
        self._at += theme.scaled(24)
        self._words(line.what, beside=bool(button_of(self._cause)))


_WRAP: Final = int(Qt.TextFlag.TextWordWrap)


class CauseRow(QStyledItemDelegate):
    """Draws the lines of the list of problems."""

    def _list(self) -> QListWidget:
        found = self.parent()
        assert isinstance(found, QListWidget)  # noqa: S101  # it has no other
        return found

    def laid_out(self, index: _Index) -> tuple[list[Piece], int]:
        """What stands in the block of the problem at that index, and its height."""
        cause: Cause = index.data(CAUSE)
        return pieces(cause, self._list().viewport().width(), self._list().font())

    def piece_at(self, index: _Index, at: QPoint) -> Piece | None:
        """What can be clicked at that point of the block."""
        if index.data(KIND) != "cause":
            return None
        found = (each for each in self.laid_out(index)[0] if each.kind in {"button", "suspect"})
        return next((each for each in found if each.place.contains(at)), None)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        kind, wide = index.data(KIND), self._list().viewport().width()
        if kind == "cause":
            return QSize(wide, self.laid_out(index)[1])
        if kind == "words":
            room = QRect(0, 0, wide - self._indent(index) - theme.S, 10_000)
            metrics = QFontMetrics(self._list().font())
            return QSize(wide, metrics.boundingRect(room, _WRAP, str(index.data())).height() + theme.S)
        return QSize(wide, theme.scaled(_GROUP))

    def _indent(self, index: _Index) -> int:
        return theme.scaled(COLUMNS[0]) if index.data(SIGN) else theme.M

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect
        current = index.row() == self._list().currentRow()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(KIND) in {"head", "fold"}:
            painter.fillRect(box, theme.colour("soft" if current else "head"))
            self._group(painter, box, index)
        else:
            if current:
                painter.fillRect(box, theme.colour("soft"))
                painter.fillRect(box.x(), box.y(), _BAR, box.height(), theme.colour("accent"))
            if sign := index.data(SIGN):
                signs.icon(sign).paint(painter, box.x() + 13, box.y() + 5, _SIGN, _SIGN)
            if index.data(KIND) == "cause":
                self._block(painter, box, index, current=current)
            else:
                painter.setPen(theme.colour("ink2"))
                room = box.adjusted(self._indent(index), theme.XS, -theme.S, 0)
                painter.drawText(room, int(_WRAPPED) | _WRAP, str(index.data()))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.colour("line"))
        if current and self._list().hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()

    def _group(self, painter: QPainter, box: QRect, index: _Index) -> None:
        head = index.data(KIND) == "head"
        painter.setFont(theme.sized(self._list().font(), theme.BODY, bold=head))
        painter.setPen(theme.colour("ink" if head else "ink2"))
        painter.drawText(box.adjusted(theme.S, 0, -theme.S, 0), _LEFT, str(index.data()))

    def _block(self, painter: QPainter, box: QRect, index: _Index, *, current: bool) -> None:
        usual = self._list().font()
        metrics = QFontMetrics(usual)
        for piece in self.laid_out(index)[0]:
            place = piece.place.translated(box.topLeft())
            painter.setPen(theme.colour(piece.ink))
            painter.setFont(theme.sized(usual, theme.BODY, bold=piece.kind == "bold"))
            if piece.kind == "button":
                _paint_button(painter, place, piece.text, filled=current)
            elif piece.kind == "wrapped":
                painter.drawText(place, int(_WRAPPED) | _WRAP, piece.text)
            else:
                side = Qt.TextElideMode.ElideNone if piece.right else Qt.TextElideMode.ElideMiddle
                shown = metrics.elidedText(piece.text, side, place.width()) if piece.kind != "bold" else piece.text
                painter.drawText(place, _RIGHT if piece.right else _LEFT, shown)


def _paint_button(painter: QPainter, place: QRect, text: str, *, filled: bool) -> None:
    """A button; the filled one is that of the current problem."""
    ground, edge, ink = ("accent", "accent", "on accent") if filled else ("base", "edge", "ink")
    painter.setPen(QPen(QColor(theme.colour(edge)), 1))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(place.adjusted(0, 0, -1, -1).toRectF().translated(0.5, 0.5), 3, 3)
    painter.setPen(theme.colour(ink))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
