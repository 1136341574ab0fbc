"""Nothing lost: `make torture`. The real program is killed at random moments, filled up and forbidden to write.

Each lane is one clerk with a report and a home of her own. A run of the program tells what it is about to do and what
it has done; it is killed with -9 at some moment, half of the time in a save; then every report file must be whole and
hold one of the states that were saved there, and the next start must bring back every finished edit. One lane goes on
until its journal begins anew; one has a disk that fails; two windows have one file; and the window is walked through at
random (window_walk.py). Exit code 0 only if all of it held. `--break journal`, `save` and `question` spoil the
program: they must fail.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from torture_lane import Lane
from torture_places import can_mount, faulty_disk, places
from torture_process import Program
from torture_windows import two_windows

_WALK = Path(__file__).with_name("window_walk.py")
_LONG, _FAULTY, _TWO = 25, 10, 60
"""Of so many kills one falls into a journal that begins anew, one on a disk that fails, one on two windows."""
_USUAL = 4
"""Usual clerks."""


class Outcome:
    """What was counted, what was asked, what was wrong, in all that was run."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.faults: list[str] = []
        self.told: list[str] = []

    def lane(self, lane: Lane, kills: int) -> None:
        for _ in range(kills):
            lane.run_and_kill()
        if not lane.spoiled:
            lane.tidy()
        self.counts += lane.counts
        self.asked += lane.asked
        self.faults += [f"{lane.kind or 'usual'} lane: {fault}" for fault in lane.faults]
        self.faults += [f"the program wrote: {line}" for line in lane.errors()[-20:]]

    def windows(self, folder: Path, seed: int) -> None:
        counts, asked, faults = two_windows(folder, seed)
        self.counts += counts
        self.asked += asked
        self.faults += faults

    def places(self, folder: Path) -> None:
        folder.mkdir()
        if not can_mount(folder):
            self.told.append("small disks cannot be mounted here: full and read-only disks were not tried")
            return
        for name, fault in places(folder).items():
            self.told.append(f"{name:<56}{fault or 'held':>8}")
            self.faults += [f"{name}: {fault}"] if fault else []

    def walk(self, steps: int, seed: int) -> None:
        command = [sys.executable, str(_WALK), "--steps", str(steps), "--seed", str(seed)]
        environment = os.environ | {"PYTHONPATH": str(_WALK.parents[1]), "PYTHONFAULTHANDLER": "1"}
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)
        self.told.append(f"walk through the window, seed {seed}: {run.stdout.strip()}")
        if run.returncode != 0:
            self.faults.append(f"the walk of seed {seed} ended with {run.returncode}: {run.stderr[-3000:]}")

    def say(self) -> bool:
        """Print it; whether all held."""
        for name, count in sorted(self.counts.items()):
            print(f"{name:<56}{count:>8}")
        for question, count in self.asked.most_common():
            print(f"asked: {question:<49}{count:>8}")
        for line in self.told:
            print(line)
        for fault, count in Counter(self.faults).items():
            print(f"FAULT {count} × {fault}")
        return not self.faults


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200, help="in all")
    parser.add_argument("--lanes", type=int, default=2, help="how much goes on at the same time")
    parser.add_argument("--steps", type=int, default=600, help="of the walk through the window")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--break", dest="spoiled", choices=("journal", "save", "question"), help="spoil it; must fail")
    parser.add_argument("--patience", type=float, default=Program.patience, help="seconds of doing nothing: it hangs")
    options = parser.parse_args()
    Program.patience = options.patience
    began = time.monotonic()
    outcome = Outcome()
    kills, seed = options.kills, options.seed
    with tempfile.TemporaryDirectory(prefix="torture-") as temporary:
        folder = Path(temporary)
        jobs: list[Callable[[], None]] = []

        def lane(name: str, number: int, kind: str = "", faulty: str = "") -> None:
            made = Lane(folder / name, seed * 1000 + len(jobs), kind, options.spoiled or "", faulty)
            jobs.append(lambda: outcome.lane(made, number))

        if options.spoiled:
            lane("spoiled", kills)
        else:
            # What takes longest comes first.
            jobs.append(lambda: outcome.walk(options.steps, seed))
            long, failing, two = (-(-kills // each) for each in (_LONG, _FAULTY, _TWO))
            lane("long", long, "long")
            faulty = faulty_disk(folder)
            if faulty:
                lane("faulty", failing, "faulty", faulty)
            else:
                outcome.told.append("no compiler here: a disk that fails was not tried")
            for number in range(_USUAL):
                lane(f"usual {number}", -(-(kills - long - failing - 2 * two) // _USUAL))
            jobs += [partial(outcome.windows, folder / f"two {number}", seed + number) for number in range(two)]
            jobs.append(lambda: outcome.places(folder / "places"))
        with ThreadPoolExecutor(options.lanes) as pool:
            for job in [pool.submit(job) for job in jobs]:
                job.result()
    held = outcome.say()
    print(f"{time.monotonic() - began:.0f} s")
    print("all held" if held else "NOT held")
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
