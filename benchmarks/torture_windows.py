"""Two windows on one report file, for torture.py: both edit and save, both are killed, and nothing is lost."""

import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from torture_lane import put
from torture_process import Program
from torture_states import State, changed, flat, is_half_typed, state_in, unlike

_TOGETHER = 40
"""Edits that both make before they are killed."""


class Window:
    """What one of the two has told: the last finished edit and what was since, and all that it saved."""

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        self.saved: list[State] = []
        self.since: list[State] = []
        self.typing: tuple[tuple[str, ...], str] | None = None
        self.is_saved = True
        self.edits = 0
        self.asked: Counter[str] = Counter()
        now: State = {}
        for line in lines:
            if "doc" in line:
                now = changed(now, line)
                self.since.append(now)
                self.is_saved = "ready" in line
            elif "about" in line:
                self.typing = tuple(line["about"]), line["text"]
            elif "done" in line:
                self.edits += 1
                self.asked.update(line["asked"])
                self.since = [now]
            elif "saved" in line and not line["failed"]:
                self.saved.append(now)
                self.since, self.is_saved = [now], True

    def has(self, state: State) -> bool:
        """Whether that may be its newest state."""
        half = self.typing is not None and any(is_half_typed(state, base, *self.typing) for base in self.since)
        return state in self.since or half


def two_windows(folder: Path, seed: int) -> tuple[Counter[str], Counter[str], list[str]]:
    """One round; what was counted, what was asked, what was wrong."""
    folder.mkdir()
    report = folder / "年报.govreport"
    put(report)
    dice = random.Random(seed)
    programs: list[Program] = []
    faults: list[str] = []
    for _ in range(2):
        programs.append(Program(report, folder, dice.randrange(10**9), {}))
        if not faults:
            faults += _until(programs, 1)
    if not faults:
        faults += _until(programs, _TOGETHER)
    time.sleep(dice.uniform(0, 0.3))
    for program in programs:
        program.kill()
    windows = [Window(program.lines) for program in programs]
    asked = sum((window.asked for window in windows), Counter())
    counts = Counter(
        {
            "kills": 2,
            "two windows: edits": sum(window.edits for window in windows),
            "two windows: saves": sum(len(window.saved) for window in windows),
        }
    )
    for name in ("openings", "saves"):
        counts[f"two windows: {name} asked about"] = sum(
            number for question, number in asked.items() if ("正打开着" if name == "openings" else "改过") in question
        )
    return counts, asked, faults + _judge(folder, report, windows)


def _until(programs: list[Program], edits: int) -> list[str]:
    """Until each has made so many edits."""
    while any(sum("done" in line for line in program.lines) < edits for program in programs):
        time.sleep(0.01)
        for program in programs:
            program.listen()
            if not program.runs():
                return [f"two windows: one ended with {program.process.returncode}"]
            stuck = program.stuck()
            if stuck:
                return [f"two windows: {stuck}; {program.tell_where()}"]
    return []


def _judge(folder: Path, report: Path, windows: list[Window]) -> list[str]:
    """All that was saved is in the file or among its copies; what was not saved is in a journal of its window."""
    faults = []
    kept = [state_in(report)]
    kept += [state_in(path) for path in folder.glob("*.govreport") if path != report]
    kept += [state_in(path) for path in folder.rglob("versions/*/*.govreport")]
    journals = []
    for path in (*folder.rglob("*.journal"), *folder.glob(".*.journal")):
        lines = [line for line in path.read_bytes().split(b"\n") if line]
        for line in reversed(lines):
            try:
                journals.append(flat(json.loads(json.loads(line)["report"])))
                break
            except (ValueError, KeyError):
                continue
    for window in windows:
        lost = [state for state in window.saved if state not in kept]
        if lost:
            faults.append(f"two windows: {len(lost)} saved states are nowhere: {unlike(kept[0], lost[-1])}")
        if not window.is_saved and not any(map(window.has, (*journals, *kept))):
            near = journals[0] if journals else kept[0]
            faults.append(f"two windows: the edits of one are in no journal: {unlike(near, window.since[0])}")
    return faults
