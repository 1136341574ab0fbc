"""What the process does that looks at report files. It may hang, and be ended: the window does not notice."""

import json
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import Final, NoReturn

from govreport_gui.core.findings.progress import headline
from govreport_gui.core.ledger import deadlines
from govreport_gui.core.rollup.counting import count
from govreport_gui.core.rules.check import check
from govreport_gui.files import clock, limits
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.known import reports
from govreport_gui.files.known.looking import ASKED, PAUSE, TOLD
from govreport_gui.files.known.reports import About, Seen, seen_in
from govreport_gui.files.ledger import calendar_file, ledger_file
from govreport_gui.files.names import readable
from govreport_gui.files.rollup import collection_file
from govreport_gui.files.saving import store

_LARGEST: Final = 8_000_000
"""In bytes. Reports have 0.1 million."""
_SILENCE: Final = 3.0
"""Seconds after which a place that says nothing is said to be silent."""
_UNREADABLE: Final = "“{}”读不出来，核对是否有读取权限、U盘是否还插着。"
_LONGEST: Final = 120.0
"""Seconds after which looking ends by itself: nothing of it may outlive the window."""


def run(folder: Path) -> NoReturn:
    """Look at the files that are named in that folder, and tell there what is found: what such a process does."""
    asked = json.loads((folder / ASKED).read_bytes())
    before = {path: seen for path, each in asked["before"].items() if (seen := seen_in(each)) is not None}
    looker = Looker(asked["paths"], before)
    until = time.monotonic() + _LONGEST
    told, kept = "", False
    while time.monotonic() < until and folder.is_dir():
        done, quiet = looker.done, looker.quiet
        now = json.dumps(looker.told())
        if now != told:
            with suppress(OSError):  # Windows: while it is being read
                part = folder / f"{TOLD}.part"
                part.write_text(now, encoding="ascii")
                part.replace(folder / TOLD)
                told = now
        if quiet and not kept:
            looker.remember()
            kept = True
        if done and told == now:
            break
        time.sleep(PAUSE)
    looker.remember()
    os._exit(0)  # a thread that waits for a disk would be waited for


class Looker:
    """Looks at files in threads, one for each place: what one disk does not say keeps no other waiting."""

    def __init__(self, paths: Iterable[str], before: Mapping[str, Seen]) -> None:
        self._before = before
        self.found: dict[str, Seen] = {}
        self._answered: dict[str, None] = {}
        self._since: dict[str, float] = {}
        by_place: dict[str, list[str]] = {}
        for path in paths:
            by_place.setdefault(_place(path), []).append(path)
        self._by_place = by_place
        self._threads = [Thread(target=self._look, args=(place,), daemon=True) for place in by_place]
        for thread in self._threads:
            thread.start()

    @property
    def done(self) -> bool:
        """Whether all files have been looked at."""
        return not any(thread.is_alive() for thread in self._threads)

    @property
    def quiet(self) -> bool:
        """Whether all but what lies in silent places has been looked at."""
        return len(self._since) == len(self._silent()) and all(
            place in self._since or not thread.is_alive()
            for place, thread in zip(self._by_place, self._threads, strict=True)
        )

    def _silent(self) -> list[str]:
        now = time.monotonic()
        return [place for place, since in list(self._since.items()) if now - since > _SILENCE]

    def told(self) -> dict[str, object]:
        """What is known by now, for JSON."""
        late = [path for place in self._silent() for path in self._by_place[place]]
        return {
            "found": {path: asdict(seen) for path, seen in list(self.found.items())},
            "answered": list(self._answered),
            "silent": sorted(path for path in late if path not in self._answered),
        }

    def remember(self) -> None:
        """Keep what was found. Of a file that is away now it stays known what was in it."""
        found = {path: seen for path, seen in list(self.found.items()) if seen.about is not None}
        if found != {path: self._before.get(path) for path in found}:
            reports.keep({**self._before, **found})

    def _look(self, place: str) -> None:
        paths = self._by_place[place]
        # First whether they are there: they can be opened then.
        states: dict[str, os.stat_result | OSError | ValueError] = {}
        for path in paths:
            self._since[place] = time.monotonic()
            try:
                states[path] = Path(path).stat()
            except (OSError, ValueError) as error:
                states[path] = error
            self._answered[path] = None
        for path, state in states.items():
            self._since[place] = time.monotonic()
            self.found[path] = self._seen(path, state)
        self._since.pop(place, None)

    def _seen(self, path: str, state: os.stat_result | OSError | ValueError) -> Seen:
        name = readable(Path(path).name)
        about, why = None, ""
        if isinstance(state, FileNotFoundError):
            return Seen()
        if isinstance(state, OSError | ValueError):
            return Seen(why=_UNREADABLE.format(name))
        try:
            before = self._before.get(path)
            same = before is not None and (before.size, before.changed) == (state.st_size, state.st_mtime_ns)
            if before is not None and same and before.about is not None and before.about.state != reports.LEDGER:
                return before
            if path.lower().endswith(collection_file.SUFFIX):
                about = _of_collection(Path(path))
            elif path.lower().endswith(ledger_file.SUFFIX):
                about = _of_ledger(Path(path))
            else:
                content, state = limits.look(Path(path), _LARGEST)
                about = _about(content, name)
        except FileNotFoundError:
            return Seen()
        except OutsideError as error:
            why = str(error)
        except (OSError, ValueError):
            return Seen(why=_UNREADABLE.format(name))
        return Seen(state.st_size, state.st_mtime_ns, about, why)


def _place(path: str) -> str:
    """What answers for that file, or does not: a drive, a share, a folder near the root of the disk."""
    here = Path(path)
    return here.drive or str(Path(*here.parts[:3]))


def _of_collection(path: Path) -> About:
    """What is in that collection: of how many units, how many have reported. Raises OutsideError."""
    desk, _ = collection_file.read(path)
    collection = desk.collection
    counted = count(collection)
    here = len(counted.counted)
    wrong = sum(each.verdict == "must_fix" for each in counted.counted)
    expected = here + len(counted.missing)
    said = (
        ("must_fix", f"{wrong} 个单位有错")
        if wrong
        else ("unfinished", f"{len(counted.missing)} 个单位未报")
        if counted.missing
        else ("done", "均已报送")
        if here
        else ("optional", "尚无年报")
    )
    return About(collection.unit, counted.year, reports.COLLECTION, here, expected, *said)


def _of_ledger(path: Path) -> About:
    """What is in that ledger: how many applications are answered, and what is due today. Raises OutsideError."""
    ledger, _ = ledger_file.read(path)
    every = ledger.applications
    dues = deadlines.list_of(every, calendar_file.calendar(), clock.now().date())
    late = sum(each.urgency == "overdue" for each in dues)
    near = sum(each.urgency in {"today", "soon"} for each in dues)
    coming = f"{near} 件将到期" if near else ""
    said = (
        ("must_fix", "，".join(filter(None, (f"{late} 件已过期", coming))))
        if late
        else ("explain", coming)
        if near
        else ("done", "无到期")
        if every
        else ("optional", "尚无申请")
    )
    answered = sum(each.closed is not None for each in every)
    return About(ledger.unit, ledger.year, reports.LEDGER, answered, len(every), *said)


def _about(content: bytes, name: str) -> About:
    """What is in that report file. Raises OutsideError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OutsideError(f"“{name}”已损坏，读不出来。可以打开它的备份。") from None
    form, document = store.from_text(text, name)
    checked = check(form, document)
    inputs = len(form.inputs)
    filled = inputs - len(checked.blank_inputs)
    return About(document.unit, document.year, document.state, filled, inputs, *headline(checked))
