"""Times and memory of the desk that adds up, as a table: 63 and 3 000 units made from the collection of real reports.

`python benchmarks/rollup.py [UNITS…]`. Each row: seconds, and where it is a process of its own the most memory in MB.
Beside reading .xlsx stands a plain loop of openpyxl over the same files, which only takes the values of the cells.
"""

import argparse
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.adding import add_up
from govreport_gui.core.rollup.desk import Desk, rows
from govreport_gui.core.rollup.rules import problems
from govreport_gui.core.rollup.submission import Collection, Member, Submission
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import read
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.rollup import collection_file, gathering, table, workbook
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
YEAR = 2025
MOST_WORKBOOKS = 300
"""So many .xlsx are read at most; their time grows with their number."""
GATHER = """
import resource, sys, time
from pathlib import Path
from govreport_gui.core.rollup.adding import add_up
from govreport_gui.core.rollup.submission import Collection, Submission
from govreport_gui.files import resources
from govreport_gui.files.rollup import gathering
start = time.perf_counter()
found = list(gathering.gather(gathering.files_in([Path(sys.argv[1])])))
read = time.perf_counter() - start
good = tuple(each for each in found if isinstance(each, Submission))
assert len(good) == len(found) == int(sys.argv[2]), (len(good), len(found))
add_up(Collection(resources.formats(), good))
usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(read, *(usage.ru_maxrss / 1024 for usage in usages), sum(usage.ru_utime + usage.ru_stime for usage in usages))
"""
PLAIN = """
import sys, time, warnings
from pathlib import Path
from openpyxl import load_workbook
warnings.simplefilter("ignore")
start = time.perf_counter()
for path in Path(sys.argv[1]).iterdir():
    for sheet in load_workbook(path, read_only=True, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            list(row)
print(time.perf_counter() - start, 0, 0, time.process_time())
"""


def row(name: str, seconds: float, remark: str = "") -> None:
    space = " " * max(1, 52 - sum(2 if ord(letter) > 255 else 1 for letter in name))
    print(f"{name}{space}{seconds:>9.3f}   {remark}", flush=True)


def sources() -> list[Document]:
    """The real reports on the form of 2021, whole enough to stand for units."""
    found = [reading.read(path) for path in sorted(REPORTS.glob("*.txt")) if "crawled" not in path.name]
    return [each.document for each in found if each.form.id == "2021"]


def units(count: int) -> list[Document]:
    """So many units: real reports with their numbers changed a little, consistent ones and others."""
    dice = random.Random(1)
    made = []
    real = sources()
    for number in range(count):
        of = dice.choice(real)
        cells = dict(of.cells)
        if dice.random() < 0.2:
            cell = dice.choice(list(cells))
            known = read(cells[cell]).number
            cells[cell] = str((known or 0) + dice.randrange(1, 9))
        texts = {part: f"{number}号单位。" + text for part, text in of.sections.items()}
        made.append(replace(of, unit=f"某市{name_of(number)}局", year=YEAR, cells=cells, sections=texts))
    return made


def name_of(number: int) -> str:
    return "".join("东西南北上下左右中前"[int(digit)] for digit in f"{number:04}")


def write_reports(folder: Path, documents: list[Document]) -> None:
    folder.mkdir()
    form = resources.form_of("2021")
    assert form is not None
    for number, document in enumerate(documents):
        store.write(folder / f"{number:04}.govreport", document, form)


def write_workbooks(folder: Path, documents: list[Document]) -> None:
    """A workbook of this program for each unit. A few are made; in the others the unit's name is put in its place."""
    folder.mkdir()
    form = resources.form_of("2021")
    assert form is not None
    kinds: dict[int, dict[str, bytes]] = {}
    for number, document in enumerate(documents):
        kind = number % 12
        path = folder / f"{number:04}.xlsx"
        if kind not in kinds:
            export.write(path, form, document, check(form, document))
            with ZipFile(path) as file:
                kinds[kind] = {name: file.read(name) for name in file.namelist()}
            first = document.unit.encode()
            kinds[kind] = {name: content.replace(first, b"@UNIT@") for name, content in kinds[kind].items()}
            continue
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as file:
            for name, content in kinds[kind].items():
                file.writestr(name, re.sub(b"@UNIT@", document.unit.encode(), content))


