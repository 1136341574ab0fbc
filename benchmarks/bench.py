"""Times of what the clerk waits for, as a table: `make bench`; `--all` takes more rounds and a real X server.

Each row: median and 99th percentile in milliseconds, how often it was measured, and the aim.
Machines are noisy: compare rows of one run with each other, not with another day's.
"""

import argparse
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from unittest import mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QTableWidget, QTableWidgetItem

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.purpose import NAMES, Purpose
from govreport_gui.core.report import notes
from govreport_gui.core.report.document import Document, LastYear, Note
from govreport_gui.core.rules.check import check
from govreport_gui.core.years import last_year
from govreport_gui.files import resources, settings
from govreport_gui.files.output import export
from govreport_gui.files.pdf import pictures, writer
from govreport_gui.files.saving import store, versions
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui import app
from govreport_gui.ui.actions import navigation
from govreport_gui.ui.actions.last_year import show_last
from govreport_gui.ui.table.grid import Grid
from govreport_gui.ui.window.main_window import MainWindow

LOW = 480
"""Height of a window in which the longest table scrolls, in pixels."""
SAMPLE = resources.path("samples/pengshui-2021.txt")
# Run in a new process; the time of the first paint counts from the moment the process was begun.
FIRST_WINDOW = """
import gc, sys, time
gc.disable()
from govreport_gui.ui import app
from govreport_gui.ui.window.main_window import MainWindow
class Window(MainWindow):
    painted = 0.0
    def paintEvent(self, event):
        super().paintEvent(event)
        self.painted = self.painted or time.time()
qt = app.application()
window = Window(remembering=False)
window.show()
while not window.painted:
    qt.processEvents()
print(window.painted - float(sys.argv[1]))
"""
EXPORT = """
import sys, time
from govreport_gui.__main__ import main
main(["export", sys.argv[2], "--to", sys.argv[3], "--force"])
print(time.time() - float(sys.argv[1]))
"""
EMPTY_WINDOW = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
class Window(QMainWindow):
    painted = 0.0
    def paintEvent(self, event):
        super().paintEvent(event)
        self.painted = self.painted or time.time()
qt = QApplication([])
window = Window()
window.setCentralWidget(QTableWidget(28, 10))
window.show()
while not window.painted:
    qt.processEvents()
print(window.painted - float(sys.argv[1]))
"""
BARE = "import sys, time; print(time.time() - float(sys.argv[1]))"


def row(name: str, seconds: list[float], aim: str = "") -> None:
    ordered = sorted(seconds)
    high = ordered[math.ceil(len(ordered) * 0.99) - 1]
    space = " " * max(1, 44 - sum(2 if ord(letter) > 255 else 1 for letter in name))
    print(f"{name}{space}{statistics.median(ordered) * 1e3:>9.2f}{high * 1e3:>9.2f}{len(ordered):>7}   {aim}")


def timed(do: Callable[[], object], rounds: int) -> list[float]:
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - start)
    return seconds


def new_process(code: str, rounds: int, *arguments: Path) -> list[float]:
    """Seconds from the beginning of a new process to what the code prints last, the first round left out."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    # An installed program has its modules compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds = []
    for _ in range(rounds + 1):
        command = [sys.executable, "-c", code, repr(time.time()), *map(str, arguments)]
        run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        seconds.append(float(run.stdout.splitlines()[-1]))
    return seconds[1:]


