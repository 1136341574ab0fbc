"""A random walk in the real window: every gesture by keys and mouse, and after each step all that must hold.

`window_walk.py --steps N --seed S`. Short it is a test (tests/ui/test_window_walk.py), long a part of `make torture`.
"""

import argparse
import gc
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from answers import Answers
from gestures import Gestures, settle
from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from govreport_gui.core.findings import explanations
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check_case
from govreport_gui.files import resources, settings
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.ui import app
from govreport_gui.ui.actions import open_save
from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.window.main_window import MainWindow

OFTEN = 5
RATHER = 2
_OF_SCREEN = "This plugin does not support"
"""What Qt says where there is no screen."""
_LIFE = 100
"""Steps after which the report is opened anew: its history is gone then, and memory must be as before."""
_MORE_MEMORY = 40_000_000
"""In bytes: what memory may grow from the third life on to the last, as it breaks into pieces."""


class WalkError(AssertionError):
    """Something did not hold."""


def require(held: bool, what: str) -> None:  # noqa: FBT001  # as in assert
    if not held:
        raise WalkError(what)


class Walk:
    """A window with a report in `folder`, and a clerk who does anything in it."""

    def __init__(self, window: MainWindow, folder: Path, seed: int) -> None:
        self.window = window
        self.dice = random.Random(seed)
        usual = {"尚未保存": "保存", "已经有": "替换", "打开以后被": "替换", "尚未存成": "保存"}
        self.answers = Answers(self.dice, usual)
        self.hand = hand = Gestures(window, self.dice, self.answers)
        self.report = folder / "年报.govreport"
        sample = reading.read(resources.path("samples/pengshui-2021.txt"))
        store.write(self.report, sample.document, sample.form)
        last = replace(sample.document, year=2020)
        store.write(folder / "上年.govreport", last, sample.form)
        hand.last_years = (folder / "上年.govreport", resources.path("samples/pengshui-2021.txt"))
        hand.save_places = (self.report, folder / "另存 1.govreport", folder / "另存 2.govreport")
        hand.peek = self.judge_journal
        self.saved: Document | None = None
        """What is in the file."""
        self.steps = 0
        """Steps of the history that the gesture in hand made."""
        self.did: Counter[str] = Counter()
        self.trouble: list[str] = []
        """Warnings of Qt, and errors that nobody caught."""
        self.name = ""
        self.often: dict[Callable[[], None], int] = {
            **dict.fromkeys((hand.number, hand.text), OFTEN),
            **dict.fromkeys((hand.change_number, hand.fill, hand.paste, hand.undo, hand.redo, hand.go_about), RATHER),
            **dict.fromkeys((hand.remark, hand.on_paper, hand.cover, hand.empty, self.save, hand.tick), RATHER),
            **dict.fromkeys((hand.zeros, hand.totals_back, hand.erase_text, hand.mark, hand.explain, hand.repair), 1),
            **dict.fromkeys((hand.last_year, hand.state, hand.find, hand.go_to_row, hand.resize, self.save_as), 1),
        }
        self.open()

    def open(self) -> None:
        require(open_save.open_path(self.window.workspace, self.report), "the report opens")
        editor = self.window.workspace.editor
        self.saved = editor.document
        make = editor.apply

        def counted(label: str, document: Document) -> None:
            before = editor.document
            make(label, document)
            self.steps += editor.document is not before

        setattr(editor, "apply", counted)  # noqa: B010  # mypy knows it as a method
        settle()

    def step(self) -> None:
        """One gesture, what must hold after it, and now and then that it can be taken back."""
        hand, editor = self.hand, self.window.workspace.editor
        hand.come_forward()
        may = dict(self.often)
        if states.locked(editor.document):
            may[hand.unlock] = 8
        before, self.steps = editor.document, 0
        does = self.dice.choices(tuple(may), tuple(may.values()))[0]
        self.name = does.__name__
        self.did[self.name] += 1
        does()
        hand.view.commit()
        settle()
        self.judge()
        free = not states.locked(editor.document) and editor.document.steps == before.steps
        if free and self.steps and self.name not in ("undo", "redo") and self.dice.random() < 0.4:
            self.take_back(before)

    def take_back(self, before: Document) -> None:
        after, steps = self.window.workspace.editor.document, self.steps
        for _ in range(steps):
            self.hand.undo()
        there = self.window.workspace.editor.document
        # Ticks and the step from 已核对 to 草稿 are no steps.
        require(
            _steps_of(there) == _steps_of(before),
            f"undo ({steps} steps) leads back to just what was before, not {_unlike(there, before)}",
        )
        self.judge()
        for _ in range(steps):
            self.hand.redo()
        require(self.window.workspace.editor.document == after, "redo leads to just what was after")
        self.judge()

    def save(self) -> None:
        document = self._committed()
        self.hand.save()
        self._judge_file(document)

    def save_as(self) -> None:
        document = self._committed()
        self.hand.save_as()
        self._judge_file(document)

    def _committed(self) -> Document:
        self.hand.view.commit()
        return self.window.workspace.editor.document

    def _judge_file(self, document: Document) -> None:
        path = self.window.workspace.path
        require(path is not None, "the report has a file")
        assert path is not None
        read = reading.read(path)
        require(read.document == document, "the saved file is the document")
        require(not read.problems, f"the saved file is read without a word: {read.problems}")
        require(not self.window.workspace.editor.modified, "after saving nothing is changed")
        self.saved = document

    # ── what must hold ───────────────────────────────────────────────

    def judge(self) -> None:
        editor = self.window.workspace.editor
        require(not self.trouble, "; ".join(self.trouble[:3]))
        require(not self.answers.errors, f"an error was shown: {self.answers.errors[:1]}")
        case = case_of(editor.form, editor.document)
        require(editor.case == case, "what the rules see is the document")
        require(editor.checked == check_case(case), "the findings are those of a fresh check")
        require(editor.modified == (editor.document != self.saved), "it is called changed if the file is another")
        self._judge_page()
        self.judge_journal()

    def _judge_page(self) -> None:
        workspace = self.window.workspace
        view, document, form = self.hand.view, workspace.editor.document, workspace.editor.form
        require(not view.pending, "nothing waits to be put into the document")
        require(self.window.isWindowModified() == workspace.editor.modified, "the title says whether it is changed")
        page = view.page
        if isinstance(page, CoverPage):
            shown: tuple[object, ...] = (page.unit.text(), page.level.code, page.kind.code)
            require(shown == (document.unit, document.level, document.kind), "the cover shows the document")
            require(page.year.text() == str(document.year or ""), "the cover shows the year")
        else:
            text = document.sections.get(page.text.section.id, "")
            require(page.text.text() == text, f"the box shows the text of {page.text.section.id}")
        if isinstance(page, TablePage):
            texts = shown_texts(form, document)
            for cell in page.model.table.cells:
                number = page.model.index_of(cell).data()
                require((number or "") == texts.get(cell, ""), f"{cell} shows {number!r}, not {texts.get(cell)!r}")
        known = {explanations.key(each) for each in workspace.editor.checked.findings}
        listed = {explanations.key(each) for each in view.findings.list.problems().values()}
        require(listed <= known, f"a problem is listed that is none: {listed - known}")
        if view.cell and view.cell_pane.cell == view.cell and not view.cell_pane.waiting:
            noted = document.notes.get(view.cell)
            require(view.cell_pane.remark.toPlainText() == (noted.text if noted else ""), "the remark is the cell's")

    def judge_journal(self) -> None:
        """The newest line of the journal is what stands in the window, once that is not in the file."""
        workspace = self.window.workspace
        draft = self.hand.view.draft()
        workspace.files.autosave.look()
        journals = tuple((settings.data_folder() / "journals").glob("*.journal"))
        require(len(journals) <= 1, "there is one journal")
        if not journals:
            require(draft == self.saved, "what stands in the window is in the file or in a journal")
            return
        line = json.loads(journals[0].read_bytes().rstrip().rpartition(b"\n")[2])
        if "report" in line:
            require(line["report"] == store.to_text(draft, workspace.editor.form), "the journal is the document")

    # ── one life after the other ─────────────────────────────────────

    def close(self) -> None:
        """Leave the report as a clerk does: what is not saved is saved."""
        open_save.close(self.window.workspace)
        settle()
        require(self.window.workspace.at_start, "the report is left")
        left = [path.name for path in self.report.parent.iterdir() if path.name.startswith(".")]
        require(not left, f"nothing is left beside the report: {left}")
        journals = settings.data_folder() / "journals"
        require(not journals.is_dir() or not any(journals.iterdir()), "no journal is left")


