"""The look of every window, in one place: colours for light and dark, sizes of text, distances, heights.

Nothing elsewhere names a colour or a size of text. Where the system is set to high contrast its own palette stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final
from weakref import WeakSet

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QPainter, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QMessageBox, QPushButton, QWidget
from shiboken6 import isValid

COLOURS: Final = {
    False: {
        "window": "#f2f4f6",
        "base": "#ffffff",
        "head": "#ebeff4",
        "label": "#f8f9fb",
        "total": "#f1f3f6",
        "locked": "#e9ecf0",
        "band": "#c6d9f1",
        "line": "#d3d8df",
        "frame": "#b9c1cb",
        "edge": "#7f8997",
        "ink": "#1b232e",
        "ink2": "#4a5563",
        "ink3": "#5d6773",
        "accent": "#1b5e9e",
        "on accent": "#ffffff",
        "wash": "#eaf2fa",
        "soft": "#d6e6f6",
        "must_fix": "#a61b1b",
        "must_fix fill": "#fbe3e1",
        "suspect": "#f6ccc8",
        "explain": "#874600",
        "explain fill": "#fff0d6",
        "notice": "#0f4c97",
        "done": "#1c6b33",
        "within sign": "#ffffff",
    },
    True: {
        "window": "#202328",
        "base": "#181a1e",
        "head": "#2a2e35",
        "label": "#1d2025",
        "total": "#23272c",
        "locked": "#2c3036",
        "band": "#2c4159",
        "line": "#3b414a",
        "frame": "#4a525d",
        "edge": "#7d8795",
        "ink": "#e4e8ec",
        "ink2": "#b6bec8",
        "ink3": "#a0a9b4",
        "accent": "#7cb5f0",
        "on accent": "#0c1b2a",
        "wash": "#1f2c3a",
        "soft": "#243e58",
        "must_fix": "#ffb3ab",
        "must_fix fill": "#472323",
        "suspect": "#6b2e2e",
        "explain": "#ffc77a",
        "explain fill": "#42331a",
        "notice": "#a5cfff",
        "done": "#8fda98",
        "within sign": "#14171b",
    },
}
"""By whether it is dark. Grounds: window, base, head and label of tables, total, locked, band (第二十条), wash (row and
column of the current cell), soft (what is selected), fills of levels, suspect (the cell that is most likely wrong).
Inks: ink, ink2 (second words), ink3 (zeros, rings, placeholders), accent, levels, done. Lines: line (tables), frame
(panes), edge (fields, buttons). Under test: words at least 4.5 to 1 on every ground they stand on, edges 3 to 1.
"""
_INKS: Final = ("ink", "ink2", "ink3", "accent", "must_fix", "explain", "notice", "done", "line", "frame", "edge")

XXS, XS, S, M, L, XL, XXL = 2, 4, 8, 12, 16, 24, 32
"""All distances, in pixels: S between buttons, M to the edge of a page, between groups and from label to field,
L inside panels and dialogs."""
CELL_PAD: Final = 6
"""From the words of a cell to its border, in pixels."""
BAR, HEAD, STATUS, BUTTON, LIST_BUTTON, PART, LINE, WRITING_LINE = 34, 36, 26, 26, 22, 28, 24, 28
"""Heights in pixels: the line of menus and tools, head of a page or pane, status bar, button and field, button in a
list, row of the parts, row of a list, line of the narrative."""

START: Final = 5 / 3
TITLE: Final = 4 / 3
SECTION: Final = 7 / 6
BODY: Final = 1.0
SMALL: Final = 8 / 9
WRITING: Final = 4 / 3
"""Sizes of text to that of everything usual (9 points): title of the start page, of a page, section, last year's
number, narrative."""
_TELLS_CONTRAST: Final = hasattr(QStyleHints, "accessibility")
"""Qt says what contrast the system is set to only from 6.10 on; old systems and arm64 have an older one."""
_BODY_POINTS: Final = 9.0
_LARGE_POINTS: Final = 11.5
"""From here on the system's letters are meant to be large, and stay so."""