def exported(sample: Imported, suffix: str, rounds: int) -> list[float]:
    """Seconds that `govreport export` takes of a report file, in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "年报.govreport", Path(folder) / f"年报{suffix}"
        store.write(path, sample.document, sample.form)
        return new_process(EXPORT, rounds, path, out)


def in_core(sample: Imported, rounds: int) -> None:
    editor = ReportEditor(sample.form, sample.document)
    dice = random.Random(1)
    inputs = list(sample.form.inputs)

    def edit() -> None:
        """A wrong number, and the right one again."""
        if editor.undo_label == "填写":
            editor.undo()
        else:
            editor.apply("填写", editor.document.with_cells({dice.choice(inputs): str(dice.randrange(1, 50))}))

    for number in range(20_000):
        editor._history.append(("填写", sample.document.with_cells({inputs[0]: str(number)}), 0))
    ticks = iter(range(10**9))
    row("校对打一个勾，改过 2 万处以后", timed(lambda: editor.tick({inputs[0]: str(next(ticks))}), rounds), "< 1")
    editor = ReportEditor(sample.form, sample.document)
    row("核对一次（全部规则）", timed(lambda: check(sample.form, sample.document), rounds))
    row("填一个数＋全部规则", timed(edit, rounds), "p99 < 0.5")
    wrong = {dice.choice(inputs): str(dice.randrange(1, 50)) for _ in range(40)}
    many = sample.document.with_cells(wrong)
    findings = len(check(sample.form, many).findings)
    row(f"核对一次，有{findings}处问题时", timed(lambda: check(sample.form, many), rounds))


def in_window(sample: Imported, rounds: int, *, beside: bool = False) -> None:
    """Edits as a clerk makes them: a number is changed, the error is seen, the number is put right.

    `beside`: with all there can be beside the numbers, last year's, totals on paper and the pane of the cell.
    """
    qt = app.application()
    window = MainWindow(remembering=False)
    window.resize(1366, 728)
    window.workspace.show_report(sample.form, with_all(sample) if beside else sample.document)
    window.show()
    if beside:
        show_last(window.workspace, on=True)
        window.workspace.view.show_pane(on=True)
    window.activateWindow()
    window.workspace.view.go("requests_text")
    page = window.workspace.view.table_page
    assert page is not None
    body = page.table.body
    body.setFocus()
    dice = random.Random(1)
    inputs = [cell for cell in page.model.table.cells if cell in sample.form.inputs]
    settle(qt)
    app.started()
    drawn, first_key, enter, all_drawn = [], [], [], []
    for _ in range(rounds * 4):  # a 99th percentile of a hundred would be one single number
        cell = dice.choice(inputs)
        right = window.workspace.editor.document.cells[cell]
        for text in (str(dice.randrange(1, 99)), right):
            start = time.perf_counter()
            page.model.setData(page.model.index_of(cell), text)
            qt.processEvents()
            drawn.append(time.perf_counter() - start)
        for text in (str(dice.randrange(1, 9)), right):
            body.setCurrentIndex(page.model.index_of(cell))
            settle(qt)
            start = time.perf_counter()
            QTest.keyClicks(body, text)
            qt.processEvents()
            first_key.append(time.perf_counter() - start)
            frame, everything = entering(qt, body)
            enter.append(frame)
            all_drawn.append(everything)
            assert window.workspace.editor.document.cells[cell] == text
            settle(qt)
    platform = qt.platformName()
    platform += "，上年数等都显示" * beside
    row(f"填一个数 → 画完（{platform}）", drawn)
    row(f"按第一个数字键 → 画完（{platform}）", first_key)
    row(f"按回车 → 核对并画好表格（{platform}）", enter, "p99 < 16")
    row(f"按回车 → 问题列表、备份也都做完（{platform}）", all_drawn)
    row(f"滚动一页 → 画完（{platform}）", scrolling(qt, body, rounds), "p99 < 16")
    row(f"缩放一步 → 画完（{platform}）", zooming(qt, window, rounds), "p99 < 16")
    window.workspace.editor.mark_saved()
    window.close()


def entering(qt: QApplication, body: Grid) -> tuple[float, float]:
    """Seconds from Enter to the frame with the numbers, their marks and the state of the parts, and until what
    waits for that frame is done too: the list of problems, the journal.
    """
    line = next(line for line in body.findChildren(QLineEdit) if line.isVisible())
    settle(qt)
    start = time.perf_counter()
    QTest.keyClick(line, Qt.Key.Key_Return)
    qt.sendPostedEvents()
    frame = time.perf_counter() - start
    settle(qt)
    return frame, time.perf_counter() - start


def plain_table(rounds: int) -> None:
    """The same key in Qt's own table of as many cells, with no rules: what the machine and Qt take by themselves."""
    qt = app.application()
    table = QTableWidget(28, 10)
    for line in range(28):
        for column in range(10):
            table.setItem(line, column, QTableWidgetItem(str(line * column)))
    table.resize(1182, 396)
    table.show()
    table.activateWindow()
    table.setFocus()
    settle(qt)
    dice = random.Random(1)
    enter = []
    for _ in range(rounds * 8):
        table.setCurrentCell(dice.randrange(27), dice.randrange(10))
        settle(qt)
        QTest.keyClicks(table, str(dice.randrange(1, 9)))
        box = next(box for box in table.findChildren(QLineEdit) if box.isVisible())
        settle(qt)
        start = time.perf_counter()
        QTest.keyClick(box, Qt.Key.Key_Return)
        qt.sendPostedEvents()
        enter.append(time.perf_counter() - start)
    platform = qt.platformName()
    row(f"Qt 的表格，没有规则：按回车 → 画完（{platform}）", enter, "对照")
    table.clearSelection()
    scroll = scrolling(qt, table, rounds)
    row(f"Qt 的表格，没有规则：滚动一页 → 画完（{platform}）", scroll, "对照")
    table.close()


def with_all(sample: Imported) -> Document:
    """The sample with last year's report, and a total on paper, a remark and a mark for each of its totals."""
    document = last_year.with_last(sample.document, LastYear(sample.form, sample.document))
    for cell in sample.form.sums:
        document = document.with_paper_total(cell, document.cells.get(cell, ""))
        document = notes.with_note(document, cell, Note("核对过台账", follow_up=True))
    return document


