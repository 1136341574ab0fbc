"""The signs of levels and states. Colour is never the only sign: each has a shape of its own."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from govreport_gui.ui.widgets import theme

STATE_WORDS: Final = {
    "must_fix": "有必须改正的问题",
    "explain": "有需要说明的问题",
    "notice": "有提醒",
    "unfinished": "未填",
    "partial": "未填完",
    "done": "已完成",
    "optional": "可以不写",
}
_LEAST: Final = 14
_DRAWN: Final = (12, 14, 16, 18, 21, 24, 28, 32, 42, 56)
"""Heights in pixels of the screen for which a sign is drawn; others are scaled down from these."""

_RING: Final = '<circle cx="7" cy="7" r="5.2" fill="none" stroke="INK" stroke-width="1.5"/>'
_SHAPES: Final = {
    "must_fix": (
        '<circle cx="7" cy="7" r="6.5" fill="INK"/>'
        '<path d="M4.6 4.6l4.8 4.8M9.4 4.6L4.6 9.4" stroke="WITHIN" stroke-width="1.6" stroke-linecap="round"/>'
    ),
    "explain": (
        '<path d="M7 .6L13.7 13H.3z" fill="INK"/>'
        '<path d="M7 4.8v4" stroke="WITHIN" stroke-width="1.5" stroke-linecap="round"/>'
        '<circle cx="7" cy="10.9" r=".9" fill="WITHIN"/>'
    ),
    "notice": (
        '<rect x=".8" y=".8" width="12.4" height="12.4" rx="1.5" fill="INK"/>'
        '<path d="M7 6.3v4" stroke="WITHIN" stroke-width="1.6" stroke-linecap="round"/>'
        '<circle cx="7" cy="3.7" r="1" fill="WITHIN"/>'
    ),
    "explained": (
        '<path d="M1 1.5h12v8.5H7l-3 3v-3H1z" fill="none" stroke="INK" stroke-width="1.3" stroke-linejoin="round"/>'
        '<path d="M4.3 5.8l1.9 1.9 3.6-3.8" fill="none" stroke="INK" stroke-width="1.4" stroke-linecap="round"/>'
    ),
    "done": (
        '<path d="M2 7.6l3.3 3.3L12 3.6" fill="none" stroke="INK" stroke-width="1.9" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
    ),
    "unfinished": _RING,
    "partial": f'{_RING}<path d="M7 1.8a5.2 5.2 0 0 1 0 10.4z" fill="INK"/>',
    "present": f'{_RING}<circle cx="7" cy="7" r="1.6" fill="INK"/>',
    "optional": '<path d="M3 7h8" stroke="INK" stroke-width="1.5" stroke-linecap="round"/>',
    "follow_up": (
        '<path d="M3 13V1.2l8 3-7 3" fill="INK" stroke="INK" stroke-width="1.3" stroke-linejoin="round" '
        'stroke-linecap="round"/>'
    ),
    "locked": (
        '<path d="M4.5 6.5V4.2a2.5 2.5 0 0 1 5 0v2.3" fill="none" stroke="INK" stroke-width="1.4"/>'
        '<rect x="2.6" y="6.3" width="8.8" height="6.4" rx="1" fill="INK"/>'
    ),
    "carried": (
        '<path d="M7 1.2v7.6M3.8 5.8L7 9l3.2-3.2M2.4 12.3h9.2" fill="none" stroke="INK" stroke-width="1.3" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    ),
}
"""Drawn in 14 by 14: ✕ in a disc, ! in a triangle, i in a square, ✓ in a speech box, ✓, rings empty, half full and
with a point, a dash, a flag, a padlock, an arrow down to a line."""
_INKS: Final = {
    "explained": "done",
    "unfinished": "ink3",
    "partial": "ink3",
    "present": "ink",
    "optional": "ink3",
    "follow_up": "explain",
    "locked": "ink3",
    "carried": "ink2",
}


def size(widget: QWidget) -> QSize:
    """How large a sign stands beside words of that widget: as high as they are."""
    high = max(_LEAST, widget.fontMetrics().height())
    return QSize(high, high)


def ink(state: str) -> QColor:
    """The colour of the sign of that level or state."""
    return theme.colour(_INKS.get(state, state))


def icon(state: str) -> QIcon:
    """The sign of that level or state."""
    return _icon(state, ink(state).name(), theme.colour("within sign").name())


@cache
def _icon(state: str, ink: str, within: str) -> QIcon:
    shape = _SHAPES[state].replace("INK", ink).replace("WITHIN", within)
    drawing = QByteArray(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14 14">{shape}</svg>'.encode())
    made = QIcon()
    for high in _DRAWN:
        pixmap = QPixmap(high, high)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(drawing).render(painter)
        painter.end()
        made.addPixmap(pixmap)
        # As it is on selected lines too, where Qt would dye it.
        made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made
