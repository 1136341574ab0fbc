"""The program with a random clerk at its keys, for torture.py: `torture_clerk.py FILE SEED WHAT`.

The real program opens FILE; the clerk takes whatever is offered back, then types, deletes, undoes and
saves through the window's own widgets. Each thing is told to standard output before and after it is done.
"""

import json
import os
import random
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView
from torture import contents

from govreport_gui.files import atomic
from govreport_gui.files.saving import journal
from govreport_gui.ui import app, crash
from govreport_gui.ui.report.pages import TablePage, TextPage
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow

PARTS = ("overview", "problems", "other_matters")
WORDS = "收到申请办结答复公开平台建设监督保障问题改进"


def tell(**what: object) -> None:
    os.write(1, json.dumps(what, ensure_ascii=False).encode() + b"\n")


def table_page(window: MainWindow) -> TablePage:
    page = window.workspace.view.table_page
    assert page is not None
    return page


def text_page(window: MainWindow) -> TextPage:
    page = window.workspace.view.page
    assert isinstance(page, TextPage)
    return page


def go_to(body: QTableView, index: QModelIndex) -> None:
    """That cell alone, whatever keys the platform believes to be down."""
    body.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


class Clerk(QObject):
    """Goes on for ever."""

    window: MainWindow
    """Known once the clerk has begun."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__()
        self.dice = dice
        self.done = 0

    def begin(self) -> None:
        self.window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        offered = 0
        while self.window.workspace.question_bar.isVisible():
            offered += 1
            QTest.mouseClick(self.window.workspace.question_bar.buttons[0], Qt.MouseButton.LeftButton)
        # What was restored is in sight before anybody types.
        QCoreApplication.processEvents()
        tell(ready=offered, **contents(self.window.workspace.editor.document))
        self.go_on()

    def go_on(self) -> None:
        QTimer.singleShot(self.dice.choice((0, 0, 1, 5, 20, 60)), self.step)

    def step(self) -> None:
        if not self.window.isActiveWindow():
            # The offscreen platform takes the activity away now and then, and keys need it.
            self.window.activateWindow()
            QTimer.singleShot(2, self.step)
            return
        self.act()

    def act(self) -> None:
        does = (self.number, self.text, self.remark, self.on_paper, self.empty, self.undo, self.save)
        self.dice.choices(does, (10, 3, 3, 3, 2, 2, 2))[0]()
        self.go_on()

    def edit(self, field: str, key: str, text: str) -> None:
        """Say what the next edit will make of the report."""
        self.done += 1
        tell(begin=self.done, field=field, key=key, text=text)

    def number(self) -> None:
        window = self.window
        part = self.dice.choice(("proactive_text", "requests_text", "disputes_text"))
        if window.workspace.view.part != part:
            window.workspace.view.go(part)
        page = table_page(window)
        body = page.table.body
        cell = self.dice.choice(
            [cell for cell in page.model.table.cells if cell in window.workspace.editor.form.inputs]
        )
        text = str(self.dice.randrange(1, 99999))
        go_to(body, page.model.index_of(cell))
        body.setFocus()
        self.edit("cells", cell, text)
        QTest.keyClicks(body, text[:1])
        line = next(line for line in body.findChildren(QLineEdit) if line.isVisible())
        for key in text[1:]:
            QTest.keyClicks(line, key)
            if self.dice.random() < 0.1:
                QCoreApplication.processEvents()
        QTest.keyClick(line, Qt.Key.Key_Return)
        QCoreApplication.processEvents()
        tell(done=self.done)

    def text(self) -> None:
        window = self.window
        part = self.dice.choice(PARTS)
        window.workspace.view.go(part)
        box = text_page(window).text
        box.setFocus()
        more = "".join(self.dice.choices(WORDS, k=self.dice.randrange(1, 30)))
        self.edit("sections", part, more + box.text())
        cursor = box.textCursor()
        cursor.setPosition(0)
        box.setTextCursor(cursor)
        for letter in more:
            box.insertPlainText(letter)  # as an input method does
            if self.dice.random() < 0.1:
                QCoreApplication.processEvents()
        window.workspace.view.commit()
        tell(done=self.done)

    def remark(self) -> None:
        window = self.window
        cell = self.dice.choice(tuple(window.workspace.editor.form.inputs))
        window.workspace.view.go_to_cell(cell)
        QTest.keyClick(table_page(window).table.body, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
        pane = window.workspace.view.cell_pane
        pane.show_now()
        text = "".join(self.dice.choices(WORDS, k=self.dice.randrange(1, 20)))
        self.edit("notes", cell, text)
        pane.remark.selectAll()
        for letter in text:
            pane.remark.insertPlainText(letter)
            self.pause()
        QTest.keyClick(pane.remark, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QCoreApplication.processEvents()
        tell(done=self.done)

    def on_paper(self) -> None:
        window = self.window
        window.workspace.view.go(self.dice.choice(("requests_text", "disputes_text")))
        page = table_page(window)
        cell = self.dice.choice([cell for cell in page.model.table.cells if cell in window.workspace.editor.form.sums])
        window.workspace.view.go_to_cell(cell)
        page.unfold_paper.setChecked(True)
        QCoreApplication.processEvents()
        page.paper.go_to(cell)
        strip = window.focusWidget()
        assert strip is not None
        text = str(self.dice.randrange(1, 99999))
        self.edit("paper_totals", cell, text)
        QTest.keyClicks(strip, text[:1])
        line = next(line for line in strip.findChildren(QLineEdit) if line.isVisible())
        for key in text[1:]:
            QTest.keyClicks(line, key)
            self.pause()
        QTest.keyClick(line, Qt.Key.Key_Return)
        QCoreApplication.processEvents()
        tell(done=self.done)

    def pause(self) -> None:
        """Now and then the second is over, in the middle of it, after which the journal looks what is being typed."""
        if self.dice.random() < 0.1:
            QCoreApplication.processEvents()
            self.window.workspace.files.autosave.look()

    def empty(self) -> None:
        window = self.window
        part = self.dice.choice(("proactive_text", "requests_text", "disputes_text"))
        window.workspace.view.go(part)
        page = table_page(window)
        cell = self.dice.choice(
            [cell for cell in page.model.table.cells if cell in window.workspace.editor.form.inputs]
        )
        go_to(page.table.body, page.model.index_of(cell))
        self.edit("cells", cell, "")
        QTest.keyClick(page.table.body, Qt.Key.Key_Delete)
        tell(done=self.done)

    def undo(self) -> None:
        window = self.window
        before, after = window.workspace.editor.document, None
        if window.workspace.editor.undo_label:
            after = window.workspace.editor._history[window.workspace.editor._at - 1][1]
        if after is None:
            return
        old_contents, new_contents = contents(before), contents(after)
        for field, old in old_contents.items():
            new = new_contents[field]
            for key in {*old, *new}:
                if old.get(key) != new.get(key):
                    self.edit(field, key, new.get(key, ""))
        window.workspace.view.page.setFocus()
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        tell(done=self.done)

    def save(self) -> None:
        tell(saving=self.done)
        QTest.keyClick(self.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        tell(saved=self.done, failed=self.window.workspace.editor.modified)


class Careful(Clerk):
    """Types five numbers, saves, and goes home; tells what was said and where it was saved at last."""

    def __init__(self, dice: random.Random, elsewhere: Path | None) -> None:
        super().__init__(dice)
        self.said: list[str] = []
        dialogs.say_error = lambda parent, sentence: self.said.append(sentence)  # noqa: ARG005
        dialogs.ask_path = lambda *_: elsewhere

    def act(self) -> None:
        if self.done < 5:
            self.number()
            self.go_on()
            return
        self.window.workspace.files.autosave.look()
        notice = self.window.workspace.message_bar
        noticed = notice.text.text() if notice.isVisible() else ""
        self.save()
        tell(said=self.said, notice=noticed, path=str(self.window.workspace.path))
        if self.window.workspace.editor.modified:
            self.window.leave_for_now()
        self.window.close()


def break_something(what: str) -> None:
    """Spoil the program, so that torture.py has to notice."""
    if what == "break-journal":
        keep = journal.Journal.keep
        count = iter(range(10**9))
        setattr(journal.Journal, "keep", lambda self, text, at: next(count) > 2 or keep(self, text, at))  # noqa: B010
        setattr(Clerk, "save", Clerk.number)  # noqa: B010  # a save would make good what the journal lacks
    if what == "break-save":
        write = atomic.write

        def torn(path: Path, content: bytes, **more: bool) -> int | None:
            if path != Path(sys.argv[1]):
                return write(path, content, **more)
            path.write_bytes(content[: len(content) // 2])
            os._exit(9)

        atomic.write = torn


def main() -> None:
    file, seed, what, *elsewhere = sys.argv[1:]
    dice = random.Random(int(seed))
    app.application()
    break_something(what)
    # The error itself is told on standard error; nobody is there to put the window away.
    crash.show = lambda *_: os._exit(3)
    careful = what == "careful"
    clerk = Careful(dice, Path(elsewhere[0]) if elsewhere else None) if careful else Clerk(dice)
    # Twice round: what the start puts off until the window is there comes first.
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, clerk.begin))
    sys.exit(app.run(Path(file)))


if __name__ == "__main__":
    main()