def scrolling(qt: QApplication, body: QTableView, rounds: int) -> list[float]:
    """One page of the longest table, down and up again."""
    window, size = body.window(), body.window().size()
    window.resize(size.width(), min(size.height(), LOW))  # on a usual screen the longest table is wholly in sight
    settle(qt)
    bar = body.verticalScrollBar()
    assert bar.maximum() > 0

    def turn() -> None:
        bar.setValue(0 if bar.value() else bar.pageStep())
        qt.processEvents()

    seconds = timed(turn, rounds)
    window.resize(size)
    settle(qt)
    return seconds


def zooming(qt: QApplication, window: MainWindow, rounds: int) -> list[float]:
    """One step larger, one smaller, up and down the range."""
    steps = [1] * 5 + [-1] * 5
    seconds = []
    for at in range(rounds):
        start = time.perf_counter()
        navigation.zoom_step(window.workspace, steps[at % len(steps)])
        qt.processEvents()
        seconds.append(time.perf_counter() - start)
        settle(qt)
    return seconds


def settle(qt: QApplication) -> None:
    for _ in range(4):
        qt.processEvents()
    # No event loop runs here, which alone would take away the boxes that were typed in: hundreds would stay.
    qt.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def in_files(sample: Imported, rounds: int) -> None:
    form, document = sample.form, sample.document
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "年报.govreport"
        row("保存", timed(lambda: store.write(path, document, form), rounds))
        row("打开 .govreport", timed(lambda: reading.read(path), rounds))
    in_versions(rounds)
    row("读入文本", timed(lambda: reading.read(SAMPLE), rounds))
    writer.write(content_of(form, document))
    row("PDF，第二次起", timed(lambda: writer.write(content_of(form, document)), rounds))
    checked = check(form, document)
    pages = pictures.open_pages(writer.write(content_of(form, document)).content)
    row("画一页（150 dpi，预览）", timed(lambda: pages.picture(0, 1240, 1754), rounds), "< 50")
    row("画一页（600 dpi，打印，分条）", timed(lambda: in_bands(pages), max(3, rounds // 20)))
    purpose: Purpose
    for purpose in ("public", "archive"):
        name, aim = NAMES[purpose], "< 40" if purpose == "archive" else ""
        export.as_workbook(form, document, checked, purpose=purpose)
        row(
            f"Excel {name}，第二次起",
            timed(partial(export.as_workbook, form, document, checked, purpose=purpose), rounds),
            aim,
        )


def in_versions(rounds: int) -> None:
    saves = iter(range(10**9))
    morning = datetime(2026, 1, 15, 8)  # noqa: DTZ001  # the clerk's own clock
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(settings, "data_folder", return_value=Path(folder)):
        path = Path(folder) / "年报.govreport"

        def keep() -> None:
            number = next(saves)
            assert versions.keep(path, b"%d" % number, morning + timedelta(seconds=number))

        row("留一份历史版本", timed(keep, rounds))
        copies = versions.of(path)[0].path.parent
        for number in range(1000):
            (copies / versions._name(morning - timedelta(seconds=number + 1))).touch()
        row("留一份历史版本，当天已有 1000 份", timed(keep, rounds))


def in_bands(pages: pictures.Pages) -> None:
    for top in range(0, 7016, 512):
        pages.picture(0, 4961, 7016, top, 513)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true", help="more rounds, and the window on a real X server too")
    parser.add_argument("--window", action="store_true", help="only the rows of the window")
    options = parser.parse_args()
    sample = reading.read(SAMPLE)
    rounds = 200 if options.all else 50
    if options.window:
        plain_table(rounds)
        in_window(sample, rounds)
        in_window(sample, rounds, beside=True)
        return
    print(f"{'毫秒':<42}{'中位数':>6}{'p99':>8}{'次数':>5}   目标")
    in_core(sample, rounds * 40)
    plain_table(rounds)
    in_window(sample, rounds)
    in_window(sample, rounds, beside=True)
    if options.all and shutil.which("xvfb-run"):
        command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, __file__, "--window", "--all"]
        subprocess.run(command, check=True, env=os.environ | {"QT_QPA_PLATFORM": "xcb"})
    in_files(sample, rounds // 5)
    rounds //= 5
    row("新进程：空的 Python", new_process(BARE, rounds))
    row("新进程：Qt 的空表格窗口", new_process(EMPTY_WINDOW, rounds), "对照")
    row("新进程：到画出窗口", new_process(FIRST_WINDOW, rounds), "< 350")
    row("新进程：govreport export，PDF", exported(sample, ".pdf", rounds), "< 350")
    row("新进程：govreport export，Excel 存档", exported(sample, ".xlsx", rounds), "< 200")


if __name__ == "__main__":
    main()