def apart(code: str, *arguments: object) -> tuple[float, float, float, float]:
    """Seconds, the most memory in MB of the process and of those that it began, and their processor seconds."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    seconds, own, others, busy = map(float, run.stdout.split())
    return seconds, own, others, busy


def timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def measure(count: int, folder: Path) -> None:
    print(f"\n{count} 个单位　　　　　　　　　　　　　　　　　　　　　　　　　秒")
    documents = units(count)
    for kind, write in (("govreport", write_reports), ("xlsx", write_workbooks)):
        place = folder / f"{count}-{kind}"
        few = documents[: count if kind == "govreport" else MOST_WORKBOOKS]
        write(place, few)
        seconds, own, others, busy = apart(GATHER, place, len(few))
        each = f"CPU 每份 {busy / len(few) * 1000:.1f} 毫秒"
        memory = f"本进程 {own:.0f} MB，读入的进程最多 {others:.0f} MB"
        row(f"读入 {len(few)} 份 .{kind} 并核对", seconds, f"{each}，{memory}")
        if kind == "xlsx":
            seconds, _, _, busy = apart(PLAIN, place)
            each = f"CPU 每份 {busy / len(few) * 1000:.1f} 毫秒"
            row("　　openpyxl 逐份取值（不识别、不核对）", seconds, each)
    found = list(gathering.gather(gathering.files_in([folder / f"{count}-govreport"])))
    good = tuple(each for each in found if isinstance(each, Submission))
    roster = (*(Member(each.document.unit) for each in good), Member("某市缺报局"))
    collection = Collection(resources.formats(), good, roster=roster)
    rollup = add_up(collection)
    row("相加，各格由哪些单位得来", timed(lambda: add_up(collection)), "3 000 个单位 < 0.5")
    row("单位之间的规则，含文字雷同", timed(lambda: problems(collection, rollup)))
    desk = Desk(collection)
    row("汇总台的各行", timed(lambda: rows(desk, rollup)))
    path = folder / f"{count}.govrollup"
    row(
        "保存 .govrollup",
        timed(lambda: collection_file.write(path, desk)),
        f"{path.stat().st_size / 1e6:.1f} MB" if path.exists() else "",
    )
    row("打开 .govrollup", timed(lambda: collection_file.read(path)), f"{path.stat().st_size / 1e6:.1f} MB")
    row("写 .csv", timed(lambda: table.as_csv(rollup, collection.forms)))
    row("写汇总表 .xlsx", timed(lambda: workbook.write(collection, rollup, problems(collection, rollup))))
    in_window(desk)
    row("（到此为止本进程的内存）", 0, f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def in_window(desk: Desk) -> None:
    """Scrolling through the units, narrowing them, asking whence a number comes, each until it is painted."""
    from govreport_gui.ui import app  # noqa: PLC0415  # the rest is measured without Qt
    from govreport_gui.ui.rollup import desk_menu  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup.work import Work  # noqa: PLC0415  # likewise

    qt = app.application()
    start = time.perf_counter()
    window = desk_menu.new_desk(Work(desk), lambda *_: None)
    window.show()
    qt.processEvents()
    row("打开汇总台的窗口", time.perf_counter() - start)
    bar, list_ = window.units.verticalScrollBar(), window.units
    dice = random.Random(2)

    def scroll() -> None:
        bar.setValue(dice.randrange(bar.maximum() + 1))
        list_.viewport().repaint()

    def narrow() -> None:
        list_.narrow(dice.choice(("all", "wrong", "good")), dice.choice(("", "东", "上下")))
        list_.viewport().repaint()

    def click() -> None:
        window.totals.go_to(dice.choice(window.work.rollup.form.inputs))
        window.ranking.viewport().repaint()

    for name, do in (("滚动单位", scroll), ("筛选单位", narrow), ("点一格，列出来源", click)):
        times = sorted(timed(do) for _ in range(200))
        row(f"{name}（中位）", statistics.median(times), f"p99 {times[197] * 1000:.1f} 毫秒，应小于 33")
    window.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("units", type=int, nargs="*", default=[63, 3000])
    if not REPORTS.is_dir():
        print("没有真实年报可用，没有量。")
        return
    with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
        for count in parser.parse_args().units:
            measure(count, Path(folder))


if __name__ == "__main__":
    main()
