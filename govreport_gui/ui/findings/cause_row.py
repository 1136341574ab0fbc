"""How a problem is drawn in the list: its cause, the button that mends it, one line for each sum that it breaks."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from govreport_gui.core.findings.causes import Line
from govreport_gui.ui.findings.deeds import REPAIR_KEY, Deed, Matter
from govreport_gui.ui.widgets import signs, theme

MATTER: Final = Qt.ItemDataRole.UserRole
"""Under which an item holds its problem."""
KIND: Final = Qt.ItemDataRole.UserRole + 1
"""What an item is: cause, head, words, fold."""
SIGN: Final = Qt.ItemDataRole.UserRole + 2
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
    deed: Deed | None = None


def pieces(matter: Matter, width: int, font: QFont) -> tuple[list[Piece], int]:
    """All that stands in the block of a problem of that width, and its height."""
    return _Block(matter, width, font).lay_out()


class _Block:
    def __init__(self, matter: Matter, width: int, font: QFont) -> None:
        self._matter, self._cause, self._width = matter, matter.cause, width
        self._one = matter.deeds[0] if len(matter.deeds) == 1 else None
        """The only button, which stands beside words; several stand below them."""
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
                self._words(cause.why, beside=self._one is not None)
        for line in cause.lines[not cause.place :]:
            self._line(line, theme.scaled(_LINE))
        for each in cause.suspects:
            text = f"可能有误：{each.place}　{each.text or '空'}"
            place = QRect(self._left, self._at, self._room(), theme.scaled(_LINE))
            self._found.append(Piece("suspect", place, text, "accent", cell=each.cell))
            self._at += place.height()
        if not cause.place and self._one is not None:
            self._button(self._one, self._one.words, self._width, self._at - theme.scaled(theme.LIST_BUTTON) - 1)
        elif not cause.place:
            self._buttons()
        return self._found, self._at + theme.XXS

    def _room(self) -> int:
        return self._width - self._left - theme.S

    def _headed(self) -> None:
        """The cell that is to be changed, and the button that does it."""
        high = theme.scaled(_FIRST)
        deed = self._matter.deeds[0]
        top = (high - theme.scaled(theme.LIST_BUTTON)) // 2
        taken = self._button(deed, f"{deed.words}　{REPAIR_KEY}", self._width, top)
        place = QRect(self._left, 0, taken - self._left - theme.XS, high)
        if self._bold.horizontalAdvance(self._cause.place) > place.width():
            self._at = high
            place = QRect(self._left, high, self._room(), theme.scaled(_LINE) - theme.XS)
        self._found.append(Piece("bold", place, self._cause.place))
        self._at = place.bottom() + 1
        self._words(self._cause.why, beside=False)

    def _button(self, deed: Deed, text: str, end: int, top: int) -> int:
        """A button that ends a little before `end`; where it begins."""
        wide = self._wide(text)
        place = QRect(end - wide - theme.S, top, wide, theme.scaled(theme.LIST_BUTTON))
        self._found.append(Piece("button", place, text, deed=deed))
        return place.left()

    def _wide(self, text: str) -> int:
        return self._metrics.horizontalAdvance(text) + 2 * theme.S

    def _buttons(self) -> None:
        """Several buttons side by side below the words; those that find no room there below them."""
        deeds, main = self._matter.deeds, self._matter.main
        words = [f"{each.words}　{REPAIR_KEY}" if each is main else each.words for each in deeds]
        if sum(self._wide(each) + theme.S for each in words) > self._width:
            words = [each.words for each in deeds]
        rows: list[list[int]] = [[]]
        for at, text in enumerate(words):
            taken = sum(self._wide(words[each]) + theme.S for each in rows[-1])
            if rows[-1] and taken + self._wide(text) + theme.S > self._width:
                rows.append([])
            rows[-1].append(at)
        for row in rows if deeds else []:
            end = self._width
            for at in reversed(row):
                end = self._button(deeds[at], words[at], end, self._at)
            self._at += theme.scaled(theme.LIST_BUTTON) + theme.XS

    def _words(self, text: str, *, beside: bool) -> None:
        wide = self._room()
        if beside:
            wide -= self._wide(self._one.words if self._one is not None else "") + theme.S
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
        self._words(line.what, beside=self._one is not None)


_WRAP: Final = int(Qt.TextFlag.TextWordWrap)


class CauseRow(QStyledItemDelegate):
    """Draws the lines of the list of problems."""

    leads = True
    """Whether the key that mends means the list, and not the line below a text."""

    def _list(self) -> QListWidget:
        found = self.parent()
        assert isinstance(found, QListWidget)  # noqa: S101  # it has no other
        return found

    def laid_out(self, index: _Index) -> tuple[list[Piece], int]:
        """What stands in the block of the problem at that index, and its height."""
        found: Matter = index.data(MATTER)
        return pieces(found, self._list().viewport().width(), self._list().font())

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
                main = piece.deed is not None and piece.deed is index.data(MATTER).main
                _paint_button(painter, place, piece.text, filled=current and main and self.leads)
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
