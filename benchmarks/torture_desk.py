"""Kills a program that works at 汇总台 at random moments, opens the collection again and compares: nothing may be lost
but the last act. `python benchmarks/torture_desk.py [--runs 50] [--units 60] [--seed 1]`

The program that is killed does what a clerk does: accepts, returns, notes, takes out, removes, edits the roster, reads
reports that come in, saves, and takes steps back. It writes how the collection stands before and after it is kept.
"""

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup import desk as desks
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection, Member, Submission
from govreport_gui.files import clock, resources, settings
from govreport_gui.files.rollup import collection_file, open_collection
from govreport_gui.files.rollup.open_collection import OpenCollection
from govreport_gui.files.rollup.submitted import judged

NEW = "requests.new.natural_person"
TEXT = "按要求公开政府信息，重点领域目录及时调整，答复文书模板统一规范，台账逐件登记可以追溯。" * 20


def sent(number: int, count: int) -> Submission:
    """A report of that unit with so many applications."""
    form = resources.newest()
    cells = dict.fromkeys(form.inputs, "0") | {NEW: str(count)}
    document = Document(form.id, f"第{number}局", 2025, cells=cells, sections={"overview": f"第{number}局。{TEXT}"})
    return judged(f"收件/{number}.docx", form, document, changed=count)


def digest(desk: Desk) -> str:
    """How a collection stands, in a few signs."""
    return hashlib.sha256(collection_file.to_bytes(desk, LINES)).hexdigest()[:16]


LINES: collection_file.Lines = {}


# ── what is killed ───────────────────────────────────────────────────


def work_at(path: Path, seed: int, units: int, *, spoilt: bool) -> None:
    """Work at the collection in that file until somebody ends it."""
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415  # who kills does without Qt

    from govreport_gui.ui import app  # noqa: PLC0415  # likewise
    from govreport_gui.ui.rollup.work import Work  # noqa: PLC0415  # likewise

    app.application()
    keep, end_save = OpenCollection.keep, OpenCollection.end_save

    def told_keep(self: OpenCollection, desk: Desk, now: datetime) -> bool:
        stands = digest(desk)
        print("next", stands, flush=True)
        if spoilt:
            self.desk = desk  # and nothing is written
            kept = True
        else:
            kept = keep(self, desk, now)
        print("done" if kept else "lost", stands, flush=True)
        return kept

    def told_end(self: OpenCollection, save: open_collection.Save, desk: Desk | None = None) -> None:
        print("next", digest(desk or self.desk), flush=True)
        end_save(self, save, desk)

    OpenCollection.keep, OpenCollection.end_save = told_keep, told_end  # type: ignore[method-assign]
    file = open_collection.open_(path, clock.now())
    work = Work(file.desk, file)
    work.unkept.connect(lambda words: print("lost", words, flush=True))
    print("done", digest(work.desk), flush=True)
    dice = random.Random(seed)
    while True:
        act(work, dice, units)
        for _ in range(dice.randrange(3)):
            QCoreApplication.processEvents()
            time.sleep(dice.random() / 200)


def act(work: "Work", dice: random.Random, units: int) -> None:  # type: ignore[name-defined]  # noqa: F821  # loads Qt
    """One of the things that a clerk does."""
    desk: Desk = work.desk
    number = dice.randrange(units)
    unit, file = f"第{number}局", f"收件/{number}.docx"
    what = dice.randrange(10)
    if what == 0:
        work.change("接收", desks.marked(desk, [unit], dice.choice(("accepted", "returned", ""))))
    elif what == 1:
        work.change("备注", desks.noted(desk, unit, f"备注{dice.randrange(1000)}"))
    elif what == 2:
        work.change("移出", desks.taken_out(desk, [file], out=dice.random() < 0.5))
    elif what == 3:
        work.change("移除", desks.removed(desk, [file]))
    elif what == 4:
        roster = tuple(Member(f"第{each}局") for each in sorted(dice.sample(range(units), units // 2)))
        work.change("应报单位", desks.with_roster(desk, roster))
    elif what == 5:
        work.change("汇总信息", replace(desk, deadline=f"1月{dice.randrange(1, 31)}日"))
    elif what == 6:
        work.add([sent(dice.randrange(units), dice.randrange(1000)) for _ in range(dice.randrange(1, 9))])
    elif what == 7:
        work.undo()
    elif what == 8:
        work.redo()
    else:
        work.save()


# ── who kills ────────────────────────────────────────────────────────


def kill_once(path: Path, seed: int, units: int, moment: float, *, spoilt: bool) -> str:
    """Let it work for so many seconds, kill it, open the collection; "" where nothing is lost, else what is."""
    command = [
        sys.executable,
        __file__,
        "--work",
        str(path),
        "--seed",
        str(seed),
        "--units",
        str(units),
        *["--break"] * spoilt,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline()]  # once it works
        time.sleep(moment)
        child.kill()
        told += child.stdout.read().splitlines()
    # The last line may have been cut off.
    lines = [line.split() for line in told if len(line.split()) == 2 and len(line.split()[1]) == 16]
    if lost := [line for line in told if line.startswith("lost")]:
        return f"could not keep: {lost[0]}"
    done = max((at for at, (word, _) in enumerate(lines) if word == "done"), default=-1)
    allowed = {stands for _, stands in lines[max(done, 0) :]}
    opened = open_collection.open_(path, clock.now())
    stands = digest(opened.desk)
    opened.close()
    print(f"{moment:5.2f} s, {sum(word == 'done' for word, _ in lines)} acts", end="; ", flush=True)
    return "" if stands in allowed else f"{stands} is none of {sorted(allowed)}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--break", dest="spoilt", action="store_true", help="keep nothing: this must fail")
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    if options.work is not None:
        work_at(options.work, options.seed, options.units, spoilt=options.spoilt)
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
        os.environ[settings.ELSEWHERE] = folder
        path = Path(folder) / "汇总.govrollup"
        first = tuple(sent(number, number) for number in range(options.units))
        collection_file.write(path, Desk(Collection(resources.formats(), first, unit="某县人民政府", year=2025)))
        for run in range(options.runs):
            moment = dice.random() * 2
            lost = kill_once(path, options.seed * 1000 + run, options.units, moment, spoilt=options.spoilt)
            if lost:
                print(f"\nrun {run}: {lost}")
                return 1
    print(f"\n✓ 结束 {options.runs} 次，除最后一步外均在。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
