"""Nothing lost: `make torture`. The real program is killed at random moments, filled up and forbidden to write.

Each lane is one clerk with a report and a home of her own. A run of the program tells what it is about to do
and what it has done; it is killed with -9 at some moment; then the report file must be whole and hold one of
the states that were saved, and the next start must bring back everything but, at most, the last edit.
Exit code 0 only if all of it held. `--break journal` and `--break save` spoil the program: they must fail.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from govreport_gui.core.report.document import Document
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading

CLERK = Path(__file__).with_name("torture_clerk.py")
State = dict[tuple[str, str], str]
_PATIENCE = 60
"""Seconds in which a start must have come to its first edit, whatever else the machine does."""


def state_of(content: dict[str, Any]) -> State:
    """A report's cells, texts, remarks and totals on paper by field and key."""
    return {(field, key): text for field, texts in content.items() for key, text in texts.items()}


def contents(document: Document) -> dict[str, dict[str, str]]:
    """What the clerk types, by field and key."""
    return {
        "cells": dict(document.cells),
        "sections": dict(document.sections),
        "notes": {cell: note.text for cell, note in document.notes.items()},
        "paper_totals": dict(document.paper_totals),
    }


def state_in(path: Path) -> State:
    return state_of(contents(reading.read(path).document))


def edited(state: State, line: dict[str, Any], text: str) -> State:
    rest = {place: words for place, words in state.items() if place != (line["field"], line["key"])}
    return rest | ({(line["field"], line["key"]): text} if text else {})


class Lane:
    """One clerk's report through many runs: what it may be, and what was found wrong."""

    def __init__(self, folder: Path, seed: int, spoiled: str) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.spoiled = spoiled
        self.report = folder / "南京市教育局 2021.govreport"
        sample = reading.read(resources.path("samples/pengshui-2021.txt"))
        store.write(self.report, sample.document, sample.form)
        self.saved = [state_in(self.report)]
        """What the file may hold: the state saved last, and the one that was being saved."""
        self.possible = [self.saved[0]]
        """What the next start may show: states that the last run may have reached."""
        self.typing: dict[str, Any] | None = None
        self.typed: dict[str, Any] | None = None
        """The last edit that was finished; a look in the midst of it may be the newest in the journal."""
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        self.start = 1.0

    def run_and_kill(self) -> None:
        self.counts["kills"] += 1
        at_start = not self.spoiled and self.dice.random() < 0.15
        process = begin(self.report, self.folder, self.dice.randrange(10**9), self.spoiled or "clerk")
        began = time.monotonic()
        lines: list[dict[str, Any]] = []
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        rest = b""
        deadline = began + (self.dice.uniform(0, self.start) if at_start else _PATIENCE)
        ready = False
        while time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.002)
            rest = take(process, rest, lines)
            # A spoiled program is given the time to do its harm.
            enough = any(line.get("done") == 8 for line in lines) if self.spoiled else bool(lines)
            if enough and not ready and not at_start:
                ready = True
                self.start = min(3.0, time.monotonic() - began)
                deadline = time.monotonic() + self.dice.uniform(0, 0.7)
        process.send_signal(signal.SIGKILL)
        process.wait()
        take(process, rest, lines)
        process.stdout.close()
        if not at_start and not lines:
            self.faults.append(f"the program did not start within {_PATIENCE} s")
        self.judge_file_of(lines)

    def judge_file_of(self, lines: list[dict[str, Any]]) -> None:
        """What came of the last run, as this one shows it, and what this one does."""
        if lines and "ready" in lines[0]:
            self.judge_start(lines[0])
            self.follow(lines[1:])
        else:
            self.counts["killed while starting"] += 1
        try:
            now = state_in(self.report)
        except OutsideError as error:
            self.faults.append(f"the report file is not whole: {error}")
            put(self.report)
            self.saved = self.possible = [state_in(self.report)]
            return
        if now not in self.saved:
            self.faults.append("the report file holds what was never saved")
        self.saved = [now]

    def judge_start(self, line: dict[str, Any]) -> None:
        shown = state_of({field: texts for field, texts in line.items() if field != "ready"})
        self.counts["starts judged"] += 1
        self.counts["offers taken"] += line["ready"]
        missing = self.missing(shown)
        if missing is None:
            self.faults.append(f"shows a state that never was, or lost more than the last edit: {self.unlike(shown)}")
        else:
            self.counts[missing] += 1
        self.possible = [shown]
        self.typing = self.typed = None

    def missing(self, shown: State) -> str | None:
        """What of the last edits is not there; None if it is too much."""
        done, coming = (self.possible[:-1], self.possible[-1:]) if self.typing is not None else (self.possible, [])
        if shown in coming:
            return "edit in progress came back"
        if shown == done[-1]:
            return "last edit came back"
        if self.typing is not None and self.is_half_typed(shown, done[-1], self.typing):
            return "edit in progress came back in part"
        if self.typed is not None and len(done) > 1 and self.is_half_typed(shown, done[-2], self.typed):
            return "last edit came back in part"
        return "last edit is missing" if len(done) > 1 and shown == done[-2] else None

    def unlike(self, shown: State) -> str:
        """Where what is shown differs from the last state that was reached."""
        last = self.possible[-1]
        places = [place for place in {*shown, *last} if shown.get(place) != last.get(place)]
        texts = [
            f"{key} {last.get((field, key), '')[:20]!r} → {shown.get((field, key), '')[:20]!r}" for field, key in places
        ]
        return f"{len(places)} places, {'; '.join(texts[:3])}; typing {self.typing}"

    def is_half_typed(self, shown: State, last: State, line: dict[str, Any]) -> bool:
        """Whether this is that state with a part of what was typed then."""
        place = (line["field"], line["key"])
        text, before = shown.get(place, ""), last.get(place, "")
        if shown != edited(last, line, text):
            return False
        start = text[: len(text) - len(before)] if text.endswith(before) else text
        return str(line["text"]).startswith((text, start))

    def follow(self, lines: list[dict[str, Any]]) -> None:
        """Keep what the report was after the last edit and before it: only these may come back, or more."""
        now = self.possible[-1]
        coming: State | None = None
        for line in lines:
            if "begin" in line:
                # An undo can change several places in one step.
                coming, self.typing = edited(now if coming is None else coming, line, line["text"]), line
            elif "done" in line and coming is not None:
                self.counts["edits"] += 1
                self.possible = [now, coming]
                now, coming, self.typed, self.typing = coming, None, self.typing, None
            elif "saving" in line:
                self.saved = [self.saved[-1], now]
            elif "saved" in line:
                self.counts["saves"] += 1
                self.saved = [now]
                if line["failed"]:
                    self.faults.append("a save did not save")
        if coming is not None:
            self.counts["killed in an edit"] += 1
            self.possible.append(coming)
        if lines and "saving" in lines[-1]:
            self.counts["killed in a save"] += 1


