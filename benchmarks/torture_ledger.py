"""Kills a program that works at a ledger at random moments, opens the ledger again and compares: nothing may be lost
but the last act. `python benchmarks/torture_ledger.py [--runs 50] [--applications 500] [--seed 1]`

The program that is killed does in the window what a clerk does: types in the grid, begins applications, adds 复议,
pastes, empties, removes, saves, and takes steps back. It writes how the ledger stands before and after it is kept.
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
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from govreport_gui.core.ledger import editing
from govreport_gui.core.ledger.application import Application, Dispute
from govreport_gui.core.ledger.ledger import Ledger, added, removed
from govreport_gui.files import clock, resources, settings
from govreport_gui.files.ledger import calendar_file, ledger_file, open_ledger, vocabulary_file
from govreport_gui.files.ledger.open_ledger import OpenLedger

if TYPE_CHECKING:
    from govreport_gui.ui.ledger.ledger_window import LedgerWindow


def asked(number: int) -> Application:
    """An application."""
    return Application(
        0,
        f"2025-{number}",
        f"2025-03-{number % 28 + 1:02}",
        applicant=f"申请人{number}",
        applicant_class="natural_person",
        content="征收补偿安置方案、补偿协议及评估报告" * 4,
    )


def digest(ledger: Ledger) -> str:
    """How a ledger stands, in a few signs."""
    return hashlib.sha256(ledger_file.to_bytes(ledger)).hexdigest()[:16]


# ── what is killed ───────────────────────────────────────────────────


def work_at(path: Path, seed: int, *, spoilt: bool) -> None:
    """Work at the ledger in that file until somebody ends it."""
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415  # who kills does without Qt

    from govreport_gui.core.ledger.editor import LedgerEditor  # noqa: PLC0415  # likewise
    from govreport_gui.ui import app  # noqa: PLC0415  # likewise
    from govreport_gui.ui.ledger import ledger_menu  # noqa: PLC0415  # likewise

    app.application()
    keep = OpenLedger.keep

    def told_keep(self: OpenLedger, ledger: Ledger, now: datetime) -> bool:
        stands = digest(ledger)
        print("next", stands, flush=True)
        if spoilt:
            self.ledger = ledger  # and nothing is written
            kept = True
        else:
            kept = keep(self, ledger, now)
        print("done" if kept else "lost", stands, flush=True)
        return kept

    OpenLedger.keep = told_keep  # type: ignore[method-assign]
    file = open_ledger.open_(path, clock.now())
    days, today = calendar_file.calendar(), clock.now().date()
    editor = LedgerEditor(file.ledger, resources.newest(), vocabulary_file.vocabulary(), days, today)
    window = ledger_menu.new_window(file, editor)
    window.show()
    print("done", digest(editor.ledger), flush=True)
    dice = random.Random(seed)
    while True:
        act(window, dice)
        for _ in range(dice.randrange(3)):
            QCoreApplication.processEvents()
            time.sleep(dice.random() / 200)


def act(window: "LedgerWindow", dice: random.Random) -> None:
    """One of the things that a clerk does."""
    from govreport_gui.ui.ledger import deeds  # noqa: PLC0415  # likewise

    editor, model = window.editor, window.register.register
    ledger = editor.ledger
    row = dice.randrange(len(model.shown))
    key = model.shown[row].key
    what = dice.randrange(12)
    if what < 4:  # most of what is done is typing
        field, text = dice.choice(
            (("answered", "2025-5-6"), ("result", "予以公开"), ("remarks", f"备注{dice.randrange(1000)}"))
        )
        model.setData(model.index(row, model.columns.index(field)), text)
    elif what == 4:
        deeds.begin(window)
    elif what == 5:
        editor.apply("复议", editing.with_disputes(ledger, key, (Dispute("reconsideration", "2025-05-01"),)))
    elif what == 6:
        rows = [[f"2025-{dice.randrange(9000)}", "2025-04-01"] for _ in range(dice.randrange(1, 9))]
        made = editing.pasted(ledger, editor.vocabulary, [key], ["number", "received"], rows)
        editor.apply("粘贴", made.ledger)
    elif what == 7:
        editor.apply("清空", editing.emptied(ledger, [(key, "content"), (key, "result")]))
    elif what == 8:
        editor.apply("删除", removed(ledger, [key]))
    elif what == 9:
        deeds.undo(window) if dice.random() < 0.7 else deeds.redo(window)
    elif what == 10:
        editor.apply("信息", replace(ledger, unit=f"第{dice.randrange(99)}局"))
    else:
        window.save()


# ── who kills ────────────────────────────────────────────────────────


def kill_once(path: Path, seed: int, moment: float, *, spoilt: bool) -> str:
    """Let it work for so many seconds, kill it, open the ledger; "" where nothing is lost, else what is."""
    command = [sys.executable, __file__, "--work", str(path), "--seed", str(seed), *["--break"] * spoilt]
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
    opened = open_ledger.open_(path, clock.now())
    stands = digest(opened.ledger)
    apart = opened.apart
    opened.leave()
    print(f"{moment:5.2f} s, {sum(word == 'done' for word, _ in lines)} acts", end="; ", flush=True)
    if apart:
        return "what was not saved was put apart"
    return "" if stands in allowed else f"{stands} is none of {sorted(allowed)}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--applications", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--break", dest="spoilt", action="store_true", help="keep nothing: this must fail")
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    if options.work is not None:
        work_at(options.work, options.seed, spoilt=options.spoilt)
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
        os.environ[settings.ELSEWHERE] = folder
        path = Path(folder) / "台账.govledger"
        ledger_file.write(path, added(Ledger("某局", 2025), map(asked, range(options.applications))))
        for run in range(options.runs):
            lost = kill_once(path, options.seed * 1000 + run, dice.random() * 2, spoilt=options.spoilt)
            if lost:
                print(f"\nrun {run}: {lost}")
                return 1
    print(f"\n✓ 结束 {options.runs} 次，除最后一步外均在。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
