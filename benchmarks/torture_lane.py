"""One clerk's report through many runs of the program, each killed at some moment, and what was found wrong."""

import json
import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from torture_process import Program
from torture_states import Place, State, changed, is_half_typed, state_in, unlike

from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading

_LONG_AGO = 3 * 86_400


def put(report: Path, *, long: bool = False) -> None:
    """A report as it is before anybody types. `long`: with a remark of 150 000 letters, so that a journal begins anew
    after some fifty edits.
    """
    sample = reading.read(resources.path("samples/pengshui-2021.txt"))
    content = json.loads(store.to_text(sample.document, sample.form))
    if long:
        content["notes"] = {next(iter(sample.form.inputs)): {"text": "备注" * 75_000, "follow_up": False}}
    report.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@dataclass
class Kill:
    """When a run is killed. `when`: start, edit (the one of that number), save or anew; `after` seconds, or when it
    asks the system that often for something on disk (`at`, -1 for no such way).
    """

    when: str
    after: float = 0
    at: int = -1
    edit: int = 0
    how: dict[str, Any] = field(default_factory=dict)


class Lane:
    """`kind`: "" for a usual one, long for one whose journal begins anew, faulty for one on a disk that fails."""

    def __init__(self, folder: Path, seed: int, kind: str = "", spoiled: str = "", faulty: str = "") -> None:
        folder.mkdir()
        self.folder = folder
        self.dice = random.Random(seed)
        self.kind, self.spoiled, self.faulty = kind, spoiled, faulty
        self.report = folder / "南京市教育局 2021.govreport"
        put(self.report, long=kind == "long")
        (folder / "上年.txt").write_bytes(resources.path("samples/pengshui-2021.txt").read_bytes())
        self.files: dict[Path, list[State]] = {self.report: [state_in(self.report)]}
        """By report file, what it may hold: the state saved last, and the one that was being saved."""
        self.reach: list[State] = [self.files[self.report][0]]
        """What the next start may show: the last finished edit, and what was reached since."""
        self.typing: tuple[Place, str] | None = None
        """What was being typed; half of it may come back."""
        self.counts: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.faults: list[str] = []
        self.start, self.save = 1.0, 0.05
        """How long a start and a save take here, in seconds."""
        self.saving = 0.0
        """When the save in hand began."""

    # ── one run ──────────────────────────────────────────────────────

    def run_and_kill(self) -> None:
        self.counts["kills"] += 1
        kill = self.chosen()
        if kill.at >= 0:
            kill.how["die_at"] = kill.at
        kill.how["break"] = self.spoiled
        program = Program(self.report, self.folder, self.dice.randrange(10**9), kill.how, self.environment())
        try:
            self.watch(program, kill)
        finally:
            program.kill()
        self.judge(program.lines)

    def chosen(self) -> Kill:
        """Half of the kills fall into saves, or into the moment when a journal begins anew."""
        dice = self.dice
        at = dice.choice((-1, dice.randrange(14)))
        if self.spoiled:
            return Kill("edit", edit=12, how={"save_at": 3} if self.spoiled == "save" else {"never_saves": True})
        if self.kind == "long":
            return Kill("anew", dice.uniform(0, 0.05), at, how={"never_saves": True})
        if dice.random() < 0.55:
            return Kill("save", dice.uniform(0, 1), at, how={"save_at": dice.randrange(1, 6)})
        if dice.random() < 0.2:
            return Kill("start", dice.uniform(0, self.start))
        return Kill("edit", dice.uniform(0, 0.15), edit=dice.randrange(12))

    def environment(self) -> dict[str, str]:
        if not self.faulty:
            return {}
        folder, seed = str(self.folder), str(self.dice.randrange(10**6))
        return {"LD_PRELOAD": self.faulty, "FAULTY_FOLDER": folder, "FAULTY_ONE_IN": "25", "FAULTY_SEED": seed}

    def watch(self, program: Program, kill: Kill) -> None:
        """Until the moment has come."""
        deadline = program.began + kill.after if kill.when == "start" else float("inf")
        while time.monotonic() < deadline and program.runs():
            time.sleep(0.002)
            for line in program.listen():
                now = time.monotonic()
                self.measure(line, now, program.began)
                kill.edit -= "begin" in line
                after = self.moment(line, kill)
                if after is not None:
                    deadline = min(deadline, now + after)
            stuck = program.stuck()
            if stuck:
                last: dict[str, Any] = next((line for line in reversed(program.lines) if "doc" not in line), {})
                self.faults.append(f"{stuck}; after {last}; {program.tell_where()}")
                return

    def measure(self, line: dict[str, Any], now: float, began: float) -> None:
        if "ready" in line:
            self.start = min(3.0, now - began)
        elif "saving" in line:
            self.saving = now
        elif "saved" in line:
            self.save += (now - self.saving - self.save) / 10

    def moment(self, line: dict[str, Any], kill: Kill) -> float | None:
        """In how many seconds from that line on it is killed; None if not because of it."""
        if kill.when == "edit":
            return kill.after if kill.edit < 0 else None
        if kill.when == "save":
            if kill.at >= 0:
                return 0 if "saved" in line else None  # it was saved before it had asked so often
            return kill.after * self.save if "saving" in line else None
        if kill.when == "anew" and "anew" in line:
            return kill.after if (kill.at < 0) == bool(line["anew"]) else None
        return None

    # ── what came of it ──────────────────────────────────────────────

    def judge(self, lines: list[dict[str, Any]]) -> None:
        if lines and "ready" in lines[0]:
            self.judge_start(lines[0])
            self.follow(lines[1:])
        else:
            self.counts["killed while starting"] += 1
        for path, may_be in list(self.files.items()):
            self.judge_file(path, may_be)

    def judge_file(self, path: Path, may_be: list[State]) -> None:
        if not path.exists() and {} in may_be:
            del self.files[path]
            return
        try:
            now = state_in(path)
        except (OutsideError, OSError) as error:
            self.faults.append(f"the report file is not whole: {error}")
            put(path)
            now = state_in(path)
            self.reach = [now]
        else:
            if now not in may_be:
                self.faults.append(f"the report file holds what was never saved there: {unlike(now, may_be[-1])}")
            elif {} in may_be:
                self.report = path  # where it was being saved to, and it is there
        self.files[path] = [now]

    def judge_start(self, line: dict[str, Any]) -> None:
        shown = changed({}, line)
        self.report = Path(line["path"])
        self.counts["starts judged"] += 1
        self.counts["offers taken"] += line["ready"]
        if shown in self.reach:
            self.counts["the last edit came back"] += 1
            self.counts["… and what was begun after it"] += shown != self.reach[0]
        elif self.typing is not None and any(is_half_typed(shown, base, *self.typing) for base in self.reach):
            self.counts["… and a part of what was being typed"] += 1
        else:
            found = unlike(shown, self.reach[0])
            self.faults.append(f"a finished edit is lost, or a state that never was: {found}; typing {self.typing}")
        self.reach, self.typing = [shown], None

    def follow(self, lines: list[dict[str, Any]]) -> None:
        """Keep what the report was after the last finished edit, and what it was since."""
        now = before = self.reach[-1]
        saving: dict[str, Any] = {}
        for line in lines:
            if "about" in line:
                self.typing = tuple(line["about"]), line["text"]
            elif "doc" in line:
                now = changed(now, line)
                self.reach.append(now)
            elif "done" in line:
                self.finished(line, now, before)
                before = now
            elif "saving" in line:
                saving, path = line, Path(line["saving"])
                self.files[path] = [*self.files.get(path, [{}]), now]
            elif "saved" in line:
                saving, path = {}, Path(line["saved"])
                self.counts["saves"] += 1
                self.saved(path, now, failed=line["failed"])
            elif "anew" in line:
                self.counts["journals begun anew"] += not line["anew"]
        self.counts["killed in a save"] += bool(saving)
        last = lines[-1] if lines else {}
        self.counts["killed while a journal began anew"] += bool(last.get("anew"))
        self.counts["killed in an edit"] += "done" not in last and not saving and not last.get("anew")

    def finished(self, line: dict[str, Any], now: State, before: State) -> None:
        self.counts["edits"] += 1
        self.counts[f"edits: {line['done']}"] += 1
        self.asked.update(line["asked"])
        if line["unkept"]:
            self.counts["edits of which it was said that they stand only in memory"] += 1
        else:
            self.reach = [now]
        if now != before:
            self.typing = None  # else it was given up, and what was typed may still be in the journal

    def saved(self, path: Path, now: State, *, failed: bool) -> None:
        if failed:
            self.counts["saves that were refused, with a sentence"] += 1
            if not self.faulty:
                self.faults.append("a save did not save")
            old = self.files[path][:-1]
            if old == [{}]:
                del self.files[path]
            else:
                self.files[path] = old
            return
        self.files[path] = [now]
        self.report, self.reach, self.typing = path, [now], None

    # ── afterwards ───────────────────────────────────────────────────

    def tidy(self) -> None:
        """Long after the last kill a start, a save and an end leave nothing but reports, copies and settings."""
        old = time.time() - _LONG_AGO
        # Folders last: what is done in them makes them young again.
        for path in sorted(self.folder.rglob("*"), reverse=True):
            if path.name.endswith(".tmp") or path.name.startswith("."):
                self.counts["files left by kills"] += path.is_file()
                os.utime(path, (old, old))
        program = Program(self.report, self.folder, 1, {"clerk": "tidy"})
        stuck = program.wait()
        if stuck:
            self.faults.append(f"at the end: {stuck}")
        if program.lines:
            self.judge_start(program.lines[0])
        known = ("config/govreport/settings.json", "config/QtProject.conf", "errors.txt", "上年.txt")
        for path in self.folder.rglob("*"):
            name = str(path.relative_to(self.folder))
            copy = path.parent.parent.name == "versions" and path.suffix == ".govreport" and path.name[0] != "."
            if path.is_file() and name not in known and path not in self.files and not copy:
                self.faults.append(f"left over: {name}")

    def errors(self) -> list[str]:
        """What the program wrote to standard error."""
        return [line for line in (self.folder / "errors.txt").read_text().splitlines() if line.strip()]