def _steps_of(document: Document) -> Document:
    return replace(document, read_aloud={}, state="draft", steps=())


def _unlike(one: Document, other: Document) -> dict[str, tuple[object, object]]:
    """What is different, by field."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in Document.__dataclass_fields__}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def memory() -> int:
    """The memory that this program has now, in bytes; 0 where nobody says."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def listen(walk: Walk) -> None:
    """Hear what Qt warns of, and errors that nobody catches."""

    def warned(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if _OF_SCREEN not in words:
            walk.trouble.append(f"Qt: {words}")

    qInstallMessageHandler(warned)
    seen = sys.excepthook

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        walk.trouble.append(f"{kind.__name__}: {error}")
        seen(kind, error, trace)

    sys.excepthook = uncaught


def go(walk: Walk, steps: int) -> None:
    """So many steps, in several lives."""
    used: list[tuple[int, int]] = []
    for number in range(steps):
        try:
            walk.step()
        except Exception as error:
            error.add_note(f"in step {number + 1}: {walk.name}; asked so far: {dict(walk.answers.asked)}")
            raise
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as the program's loop does
        if (number + 1) % _LIFE == 0:
            walk.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            gc.collect()
            used.append((memory(), len(walk.window.findChildren(QObject))))
            walk.open()
    walk.close()
    if len(used) > 3:
        grown = used[-1][0] - used[2][0]
        require(grown < _MORE_MEMORY, f"memory grows: {[each // 1_000_000 for each, _ in used]} MB")
        kinds = Counter(type(each).__name__ for each in walk.window.findChildren(QObject))
        require(used[-1][1] <= used[1][1] * 1.05, f"objects stay: {[each for _, each in used]}, {kinds.most_common(9)}")
    if used:
        print(f"after each life: {[each // 1_000_000 for each, _ in used]} MB, objects {[each for _, each in used]}")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="walk-") as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = f"{folder}/home"
        (Path(folder) / "home").mkdir()
        (Path(folder) / "reports").mkdir()
        app.application()
        window = MainWindow()
        window.resize(1366, 728)
        window.show()
        window.activateWindow()
        walk = Walk(window, Path(folder) / "reports", options.seed)
        listen(walk)
        go(walk, options.steps)
        qInstallMessageHandler(None)  # Qt would still call it when Python is no more
        window.close()
        QApplication.processEvents()
    print(f"{options.steps} steps in {time.monotonic() - began:.0f} s: {dict(walk.did.most_common())}")
    print(f"asked: {dict(walk.answers.asked.most_common())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
