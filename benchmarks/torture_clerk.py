"""The program with a random clerk at its keys, for torture.py: `torture_clerk.py FILE SEED HOW`, HOW as JSON.

The real program opens FILE; the clerk takes whatever is offered back and goes on by keys and mouse. Each thing is told
to standard output before and after it is done: `begin`, `about` (what is typed where), `doc` (what is another in the
report now, before the program keeps it), `done` (the edit is finished and in sight), `saving`, `saved`, `anew`.
"""

import faulthandler
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from answers import Answers
from gestures import Gestures, settle
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from torture_states import State, flat

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document
from govreport_gui.files import atomic
from govreport_gui.files.saving import journal, store
from govreport_gui.files.saving import journal_file as one_journal
from govreport_gui.ui import app, crash
from govreport_gui.ui.window.main_window import MainWindow

USUAL = {"尚未保存": "保存", "尚未存成": "保存", "已经有": "替换", "打开以后被": "替换", "不在原来": "存回"}
USUAL |= {"正打开着": "仍然"}
ON_DISK = {"open", "fcntl.flock"}
ON_DISK |= {f"os.{name}" for name in ("rename", "remove", "link", "mkdir", "chmod", "utime", "scandir")}
"""What Python tells of when the system is asked for something on disk."""
UNKEPT = "次修改只在内存里"


def tell(**what: object) -> None:
    line = json.dumps(what, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
    while line:
        line = line[os.write(1, line) :]


class Clerk(QObject):
    """Goes on for ever."""

    def __init__(self, dice: random.Random, how: dict[str, Any]) -> None:
        super().__init__()
        self.dice = dice
        self.how = how
        self.done = 0
        self.told: State = {}
        self.answers = Answers(dice, USUAL)
        self.window: MainWindow
        self.hand: Gestures
        self.often: dict[Callable[[], None], float] = {}

    def begin(self) -> None:
        self.window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        workspace = self.window.workspace
        self.hand = hand = Gestures(self.window, self.dice, self.answers)
        hand.about = lambda place, text: tell(about=place, text=text)
        hand.peek = workspace.files.autosave.look
        folder = Path(sys.argv[1]).parent
        hand.save_places = tuple(folder / f"另存 {number}.govreport" for number in (1, 2))
        hand.last_years = tuple(folder.glob("上年.txt"))
        self.often = {
            hand.number: 8,
            hand.change_number: 2,
            **dict.fromkeys((hand.text, hand.remark), 3),
            **dict.fromkeys((hand.on_paper, hand.paste, hand.fill, hand.undo), 2),
            **dict.fromkeys((hand.redo, hand.cover, hand.empty, hand.tick, hand.explain, hand.last_year), 1),
            **dict.fromkeys((hand.state, hand.mark, hand.zeros), 0.7),
        }
        if not self.how.get("never_saves"):
            self.often |= {hand.save: 2, hand.save_as: 0.5}
        offered = 0
        while workspace.message_bar.asking and offered < 9:
            offered += 1
            QTest.mouseClick(workspace.message_bar.buttons[0], Qt.MouseButton.LeftButton)
        # What was restored is in sight before anybody types.
        settle()
        self.told = self._now()
        tell(ready=offered, path=str(workspace.path), doc=[[place, text] for place, text in self.told.items()])
        shown = workspace.on_change

        def changed() -> None:
            self.tell_document()
            shown()

        workspace.on_change = changed
        self.watch_saving()
        if "die_at" in self.how:
            self.die_at(self.how["die_at"])
        self.go_on()

    def _now(self) -> State:
        editor = self.window.workspace.editor
        return flat(json.loads(store.to_text(editor.document, editor.form)))

    def tell_document(self) -> None:
        """What is another now, and what is there no more."""
        now = self._now()
        other = [[place, text] for place, text in now.items() if self.told.get(place) != text]
        gone = [place for place in self.told if place not in now]
        if other or gone:
            tell(doc=other, gone=gone)
        self.told = now

    def watch_saving(self) -> None:
        files = self.window.workspace.files
        write = files.write

        def told(path: Path, document: Document, form: Format) -> None:
            tell(saving=str(path))
            self.saving = True
            try:
                write(path, document, form)
            except Exception:
                tell(saved=str(path), failed=True)
                raise
            finally:
                self.saving = False
            tell(saved=str(path), failed=False)

        self.saving = False
        setattr(files, "write", told)  # noqa: B010  # mypy knows these as methods
        begin_again = one_journal.JournalFile._begin_again

        def told_anew(file: one_journal.JournalFile, line: bytes) -> bool:
            tell(anew=str(file.path))
            self.saving = True
            result = begin_again(file, line)
            self.saving = False
            tell(anew="")
            return result

        setattr(one_journal.JournalFile, "_begin_again", told_anew)  # noqa: B010

    def die_at(self, number: int) -> None:
        """The program is killed when it asks the system that often for something on disk in the midst of a save."""
        left = number

        def hear(event: str, _given: object) -> None:
            nonlocal left
            if self.saving and event in ON_DISK:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hear)

    def go_on(self) -> None:
        QTimer.singleShot(self.dice.choice((0, 0, 1, 5, 20, 60)), self.step)

    def step(self) -> None:
        self.hand.come_forward()
        self.act()
        self.go_on()

    def act(self) -> None:
        hand, editor = self.hand, self.window.workspace.editor
        may = dict(self.often)
        if states.locked(editor.document):
            may[hand.unlock] = 8
        if self.done == self.how.get("save_at"):
            may = {hand.save: 3, hand.save_as: 1}
        does = self.dice.choices(tuple(may), tuple(may.values()))[0]
        self.done += 1
        tell(begin=does.__name__)
        does()
        hand.view.commit()
        settle()
        told = self.window.workspace.message_bar
        noticed = told.text.text() if told.isVisible() else ""
        tell(done=does.__name__, unkept=UNKEPT in noticed, asked=dict(self.answers.asked))
        self.answers.asked.clear()


