"""Times of a ledger, and how well old registers are read, as a table. `python benchmarks/ledger.py [APPLICATIONS]`.

Times are seconds of the processor: opening, counting, the rules, an act with all that follows (p50, p99), the same in
the window until it is painted, the papers.
Registers: three layouts under many dice; rows mapped without a question, rows wrong without a mark (none may be).
Random ledgers: counted, no sum of the form broken, carried over what goes out.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from govreport_gui.core.ledger import papers
from govreport_gui.core.ledger.application import Application, Dispute, with_text
from govreport_gui.core.ledger.counting import CLASSES, KINDS, OUTCOMES, RESULTS, count
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.core.ledger.ledger import Ledger, added, carried_over, changed
from govreport_gui.core.ledger.register import read_register
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import show
from govreport_gui.files import resources, settings
from govreport_gui.files.ledger import ledger_file, open_ledger, register_file
from govreport_gui.files.ledger import papers as printed
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary
from tests.files.ledger.registers import MAKERS, ROWS
from tests.files.ledger.test_register_file import unmarked_wrong

YEAR = 2025
TODAY = date(2026, 1, 15)
NOW = datetime(2026, 1, 15, 9, 0)  # noqa: DTZ001  # as the clerk has it
ACTS = 200
SEEDS = range(100, 130)
SUMS = {"T3-01", "T3-02", "T3-03", "T3-06", "T4-01", "T4-02", "T4-03", "T4-04"}


def ledger_of(number: int, seed: int) -> Ledger:
    dice = random.Random(seed)
    found = []
    for at in range(number):
        received = date(YEAR, 1, 1) + timedelta(dice.randrange(-60, 365))
        answered = received + timedelta(dice.randrange(60)) if dice.random() < 0.9 else None
        disputes = (Dispute(dice.choice(sorted(KINDS)), f"{YEAR}-05-06", dice.choice(sorted(OUTCOMES))),)
        found.append(
            Application(
                0,
                f"{YEAR}-{at}",
                received.isoformat(),
                channel=dice.choice(list(vocabulary().names["channel"])),
                applicant=f"申请人{dice.randrange(number)}",
                applicant_class=dice.choice(sorted(CLASSES)),
                content=f"关于{at}号地块的批复、公告和有关材料",
                answered=answered.isoformat() if answered else "",
                result=dice.choice(sorted(RESULTS)) if answered else "",
                disputes=disputes if dice.random() < 0.05 else (),
            )
        )
    return added(Ledger("某市某局", YEAR), found)


def spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def row(name: str, value: str) -> None:
    print(f"{name:<44}{value:>14}", flush=True)


def times(number: int, folder: Path) -> None:
    form = resources.formats()[0]
    ledger = ledger_of(number, 1)
    path = folder / "台账.govledger"
    ledger_file.write(path, ledger)
    calendar()
    row(f"open, {number} applications", f"{spent(lambda: ledger_file.read(path)):.3f} s")
    row("count", f"{min(spent(lambda: count(ledger, form)) for _ in range(5)) * 1000:.1f} ms")
    opened = open_ledger.open_(path, NOW)
    editor = LedgerEditor(opened.ledger, form, vocabulary(), calendar(), TODAY)
    row("count and rules, first time", f"{spent(lambda: editor.problems):.3f} s")
    dice = random.Random(2)
    acts = []
    # As the window does when it has started: what is there stays there.
    gc.collect()
    gc.freeze()
    for at in range(ACTS):
        one = editor.ledger.applications[dice.randrange(number)]
        start = time.process_time()
        now = with_text(one, "applicant_class", dice.choice(sorted(CLASSES - {one.applicant_class})))
        editor.apply(str(at), changed(editor.ledger, [now]))
        assert editor.counted is not None
        assert editor.problems is not None
        opened.keep(editor.ledger, NOW)
        acts.append(time.process_time() - start)
    acts.sort()
    row("an act: count, rules, journal, p50", f"{acts[ACTS // 2] * 1000:.1f} ms")
    row("                               p99", f"{acts[ACTS * 99 // 100] * 1000:.1f} ms")
    row("save with a dated copy", f"{spent(lambda: opened.save(NOW)):.3f} s")
    opened.leave()
    counted = count(ledger, form)
    for name, paper in (
        ("register", papers.register(ledger, counted, vocabulary(), calendar())),
        ("evidence", papers.evidence(ledger, counted)),
    ):
        for suffix in printed.SUFFIXES:
            work = partial(printed.write, folder / f"a{suffix}", paper)
            row(f"{name} as {suffix}", f"{spent(work):.2f} s")


def in_window(number: int, folder: Path) -> None:
    """What a clerk types into the register, until all of it is counted, kept and painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415  # the figures above are of a program without Qt

    from govreport_gui.ui import app  # noqa: PLC0415  # likewise
    from govreport_gui.ui.ledger import ledger_menu  # noqa: PLC0415  # likewise

    app.application()
    path = folder / "窗口.govledger"
    ledger_file.write(path, ledger_of(number, 1))
    start = time.process_time()
    file = open_ledger.open_(path, NOW)
    editor = LedgerEditor(file.ledger, resources.newest(), vocabulary(), calendar(), TODAY)
    window = ledger_menu.new_window(file, editor)
    window.show()
    QCoreApplication.processEvents()
    row(f"window: open, {number} applications", f"{time.process_time() - start:.3f} s")
    gc.collect()
    gc.freeze()
    dice, model, acts = random.Random(4), window.register.register, []
    days = [f"{YEAR}-{month}-{day}" for month in range(1, 13) for day in range(1, 29)]
    typed = {
        "applicant_class": sorted(CLASSES), "received": days, "answered": days,
        "result": sorted(RESULTS), "remarks": days,
    }  # fmt: skip
    for _ in range(ACTS + 1):
        at, field = dice.randrange(number), dice.choice(list(typed))
        window.register.go_to(model.shown[at].key, field)
        QCoreApplication.processEvents()
        start = time.process_time()
        model.setData(model.index(at, model.columns.index(field)), dice.choice(typed[field]))
        QCoreApplication.processEvents()
        acts.append(time.process_time() - start)
    row("window: the first act", f"{acts.pop(0) * 1000:.1f} ms")
    acts.sort()
    row("window: an act until it is painted, p50", f"{acts[ACTS // 2] * 1000:.1f} ms")
    row("                                    p99", f"{acts[ACTS * 99 // 100] * 1000:.1f} ms")
    file.leave()


