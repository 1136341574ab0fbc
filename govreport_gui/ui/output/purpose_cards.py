"""The three purposes of a copy as cards, one of them chosen: by mouse, by arrows, by 1 2 3."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from govreport_gui.core.papers.purpose import NAMES, Purpose
from govreport_gui.ui.widgets import theme

ORDER: Final[tuple[Purpose, ...]] = ("review", "public", "archive")
"""As they follow each other in a year."""
_FOR: Final = MappingProxyType[Purpose, str](
    {"review": "送领导审签，附审签单和说明", "public": "在网站公布，只有年报本身", "archive": "本单位留存，材料齐全"}
)
_HIGH: Final = 62
"""Of a card, in pixels at the usual size of text."""
_RADIUS: Final = 3.0


class PurposeCards(QWidget):
    """What the copy is for. In the box of the public copy stands why its pages bear a mark."""

    chosen = Signal()

    def __init__(self, warning: str) -> None:
        """`warning`: what has to be known of the public copy; "" if nothing."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.M)
        self._group = QButtonGroup(self)
        cards: dict[Purpose, PurposeCard] = {}
        for number, purpose in enumerate(ORDER, 1):
            warned = warning if purpose == "public" else ""
            cards[purpose] = card = PurposeCard(f"{NAMES[purpose]}(&{number})", warned or _FOR[purpose], bool(warned))
            self._group.addButton(card)
            row.addWidget(card, 1)
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.activated.connect(card.click)
        self.cards: Mapping[Purpose, PurposeCard] = cards
        self._group.buttonClicked.connect(self.chosen)

    @property
    def purpose(self) -> Purpose:
        """The one that is chosen."""
        return next(purpose for purpose, card in self.cards.items() if card.isChecked())

    def choose(self, purpose: Purpose) -> None:
        """Choose that one, without saying so."""
        self.cards[purpose].setChecked(True)


class PurposeCard(QAbstractButton):
    """One purpose: its name with its key, and what it is for."""

    def __init__(self, name: str, words: str, warns: bool) -> None:  # noqa: FBT001  # only made above
        super().__init__()
        self.setText(name)
        self.words = words
        self._warns = warns
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name.replace("&", ""))
        self.setAccessibleDescription(words)
        self.setFixedHeight(theme.scaled(_HIGH))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.words) + 3 * theme.L + theme.M, self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        wide = 2 if on or self.hasFocus() else 1
        painter.setPen(QPen(theme.colour("accent" if on else "ink" if self.hasFocus() else "frame"), wide))
        painter.setBrush(theme.colour("soft" if on else "base"))
        inset = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        if on and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ink"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(self.rect()).adjusted(4, 4, -4, -4))
        self._draw_ring(painter)
        left, width = theme.L + theme.XL, self.width() - 2 * theme.L - theme.L
        middle = self.height() // 2
        painter.setFont(theme.sized(self.font(), theme.SECTION, bold=True))
        painter.setPen(theme.colour("ink"))
        name = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(left, theme.S, width, middle - theme.S + theme.XXS, name, self.text())
        painter.setFont(self.font())
        painter.setPen(theme.colour("explain" if self._warns else "ink2"))
        painter.drawText(left, middle, width, middle - theme.S, Qt.AlignmentFlag.AlignVCenter, self.words)

    def _draw_ring(self, painter: QPainter) -> None:
        option = QStyleOptionButton()
        option.initFrom(self)
        option.palette = QApplication.palette("QRadioButton")  # type: ignore[call-overload]  # what Qt calls bytes is str
        option.state |= QStyle.StateFlag.State_On if self.isChecked() else QStyle.StateFlag.State_Off
        side = self.style().pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth)
        option.rect.setRect(theme.M, theme.S + theme.XS, side, side)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorRadioButton, option, painter, self)