_USUAL, _DARK, _SCHEME = "usual points", "dark system", "scheme"
"""What the application remembers of its look: the system's size of text, whether that system is dark and does not say
so, and the scheme that the clerk has chosen.
"""
_DARK_WASH: Final = "#081420"
"""Laid over `base` it gives `wash`, nearly."""
_LINES_FROM: Final = {False: "#fcfdff", True: "#474e59"}
_CONTRAST_LINES_FROM: Final = "#989898"
"""A fifth lighter than `line`: Qt's own style darkens it by that."""

_STYLE: Final = """
QLineEdit, QPushButton { border: 1px solid palette(dark); border-radius: 3px; padding: 0 8px; min-height: 24px;
  background: palette(base); color: palette(text) }
QPushButton { padding: 0 12px }
QLineEdit:disabled, QPushButton:disabled { color: palette(placeholder-text); border-color: palette(mid) }
QPushButton:hover, QToolButton[pair="true"]:hover { background: palette(alternate-base) }
QPushButton:pressed { background: palette(highlight); color: palette(highlighted-text) }
QLineEdit:focus, QPushButton:focus { border: 2px solid palette(accent); min-height: 22px }
QLineEdit:focus { padding: 0 7px }
QPushButton:focus { padding: 0 11px }
QPushButton[main="true"] { background: palette(accent); border-color: palette(accent); color: palette(bright-text) }
QPushButton[small="true"] { min-height: 20px; max-height: 20px; padding: 0 8px }
QPushButton[main="true"]:focus { border-color: palette(text) }
QPushButton[main="true"]:disabled { background: palette(window); color: palette(placeholder-text);
  border-color: palette(mid) }
QPushButton[link="true"] { border: 1px solid transparent; background: transparent; color: palette(link); padding: 0 2px;
  text-align: left }
QPushButton[link="true"]:focus { border: 2px solid palette(accent); padding: 0 1px }
QToolButton[pair="true"] { border: 1px solid palette(dark); min-width: 54px; min-height: 24px; margin-left: -1px;
  background: palette(base) }
QToolButton[end="left"] { margin-left: 0; border-top-left-radius: 3px; border-bottom-left-radius: 3px }
QToolButton[end="right"] { border-top-right-radius: 3px; border-bottom-right-radius: 3px }
QToolButton[pair="true"]:disabled { color: palette(placeholder-text); background: palette(window) }
QToolButton[pair="true"]:checked { background: palette(highlight); color: palette(highlighted-text);
  border-color: palette(accent); font-weight: 700 }
QToolButton[chip="true"] { border: 1px solid transparent; border-radius: 3px; padding: 0 5px }
QToolButton[chip="true"]:hover { background: palette(alternate-base) }
QToolButton[chip="true"]:checked { background: palette(highlight); color: palette(highlighted-text) }
QToolButton[chip="true"]:focus { border: 2px solid palette(accent); padding: 0 4px }
QToolButton[pair="true"]:focus { border: 2px solid palette(accent); min-height: 22px }
"""
"""Fields and buttons, whose edges Qt's own style draws too faint. The colours are those of the palette."""
_FRAME_STYLE: Final = """
QMenuBar { border: 0; border-bottom: 1px solid palette(mid); background: palette(window) }
QMenuBar::item { padding: 8px 9px 7px; background: transparent }
QMenuBar::item:selected { background: palette(highlight); color: palette(highlighted-text) }
QSplitter::handle { background: palette(mid) }
"""
"""The parts of the window's frame. Set on each of them, never on what holds a table: cells would be painted slower."""
_DRESSED: Final[WeakSet[QWidget]] = WeakSet()
"""What is dressed. Qt is not asked for all its widgets: PySide can fall over one that Qt itself has taken away."""


def apply(app: QApplication) -> None:
    """Give the program its look and follow the system when it turns dark or light."""
    app.setStyle("Fusion")
    if app.property(_USUAL) is None:  # what the clerk has chosen meanwhile is not the system's
        app.setProperty(_USUAL, app.font().pointSizeF())
    take_text_size(app, 100)
    hints = _hints()
    app.setProperty(_DARK, hints.colorScheme() == Qt.ColorScheme.Unknown and dark())
    _follow(app)
    hints.colorSchemeChanged.connect(lambda: _follow(app))
    if _TELLS_CONTRAST:
        hints.accessibility().contrastPreferenceChanged.connect(lambda: _follow(app))