def registers(folder: Path) -> None:
    for name, make in MAKERS.items():
        asked = wrong = 0
        for seed in SEEDS:
            content, truth = make(seed)
            path = folder / name
            path.write_bytes(content)
            read = read_register(register_file.read(path)[0], vocabulary())
            taken = [each for each in read.rows if each.state == "taken"]
            assert len(taken) == ROWS, len(taken)
            asked += sum(bool(each.asked) for each in taken)
            wrong += sum(bool(unmarked_wrong(each, right)) for each, right in zip(taken, truth, strict=True))
        rows = ROWS * len(SEEDS)
        row(f"{name}: {rows} rows mapped without a question", f"{100 * (rows - asked) / rows:.1f} %")
        row("    wrong without a mark", str(wrong))


def random_ledgers() -> None:
    form = resources.formats()[0]
    dice = random.Random(3)
    for seed in range(40):
        ledger = ledger_of(dice.choice((1, 7, 60, 500, 5000)), seed)
        counted = count(ledger, form)
        document = Document(form.id, "某局", YEAR, cells={cell: show(each) for cell, each in counted.cells.items()})
        broken = [each.message for each in check(form, document).findings if each.rule in SUMS]
        following = count(carried_over(replace(ledger, year=YEAR)), form)
        assert not broken, broken
        assert all(
            counted.cells[f"requests.carried_out.{column}"] == following.cells[f"requests.carried_in.{column}"]
            for column in CLASSES
        )
    row("random ledgers that hold all sums, and carry over", "40 of 40")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("applications", nargs="?", type=int, default=5000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        settings.data_folder = lambda: Path(name) / "data"
        times(options.applications, Path(name))
        registers(Path(name))
        random_ledgers()
        in_window(options.applications, Path(name))


if __name__ == "__main__":
    main()
