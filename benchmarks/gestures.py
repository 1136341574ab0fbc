"""What a clerk does in the window: each gesture by the keys and the mouse that she would use.

Driven through the workspace, the open report's view and the menus, whatever they look like.
"""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

from answers import Answers
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPlainTextEdit, QWidget

from govreport_gui.core.values import entered
from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.report.report_view import ReportView
from govreport_gui.ui.table.grid import Grid
from govreport_gui.ui.window.main_window import MainWindow
from govreport_gui.ui.workspace import Workspace

Key = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton
WORDS = "收到申请办结答复公开平台建设监督保障问题改进"
TEXTS = ("0", "7", "12", "无", "/", "１２", "1,234", "-3", "2.5", "9件", "22（其中修订 16 件）", "<b>9</b>", "=1+1")
_ARROWS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)


def settle() -> None:
    """Let the program do what it has put off: paint, and keep."""
    for _ in range(3):
        QCoreApplication.processEvents()


class Gestures:
    """A clerk at `window`, with dice for what she types and where.

    `about` hears which one place of the report she is about to type in, by the names of the report file, and what;
    `peek` is called in the midst of typing.
    """

    def __init__(self, window: MainWindow, dice: random.Random, answers: Answers) -> None:
        self.window = window
        self.dice = dice
        self.answers = answers
        self.about: Callable[[tuple[str, ...], str], None] = lambda place, text: None  # noqa: ARG005
        self.peek: Callable[[], None] = lambda: None
        self.last_years: tuple[Path, ...] = ()
        """Files that can be loaded as last year's report."""
        self.save_places: tuple[Path, ...] = ()
        """Where the report may be saved as."""

    @property
    def workspace(self) -> Workspace:
        return self.window.workspace

    @property
    def view(self) -> ReportView:
        return self.workspace.view

    # ── the hand ─────────────────────────────────────────────────────

    def press(self, key: Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key where the keyboard is."""
        for _ in range(times):
            QTest.keyClick(self._focus(), key, held)
        settle()

    def type(self, text: str) -> None:
        """Type that letter by letter; what no key has comes as from an input method."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._focus(), letter)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(letter)
                QCoreApplication.sendEvent(self._focus(), event)
            if self.dice.random() < 0.08:
                QCoreApplication.processEvents()
                self.peek()

    def _focus(self) -> QWidget:
        self.come_forward()
        return QApplication.focusWidget() or self.window

    def come_forward(self) -> None:
        """Where there is no screen, a window that was closed leaves no other one active, and keys need that."""
        for _ in range(50):
            if self.window.isActiveWindow() or QApplication.activeModalWidget() is not None:
                return
            self.window.activateWindow()
            QTest.qWait(2)

    def choose(self, menu: QMenu, wanted: Callable[[str], bool]) -> bool:
        """Open that menu and choose one of the entries whose words are wanted; whether there is one."""
        menu.popup(self.window.mapToGlobal(QPoint(40, 40)))
        QCoreApplication.processEvents()
        found = [each for each in menu.actions() if each.isEnabled() and each.text() and wanted(each.text())]
        if not found:
            QTest.keyClick(menu, Key.Key_Escape)
            return False
        menu.setActiveAction(self.dice.choice(found))
        QTest.keyClick(menu, Key.Key_Return)
        settle()
        return True

    def from_menu(self, words: str) -> bool:
        """Choose the entry with those words, in whichever menu of the bar it is."""
        for menu in self.window.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if any(words in each.text() for each in menu.actions()):
                return self.choose(menu, lambda text: words in text)
        return False

    def words(self, most: int) -> str:
        return "".join(self.dice.choices(WORDS, k=self.dice.randrange(1, most)))

    # ── where she goes ───────────────────────────────────────────────

    def to_table(self) -> TablePage:
        """Go to a table, by keys or by the list of parts."""
        view = self.view
        part = self.dice.choice(self._parts(table=True))
        if view.part != part:
            view.go(part)
        page = view.page
        assert isinstance(page, TablePage)
        page.setFocus()
        settle()
        return page

    def _parts(self, *, table: bool) -> list[str]:
        """The parts that are a table, or those that are text alone."""
        return [section.id for section in self.workspace.editor.form.sections if bool(section.table) == table]

    def to_cell(self, cells: Iterable[str] | None = None) -> tuple[Grid, str]:
        """Go into a cell of a table, with the mouse or by name."""
        page = self.to_table()
        here = [cell for cell in cells or page.model.table.cells if cell in page.model.box_of]
        cell = self.dice.choice(here or page.model.table.cells)
        body = page.table.body
        body.go_to(cell)
        QCoreApplication.processEvents()
        place = body.visualRect(page.model.index_of(cell)).center()
        if body.viewport().rect().contains(place) and self.dice.random() < 0.5:
            QTest.mouseClick(body.viewport(), LEFT, pos=place)
        body.setFocus()
        return body, body.current_cell()

    def inputs(self) -> tuple[str, ...]:
        return tuple(self.workspace.editor.form.inputs)

    def go_about(self) -> None:
        """Parts, areas, problems, sizes, panes: nothing of it changes the report."""
        what = self.dice.randrange(9)
        if what == 0:
            self.press(Key(Key.Key_1 + self.dice.randrange(6)), ALT)
        elif what == 1:
            self.press(self.dice.choice((Key.Key_PageUp, Key.Key_PageDown)), CTRL)
        elif what == 2:
            self.press(Key.Key_F6, self.dice.choice((NONE, SHIFT)), self.dice.randrange(1, 4))
        elif what == 3:
            self.press(self.dice.choice((Key.Key_F7, Key.Key_F8, Key.Key_F9)))
        elif what == 4:
            self.press(self.dice.choice((Key.Key_Equal, Key.Key_Minus, Key.Key_0)), CTRL)
        elif what == 5:
            self.press(self.dice.choice((Key.Key_F1, Key.Key_F8)), self.dice.choice((NONE, CTRL)))
        elif what == 6:
            self.press(Key.Key_L, CTRL)
        elif what == 7:
            self.wheel(self.dice.choice((-120, 120)), self.dice.choice((NONE, CTRL)))
        else:
            self.to_cell()
            for _ in range(self.dice.randrange(1, 6)):
                self.press(self.dice.choice((*_ARROWS, Key.Key_Home, Key.Key_End)), self.dice.choice((NONE, CTRL)))

    def wheel(self, by: int, held: Qt.KeyboardModifier) -> None:
        """Turn the wheel over the page, and over what it lies in until somebody takes it."""
        over: QWidget | None = self.view.page
        while over is not None:
            middle = QPointF(over.rect().center())
            on_screen = QPointF(over.mapToGlobal(over.rect().center()))
            phase = Qt.ScrollPhase.NoScrollPhase
            event = QWheelEvent(middle, on_screen, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, held, phase, False)
            event.ignore()
            QCoreApplication.sendEvent(over, event)
            if event.isAccepted():
                break
            over = over.parentWidget()
        settle()

    def find(self) -> None:
        self.press(Key.Key_F, CTRL)
        self.type(self.dice.choice(("公开", "3", "申请", "没有这样的字")))
        self.press(Key.Key_Return, self.dice.choice((NONE, SHIFT)), self.dice.randrange(1, 4))
        self.press(Key.Key_Escape)

    def go_to_row(self) -> None:
        with self.answers.held():
            self.press(Key.Key_G, CTRL)
            box = QApplication.activeModalWidget()
            if not isinstance(box, QDialog):
                return
            line = box.findChild(QLineEdit)
            assert line is not None
            QTest.keyClicks(line, self.dice.choice(("", "3", "1")))
            QTest.keyClick(line, self.dice.choice((Key.Key_Return, Key.Key_Escape)))
            settle()
            if QApplication.activeModalWidget() is box:
                box.reject()
                settle()

    # ── what she fills in ────────────────────────────────────────────

    def number(self, text: str = "") -> None:
        """Type a number into a cell and leave it by one of the keys that do."""
        grid, cell = self.to_cell(self.inputs())
        text = text or self.dice.choice((str(self.dice.randrange(1, 99999)), *TEXTS))
        self.about(("cells", cell), entered(text))
        self.type(text)
        key, held = self.dice.choice(
            (
                *((Key.Key_Return, NONE),) * 4,
                (Key.Key_Return, SHIFT),
                (Key.Key_Tab, NONE),
                (Key.Key_Backtab, SHIFT),
                (Key.Key_Down, NONE),
                (Key.Key_Return, CTRL),
                (Key.Key_Escape, NONE),
            )
        )
        self.press(key, held)
        grid.setFocus()

    def change_number(self) -> None:
        """Type on in a number, or from nothing."""
        grid, cell = self.to_cell(self.inputs())
        before = self.workspace.editor.document.cells.get(cell, "")
        key, text = self.dice.choice(((Key.Key_F2, before), (Key.Key_Backspace, "")))
        more = str(self.dice.randrange(100))
        self.about(("cells", cell), entered(text + more))
        self.press(key)
        self.type(more)
        self.press(Key.Key_Return)
        grid.setFocus()

    def select(self) -> Grid:
        """Select a block of cells, with the mouse or the keys."""
        grid, cell = self.to_cell()
        model = grid.table_model
        if self.dice.random() < 0.4:
            other = self.dice.choice(model.table.cells)
            area = grid.viewport()
            start, end = (grid.visualRect(model.index_of(each)).center() for each in (cell, other))
            if area.rect().contains(start) and area.rect().contains(end):
                QTest.mousePress(area, LEFT, pos=start)
                QTest.mouseMove(area, end)
                QTest.mouseRelease(area, LEFT, pos=end)
        else:
            for _ in range(self.dice.randrange(1, 5)):
                self.press(self.dice.choice(_ARROWS), SHIFT | self.dice.choice((NONE, NONE, NONE, CTRL)))
            if self.dice.random() < 0.1:
                self.press(*self.dice.choice(((Key.Key_A, CTRL), (Key.Key_Space, CTRL), (Key.Key_Space, SHIFT))))
        return grid

    def fill(self) -> None:
        grid = self.select()
        if self.dice.random() < 0.3:
            self.type(self.dice.choice(TEXTS))
            self.press(Key.Key_Return, CTRL)
        else:
            self.press(self.dice.choice((Key.Key_D, Key.Key_R)), CTRL)
        grid.setFocus()

    def empty(self) -> None:
        self.select()
        self.press(Key.Key_Delete)

    def zeros(self) -> None:
        self.to_table()
        self.press(Key.Key_0, CTRL | ALT)

    def totals_back(self) -> None:
        self.select()
        self.press(Key.Key_Equal, self.dice.choice((ALT, CTRL | ALT)))

    def paste(self) -> None:
        """Copy or cut a block with or without its names, or take numbers from elsewhere, and paste them."""
        how = self.dice.random()
        if how < 0.4:
            self.select()
            self.press(*self.dice.choice(((Key.Key_C, CTRL), (Key.Key_C, CTRL | SHIFT), (Key.Key_X, CTRL))))
        else:
            rows = range(self.dice.randrange(1, 4))
            numbers = ["\t".join(self.dice.choice(TEXTS[:7]) for _ in range(self.dice.randrange(1, 5))) for _ in rows]
            QApplication.clipboard().setText("\n".join(numbers))
        grid, _ = self.to_cell()
        self.press(Key.Key_V, CTRL)
        grid.setFocus()

    def text(self) -> None:
        """Write at the beginning of a part that is text."""
        view = self.view
        part = self.dice.choice(self._parts(table=False))
        view.go(part)
        page = view.page
        assert not isinstance(page, CoverPage)
        box = page.text
        box.setFocus()
        more = self.words(30)
        self.about(("sections", part), more + box.text())
        box.moveCursor(QTextCursor.MoveOperation.Start)
        self.type(more)
        if self.dice.random() < 0.3:
            self.press(Key.Key_PageDown, CTRL)  # leaving the part commits
        else:
            view.commit()

    def erase_text(self) -> None:
        """Take some letters of a text away again."""
        view = self.view
        view.go(self.dice.choice(self._parts(table=False)))
        view.page.setFocus()
        self.press(self.dice.choice((Key.Key_Home, Key.Key_End)), CTRL)
        self.press(self.dice.choice((Key.Key_Backspace, Key.Key_Delete)), NONE, self.dice.randrange(1, 9))
        view.commit()

    def remark(self) -> None:
        """Write a remark beside a cell."""
        _, cell = self.to_cell()
        self.press(Key.Key_F2, SHIFT)
        box = QApplication.focusWidget()
        if not isinstance(box, QPlainTextEdit):
            return
        words = self.words(20)
        self.about(("notes", cell, "text"), words)
        QTest.keyClick(box, Key.Key_A, CTRL)
        self.type(words)
        self.press(*self.dice.choice(((Key.Key_Return, CTRL), (Key.Key_Escape, NONE))))

    def mark(self) -> None:
        self.to_cell()
        self.press(Key.Key_M, CTRL)

    def on_paper(self) -> None:
        """Type a total on paper, into the boxes beside a table."""
        sums = self.workspace.editor.form.sums
        cell = self.dice.choice(sorted(sums))
        self.view.go_to_cell(cell)
        page = self.view.page
        assert isinstance(page, TablePage)
        if not page.unfold_totals.isChecked():
            self.press(Key.Key_T, CTRL)
        page.paper.go_to(cell)
        text = str(self.dice.randrange(1, 99999))
        self.about(("paper_totals", cell), text)
        self.type(text)
        self.press(Key.Key_Return)
        self.press(Key.Key_Escape)
        if self.dice.random() < 0.2:
            page.setFocus()
            self.press(Key.Key_T, CTRL)

    def cover(self) -> None:
        """Change something on the cover."""
        self.view.go("cover")
        page = self.view.page
        assert isinstance(page, CoverPage)
        lines = [(page.unit, "南京市" + self.words(5)), (page.year, str(self.dice.randrange(2000, 2101)))]
        lines += [(page.publish_on, "2022-1-2"), (page.catalogue, str(self.dice.randrange(99)))]
        if self.dice.random() < 0.6:
            line, text = self.dice.choice(lines)
            line.setFocus()
            QTest.keyClick(line, Key.Key_A, CTRL)
            self.type(text)
            self.press(Key.Key_Return)
        else:
            asked: tuple[QWidget, ...] = (page.level, page.kind, page.rulemaker, *page.powers.values())
            self.dice.choice(asked).setFocus()
            self.press(self.dice.choice((Key.Key_Down, Key.Key_Up, Key.Key_Left, Key.Key_Right, Key.Key_Delete)))

    def explain(self) -> None:
        """Write, or take back, an explanation of a problem that may have one."""
        may = [each for each in self.workspace.editor.checked.findings if each.level != "must_fix"]
        if may:
            self.view.findings.explain.emit(self.dice.choice(may))
            settle()

    def repair(self) -> None:
        """Take what is proposed for a problem, as the editor makes it."""
        editor = self.workspace.editor
        must = [each for each in editor.checked.findings if each.level == "must_fix"]
        if must:
            finding = self.dice.choice(must)
            self.view.show_finding(finding)
            settle()
            repairs = editor.repairs(finding)
            if repairs:
                editor.apply("按建议修改", editor.document.with_cells(self.dice.choice(repairs)[1]))
                settle()

    def last_year(self) -> None:
        if self.dice.random() < 0.7 and self.last_years:
            self.answers.path = self.dice.choice(self.last_years)
            self.from_menu("载入上年年报")
            self.answers.path = None
        else:
            self.from_menu("不再与上年比较")

    def state(self) -> None:
        """Take the report into another state; a locked one back soon, so that there is something to do."""
        self.choose(self.window.state, lambda text: "经过" not in text and "现在" not in text)

    def unlock(self) -> None:
        self.choose(self.window.state, lambda text: "退回" in text)

    def tick(self) -> None:
        """Read some rows and numbers aloud: right, wrong, back."""
        with self.answers.held():
            self.press(Key.Key_F11)
            box = QApplication.activeModalWidget()
            if not isinstance(box, QDialog):
                return
            keys = (
                *(Key.Key_Space, Key.Key_Period) * 3,
                Key.Key_0,
                Key.Key_Return,
                Key.Key_Backspace,
                Key.Key_Right,
                Key.Key_2,
            )
            for _ in range(self.dice.randrange(2, 9)):
                QTest.keyClick(box, self.dice.choice(keys))
            QCoreApplication.processEvents()
            QTest.keyClick(box, Key.Key_Escape)
            settle()
        self.view.page.setFocus()

    # ── what was done, and the file ──────────────────────────────────

    def undo(self) -> None:
        self.press(Key.Key_Z, CTRL)

    def redo(self) -> None:
        self.press(*self.dice.choice(((Key.Key_Y, CTRL), (Key.Key_Z, CTRL | SHIFT))))

    def save(self) -> None:
        self.press(Key.Key_S, CTRL)

    def save_as(self) -> None:
        self.answers.path = self.dice.choice(self.save_places)
        self.press(Key.Key_F12)
        self.answers.path = None

    def resize(self) -> None:
        self.window.resize(self.dice.choice((QSize(1366, 728), QSize(1024, 700), QSize(1900, 1000))))
        settle()