class Careful(Clerk):
    """Types five numbers, saves, and goes home; tells what was said and where it was saved at last."""

    def act(self) -> None:
        if self.done < 5:
            self.done += 1
            self.hand.number(str(self.dice.randrange(1, 99999)))
            self.hand.view.commit()
            settle()
            return
        workspace = self.window.workspace
        workspace.files.autosave.look()
        notice = workspace.message_bar
        noticed = notice.text.text() if notice.isVisible() else ""
        if self.how.get("elsewhere"):
            self.answers.path = Path(self.how["elsewhere"])
        self.hand.save()
        tell(said=self.answers.errors, notice=noticed, path=str(workspace.path))
        self.leave()

    def leave(self) -> None:
        if self.window.workspace.editor.modified:
            self.window.leave_for_now()
        self.window.close()


class Tidy(Careful):
    """Takes what is offered, saves it and goes home."""

    def act(self) -> None:
        self.hand.save()
        QTest.qWait(500)  # what was left behind is swept beside the program's own work
        self.leave()


def break_something(what: str) -> None:
    """Spoil the program, so that torture.py has to notice."""
    if what == "journal":
        keep = journal.Journal.keep
        count = iter(range(10**9))
        setattr(journal.Journal, "keep", lambda self, text, at: next(count) > 2 or keep(self, text, at))  # noqa: B010
    if what == "save":
        write = atomic.write

        def torn(path: Path, content: bytes, **more: bool) -> int | None:
            if path.suffix != store.SUFFIX or path.parent != Path(sys.argv[1]).parent:
                return write(path, content, **more)
            path.write_bytes(content[: len(content) // 2])
            os._exit(9)

        atomic.write = torn
    if what == "question":
        setattr(Answers, "look", lambda self: None)  # noqa: ARG005, B010
        setattr(Gestures, "number", Gestures.save_as)  # noqa: B010


CLERKS = {"": Clerk, "careful": Careful, "tidy": Tidy}


def main() -> None:
    file, seed, told = sys.argv[1:]
    how = json.loads(told)
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    dice = random.Random(int(seed))
    app.application()
    break_something(how.get("break", ""))
    # The error itself is told on standard error; nobody is there to put the window away.
    crash.show = lambda *_: os._exit(3)
    clerk = CLERKS[how.get("clerk", "")](dice, how)
    # Twice round: what the start puts off until the window is there comes first.
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, clerk.begin))
    sys.exit(app.run(Path(file)))


if __name__ == "__main__":
    main()