def take(process: subprocess.Popen[bytes], rest: bytes, lines: list[dict[str, Any]]) -> bytes:
    """Read what the program has told so far."""
    assert process.stdout is not None
    rest += process.stdout.read() or b""
    *whole, rest = rest.split(b"\n")
    lines += [json.loads(line) for line in whole]
    return rest


def begin(report: Path, home: Path, seed: int, what: str, *more: str) -> subprocess.Popen[bytes]:
    """The program on that report, with a home of its own."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(CLERK.parent.parent),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*=false",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
    }
    (home / "data").mkdir(exist_ok=True, parents=True)
    command = [sys.executable, str(CLERK), str(report), str(seed), what, *more]
    errors = (home / "errors.txt").open("ab")
    with errors:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=environment)


def careful(report: Path, home: Path, elsewhere: Path | None) -> list[dict[str, Any]]:
    """What a clerk is told who types five numbers and saves."""
    more = [str(elsewhere)] if elsewhere else []
    process = begin(report, home, 1, "careful", *more)
    try:
        out, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    return [json.loads(line) for line in out.splitlines()]


def places(folder: Path) -> dict[str, str]:
    """Run the careful clerk where nothing can be written; what was wrong, by place."""
    results = {}
    for name, prepare in (("disk full", full), ("read-only disk", read_only), ("read-only file", read_only_file)):
        home = folder / name.replace(" ", "-")
        place = home / "U盘"
        place.mkdir(parents=True)
        undo = prepare(place)
        try:
            results[name] = refused(place / "年报.govreport", home)
        finally:
            undo()
    for name, prepare, wanted in (
        ("home full, journal beside the report", lambda _: lambda: None, ""),
        ("home and report's disk full", full, "次修改只在内存里"),
    ):
        home = folder / name.replace(" ", "-")
        (home / "data").mkdir(parents=True)
        (home / "U盘").mkdir()
        report, elsewhere = home / "U盘" / "年报.govreport", home / "另存.govreport"
        put(report)
        undo, undo_home = prepare(report.parent), fill(home / "data")
        try:
            told = careful(report, home, elsewhere)[-1]
            saved = Path(told["path"])
            left = [path.name for path in report.parent.glob(".*")]
            right = wanted in told["notice"] and bool(wanted) == bool(told["notice"]) and not left
            results[name] = "" if right and state_in(saved) != before(home) else f"{told}, left {left}"
        finally:
            undo_home()
            undo()
    return results


def before(home: Path) -> State:
    put(home / "as-it-was.govreport")
    return state_in(home / "as-it-was.govreport")


def put(report: Path) -> None:
    sample = reading.read(resources.path("samples/pengshui-2021.txt"))
    store.write(report, sample.document, sample.form)


def refused(report: Path, home: Path) -> str:
    """The old file is whole, one sentence was said, the work is saved elsewhere and nowhere lost."""
    old = report.read_bytes()
    elsewhere = home / "另存.govreport"
    lines = careful(report, home, elsewhere)
    if report.read_bytes() != old:
        return "the old file was touched"
    if len(lines[-1]["said"]) != 1 or Path(lines[-1]["path"]) != elsewhere:
        return f"said {lines[-1]}"
    typed = [(line["key"], line["text"]) for line in lines if "begin" in line]
    now = state_in(elsewhere)
    return "" if all(now.get(("cells", key)) == text for key, text in dict(typed).items()) else "edits are missing"


def mounted(place: Path, size: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True, capture_output=True)  # noqa: S607


def unmount(place: Path) -> None:
    subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S607


def fill(place: Path) -> Callable[[], None]:
    """A small disk without room for another byte; what takes it away."""
    mounted(place, "256k")
    return stuffed(place)


def stuffed(place: Path) -> Callable[[], None]:
    with (place / "other.bin").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"0" * 4096):
            pass
    return lambda: unmount(place)


def full(place: Path) -> Callable[[], None]:
    mounted(place, "256k")
    put(place / "年报.govreport")
    return stuffed(place)


def read_only(place: Path) -> Callable[[], None]:
    mounted(place, "256k")
    put(place / "年报.govreport")
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)  # noqa: S607
    return lambda: unmount(place)


def read_only_file(place: Path) -> Callable[[], None]:
    put(place / "年报.govreport")
    (place / "年报.govreport").chmod(0o444)
    return lambda: None


def can_mount(folder: Path) -> bool:
    """Whether small disks can be made here: root may, mostly."""
    place = folder / "try"
    place.mkdir()
    try:
        mounted(place, "64k")
    except (OSError, subprocess.CalledProcessError):
        return False
    unmount(place)
    return True


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--lanes", type=int, default=2, help="clerks at work at the same time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--break", dest="spoiled", choices=("journal", "save"), help="spoil the program; must fail")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="torture-") as temporary:
        folder = Path(temporary)
        spoiled = f"break-{options.spoiled}" if options.spoiled else ""
        lanes = []
        for number in range(options.lanes):
            (folder / f"lane{number}").mkdir()
            lanes.append(Lane(folder / f"lane{number}", options.seed + number, spoiled))

        def work(lane: Lane) -> None:
            for _ in range(-(-options.kills // options.lanes)):
                lane.run_and_kill()

        with ThreadPoolExecutor(options.lanes) as pool:
            list(pool.map(work, lanes))
        faults = [fault for lane in lanes for fault in lane.faults]
        counts = sum((lane.counts for lane in lanes), Counter())
        errors = [
            line for lane in lanes for line in (lane.folder / "errors.txt").read_text().splitlines() if line.strip()
        ]
        refusals = {}
        if not spoiled and can_mount(folder):
            refusals = places(folder)
        elif not spoiled:
            print("small disks cannot be mounted here: full and read-only disks were not tried")
    for name, count in sorted(counts.items()):
        print(f"{name:<40}{count:>7}")
    for name, fault in refusals.items():
        print(f"{name:<40}{fault or 'held'}")
    for fault, count in Counter(faults).items():
        print(f"FAULT {count} × {fault}")
    for line in errors[-20:]:
        print(f"the program wrote: {line}")
    print(f"{time.monotonic() - began:.0f} s")
    wrong = bool(faults or errors or any(refusals.values()))
    print("NOT held" if wrong else "all held")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