def take_scheme(app: QApplication, scheme: str) -> None:
    """Be "light" or "dark" whatever the system is; "" follows it."""
    app.setProperty(_SCHEME, scheme)
    asked = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(scheme, Qt.ColorScheme.Unknown)
    if hasattr(_hints(), "setColorScheme"):  # since Qt 6.8
        _hints().setColorScheme(asked)  # frames and dialogs of the system too
    _follow(app)


def _follow(app: QApplication) -> None:
    _contrasting.cache_clear()
    system = app.property(_DARK) or _hints().colorScheme() == Qt.ColorScheme.Dark
    scheme = app.property(_SCHEME)
    take_palette(app, is_dark=scheme == "dark" if scheme else bool(system))


def take_palette(app: QApplication, *, is_dark: bool) -> None:
    """Take the colours for light or dark; in high contrast the system's."""
    with _undressed():
        _set_palette(app, is_dark=is_dark)


@contextmanager
def _undressed() -> Iterator[None]:
    """What is dressed, and all it holds, would stay as it was: dressed again, it takes other colours and sizes too."""
    dressed = [(widget, widget.styleSheet()) for widget in _DRESSED if isValid(widget)]
    for widget, _ in dressed:
        widget.setStyleSheet("")
    yield
    for widget, sheet in dressed:
        widget.setStyleSheet(sheet)


def _set_palette(app: QApplication, *, is_dark: bool) -> None:
    if _contrasting():
        app.setPalette(QPalette())  # the system's
        app.setPalette(in_contrast(QApplication.palette()))
        outline = app.palette().color(QPalette.ColorRole.WindowText)
    else:
        app.setPalette(palette(is_dark=is_dark))
        outline = QColor("#afbdd1" if is_dark else "#b2c0d3")
    boxes = QPalette(app.palette())
    # The style makes the outline of these out of the colour of windows, a good deal darker: this becomes `edge`.
    boxes.setColor(QPalette.ColorRole.Window, outline)
    for kind in ("QComboBox", "QAbstractSpinBox", "QCheckBox", "QRadioButton"):
        app.setPalette(boxes, kind)  # type: ignore[arg-type]  # what Qt calls bytes is str here


def in_contrast(system: QPalette) -> QPalette:
    """The system's colours for high contrast, of which the filled button takes those of a selection: these are made
    to be read on one another.
    """
    made = QPalette(system)
    made.setColor(QPalette.ColorRole.Accent, system.color(QPalette.ColorRole.Highlight))
    made.setColor(QPalette.ColorRole.BrightText, system.color(QPalette.ColorRole.HighlightedText))
    return made


def palette(*, is_dark: bool) -> QPalette:
    """The roles of Qt's palette in these colours."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "window"),
        (roles.WindowText, "ink"),
        (roles.Base, "base"),
        (roles.AlternateBase, "label"),
        (roles.Text, "ink"),
        (roles.PlaceholderText, "ink3"),
        (roles.Button, "base"),
        (roles.ButtonText, "ink"),
        (roles.BrightText, "on accent"),
        (roles.ToolTipBase, "base"),
        (roles.ToolTipText, "ink"),
        (roles.Light, "base"),
        (roles.Midlight, "line"),
        (roles.Mid, "frame"),
        (roles.Dark, "edge"),
        (roles.Shadow, "edge"),
        (roles.Highlight, "soft"),
        (roles.HighlightedText, "ink"),
        (roles.Accent, "accent"),
        (roles.Link, "accent"),
        (roles.LinkVisited, "accent"),
    ):
        made.setColor(role, QColor(COLOURS[is_dark][name]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(COLOURS[is_dark]["ink3"]))
    return made


def take_text_size(app: QApplication, percent: int) -> None:
    """Write all at that many per cent of the usual size: 9 points, or the system's where its letters are large."""
    font, usual = app.font(), float(app.property(_USUAL))
    font.setPointSizeF((usual if usual >= _LARGE_POINTS else _BODY_POINTS) * percent / 100)
    if font != app.font():
        app.setFont(font)
        QTimer.singleShot(0, app, _dress_again)  # when all have heard of it


