"""What tests ask of what is on screen: the page in sight, the grid and the box in it, keys pressed there."""

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget

from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.start.start_page import StartPage
from govreport_gui.ui.table.cell_box import CellBox
from govreport_gui.ui.table.grid import Grid
from govreport_gui.ui.window.main_window import MainWindow
from govreport_gui.ui.writing.text_page import TextPage

Key = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def table_page(window: MainWindow, part: str = "") -> TablePage:
    """The page of a table: that part's, or the one in sight."""
    view = window.workspace.view
    page = view.pages[part or view.part]
    assert isinstance(page, TablePage)
    return page


def text_page(window: MainWindow, part: str = "") -> TextPage:
    """The page of a text: that part's, or the one in sight."""
    view = window.workspace.view
    page = view.pages[part or view.part]
    assert isinstance(page, TextPage)
    return page


def cover(window: MainWindow) -> CoverPage:
    """The page of the cover."""
    page = window.workspace.view.pages["cover"]
    assert isinstance(page, CoverPage)
    return page


def start_page(window: MainWindow) -> StartPage:
    """The page that is shown where no report is open."""
    (page,) = [each for each in window.findChildren(StartPage) if not each.isHidden()]
    return page


def menu_of(action: QAction) -> QMenu:
    """The menu that an entry opens."""
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def entry(window: MainWindow, words: str) -> QAction:
    """The entry of a menu in the bar that begins with these words."""
    menus = map(menu_of, window.menuBar().actions())
    (found,) = [each for menu in menus for each in menu.actions() if each.text().startswith(words)]
    return found


def button(widget: QWidget, words: str) -> QAbstractButton:
    """The button, or the box to tick, that says just that."""
    (found,) = [each for each in widget.findChildren(QAbstractButton) if each.text() == words]
    return found


def said_by(widget: QWidget) -> list[str]:
    """What the labels in it say."""
    return [each.text() for each in widget.findChildren(QLabel)]


def grid_at(window: MainWindow, cell: str) -> Grid:
    """The grid of that cell's table in sight, with the clerk in the cell."""
    view = window.workspace.view
    view.go(window.workspace.editor.form.part_of(cell))
    view.page.setFocus()
    grid = table_page(window).table.body
    grid.go_to(cell)
    QCoreApplication.processEvents()
    return grid


def box(grid: Grid) -> CellBox | None:
    """The box that is open for typing."""
    return next((box for box in grid.findChildren(CellBox) if box.isVisible()), None)


def press(grid: Grid, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is: in the open box, else in the grid."""
    QTest.keyClick(box(grid) or grid, key, held)
    QCoreApplication.processEvents()


def type_text(grid: Grid, text: str) -> None:
    """Type that, letter by letter, where the keyboard is."""
    for letter in text:
        QTest.keyClicks(box(grid) or grid, letter)


def value(window: MainWindow, cell: str) -> str:
    """What the report has in that cell."""
    return window.workspace.editor.document.cells.get(cell, "")


def compose(widget: QWidget, text: str, composing: str = "") -> None:
    """What an input method sends: words that are taken, and words still being made."""
    event = QInputMethodEvent(composing, [])
    if text:
        event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)
    QCoreApplication.processEvents()


def wheel(widget: QWidget, by: int, held: Qt.KeyboardModifier = NONE) -> None:
    """Turn the wheel over a widget. Qt hands only a real wheel on to the parents, so that is done here."""
    accepted, over = False, widget
    while over is not None and not accepted:
        middle = over.rect().center()
        place, on_screen, buttons = QPointF(middle), QPointF(over.mapToGlobal(middle)), Qt.MouseButton.NoButton
        turn, phase = QPoint(0, by), Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, on_screen, QPoint(), turn, buttons, held, phase, False)
        event.ignore()
        QCoreApplication.sendEvent(over, event)
        accepted, over = event.isAccepted(), over.parentWidget()
    QCoreApplication.processEvents()


def put(text: str = "", html: bytes = b"") -> None:
    """Put that on the clipboard."""
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setData("text/html", html)
    QApplication.clipboard().setMimeData(data)