def _dress_again() -> None:
    with _undressed():
        pass


@cache
def _hints() -> QStyleHints:
    """What the system says of looks. Kept: PySide takes what it gives for its child, which would go with it."""
    return QApplication.styleHints()


@cache
def _contrasting() -> bool:
    if not _TELLS_CONTRAST:
        return False
    wanted = _hints().accessibility().contrastPreference()
    return wanted == Qt.ContrastPreference.HighContrast


def dark() -> bool:
    """Whether it is dark now."""
    return QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128


def colour(name: str) -> QColor:
    """That colour as it is now, see COLOURS; in high contrast the system's ground or ink."""
    if _contrasting():
        role = QPalette.ColorRole.Text if name in _INKS else QPalette.ColorRole.Base
        return QApplication.palette().color(role)
    return _colour(COLOURS[dark()][name])


def on_paper(name: str) -> QColor:
    """That colour on pictures of paper, which is white whether it is dark or not."""
    return _colour(COLOURS[False][name])


@cache
def _colour(code: str) -> QColor:
    return QColor(code)


def ground(name: str) -> QBrush:
    """The background of a cell; `blank` is hatched, as colour alone would not tell it from 0."""
    return _ground(name, colour("line" if name == "blank" else name).name())


@cache
def _ground(name: str, of: str) -> QBrush:
    return QBrush(QColor(of), Qt.BrushStyle.BDiagPattern if name == "blank" else Qt.BrushStyle.SolidPattern)


def lined() -> QPalette:
    """What a table with a grid takes: Qt's style makes lines that look like `line` out of its colour of windows, or out
    of `Mid`; in high contrast, that are seen on black and on white.
    """
    own = QPalette()
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Mid):
        own.setColor(role, QColor(_CONTRAST_LINES_FROM if _contrasting() else _LINES_FROM[dark()]))
    return own


def wash() -> tuple[QColor, QPainter.CompositionMode]:
    """What is laid over the row and column of the current cell, and how: grounds take the tint, inks stay."""
    if _contrasting():
        return QColor(Qt.GlobalColor.transparent), QPainter.CompositionMode.CompositionMode_SourceOver
    if dark():
        return QColor(_DARK_WASH), QPainter.CompositionMode.CompositionMode_Screen
    return colour("wash"), QPainter.CompositionMode.CompositionMode_Multiply


def dress(widget: QWidget) -> None:
    """Let fields and buttons in that widget be drawn as they are here. Not for what holds an official table."""
    _put(widget, _STYLE)


def dress_frame(widget: QWidget) -> None:
    """Let that part of the window's frame be drawn as it is here."""
    _put(widget, _FRAME_STYLE)


def _put(widget: QWidget, style: str) -> None:
    widget.setStyleSheet(style)
    _DRESSED.add(widget)


def dress_dialog(dialog: QDialog) -> None:
    """Dress a window that asks something: no pictures on its buttons, the one that Enter presses filled.

    Called once all its buttons are there.
    """
    for button in dialog.findChildren(QPushButton):
        button.setIcon(QIcon())
        button.setProperty("main", button.isDefault())
    for box in dialog.findChildren(QDialogButtonBox):
        for each in box.buttons():
            if box.buttonRole(each) == QDialogButtonBox.ButtonRole.RejectRole and each.text() in ("取消", "关闭"):
                each.setText(f"{each.text()}　Esc")
    if (layout := dialog.layout()) is not None and not isinstance(dialog, QMessageBox):
        layout.setContentsMargins(L, L, L, L)
    dress(dialog)


def sized(font: QFont, size: float, *, bold: bool = False) -> QFont:
    """That font, usual until now, in another size of text: TITLE, SECTION, SMALL, WRITING."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * size)
    made.setBold(bold)
    return made


def scaled(pixels: int) -> int:
    """A height meant for letters of 9 points, where letters are larger, in pixels."""
    return round(pixels * max(1.0, QApplication.font().pointSizeF() / _BODY_POINTS))
