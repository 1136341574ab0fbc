"""What was typed and not yet saved, one line for each state of the report.

A journal belongs to one open report of one window. It lies in the user's data folder; where that cannot be written,
beside the report. Its first line says which file the report is and how that looked when it was opened; every other
line holds a whole state, as text of a report file, with its time. A line is complete or it does not count, so
whatever ends the program, the newest complete line is the report. Beside the journal lies a file that the running
program holds locked: a journal whose lock is free has been left behind.
"""

import json
import os
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from govreport_gui.files import limits, settings
from govreport_gui.files.names import is_there
from govreport_gui.files.saving.journal_file import LOCK, SUFFIX, JournalFile, claim
from govreport_gui.files.saving.journal_file import remove as remove_file
from govreport_gui.files.saving.stamp import Stamp

_BESIDE: Final = ".govreport-"
"""How a journal beside a report is called, with sixteen signs behind."""
_KIND: Final = "govreport-journal"
_VERSION: Final = 1
_HEAD: Final = json.dumps({"kind": _KIND})[:-1].encode()
"""How the first line begins."""
_LARGEST: Final = 64_000_000
"""In bytes. A journal begins again long before."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The report that a journal belongs to: its file ("" if it has none), its name for people, the file as read."""

    file: str
    name: str
    seen: Stamp | None


@dataclass(frozen=True, slots=True)
class Left:
    """A journal that its program did not put away: its states, as text of a report file with its time, newest first.

    `at` is the time of the newest. None can be read: no states, and the time when the file was written.
    """

    path: Path
    origin: Origin
    states: tuple[tuple[str, datetime], ...]
    at: datetime


REPORTS: Final = "journals"
"""The folder of the journals of reports. What else is journaled has a folder of its own, and names beside its file."""


def folder(kept_in: str = REPORTS) -> Path:
    """Where the journals are."""
    return settings.data_folder() / kept_in


def _beside(kept_in: str) -> str:
    return _BESIDE if kept_in == REPORTS else f".{kept_in}-"


class Journal:
    """The journal of one open report. Nothing is on disk before the first state; no failure raises."""

    def __init__(self, origin: Origin, kept_in: str = REPORTS) -> None:
        self.origin = origin
        self._kept_in = kept_in
        self._file: JournalFile | None = None

    @property
    def path(self) -> Path | None:
        """Where the journal lies; None before the first state."""
        return self._file.path if self._file is not None else None

    @property
    def is_beside(self) -> bool:
        """Whether it lies beside the report, because the data folder takes none."""
        return self.path is not None and self.path.parent != folder(self._kept_in)

    def keep(self, text: str, at: datetime) -> bool:
        """Write that state; whether it could be written. It is then safe from the program's end, not yet
        from a power cut: see `sync`.
        """
        line = _line({"at": at.isoformat(), "report": text})
        if self._file is not None and self._file.is_gone:
            self._file.leave()
            self._file = None
        return any(self._write(file, line) for file in self._files())

    def sync(self, *, wait: bool = False) -> None:
        """See that what was written is on the disk itself: beside the program's own work, or waiting for it."""
        if self._file is not None:
            self._file.sync(wait=wait)

    def discard(self) -> None:
        """Put the journal away: what it held is saved, or given up by the clerk's own word."""
        if self._file is not None:
            self._file.discard()
        self._file = None

    def leave(self) -> None:
        """Let go of the journal and leave it for the next start."""
        if self._file is not None:
            self._file.leave()
        self._file = None

    def _files(self) -> Iterator[JournalFile]:
        """The journal that there is, then new ones in the places where it could be."""
        if self._file is not None:
            yield self._file
        head = _line({"kind": _KIND, "version": _VERSION, **asdict(self.origin)})
        here = self._file.path.parent if self._file is not None else None
        name = f"{os.urandom(8).hex()}{SUFFIX}"
        with suppress(OSError):
            if here != folder(self._kept_in):
                yield JournalFile(settings.own(self._kept_in) / name, head)
        beside = Path(self.origin.file).parent if self.origin.file else None
        if beside not in (None, here):
            yield JournalFile(beside / f"{_beside(self._kept_in)}{name}", head)

    def _write(self, file: JournalFile, line: bytes) -> bool:
        before = self._file
        if not file.write(line):
            if file is not before:
                file.discard()
            return False
        self._file = file
        if before is not None and before is not file:
            # What it held is older. Only when the new one is on the disk itself may it go.
            file.sync(wait=True)
            before.discard()
        return True


def left_behind(report: Path | None = None, kept_in: str = REPORTS) -> tuple[Left, ...]:
    """The journals of programs that no longer run, newest first; those beside that report file too, where one is given.

    Those that hold no more than their head are swept, and those that another one of the same report goes on from.
    """
    found = _left_in(folder(kept_in), "")
    if report is not None:
        found += [_moved(left, report) for left in _left_in(report.parent, _beside(kept_in))]
    kept = list(found)
    for left in sorted(found, key=lambda left: len(left.states)):
        if any(_goes_on_from(other, left) for other in kept if other is not left) and remove(left):
            kept.remove(left)
    return tuple(sorted(kept, key=lambda left: left.at, reverse=True))


def _left_in(place: Path, beginning: str) -> list[Left]:
    found = []
    names: set[Path] = set()
    # A program can end between making the lock and the journal.
    with suppress(OSError):
        names = {path.with_suffix(SUFFIX) for end in (SUFFIX, LOCK) for path in place.glob(f"{beginning}*{end}")}
    for path in sorted(names):
        lock = claim(path)
        if lock is None:
            continue
        with lock:
            left = _read(path)
            if left is not None:
                found.append(left)
            elif not _unreadable(path):
                remove_file(path)
        if not is_there(path):
            remove_file(path.with_suffix(LOCK))
    return found


def _moved(left: Left, report: Path) -> Left:
    """A journal beside the report belongs to the file of that name there, by whatever way that was reached before."""
    name = PureWindowsPath(left.origin.file).name  # which knows both kinds of paths
    return replace(left, origin=replace(left.origin, file=str(report.with_name(name)))) if name else left


def _goes_on_from(one: Left, other: Left) -> bool:
    """Whether the other is contained in this one: the program ended after it was restored, before it was put away."""
    if one.origin.file != other.origin.file or not one.states or not other.states:
        return False
    newest = other.states[0][0]
    if newest == one.states[0][0]:
        return len(other.states) <= len(one.states)
    return one.at > other.at and any(text == newest for text, _ in one.states)


def remove(left: Left) -> bool:
    """Delete a journal that was left behind; False if another window has taken it on meanwhile."""
    lock = claim(left.path)
    if lock is None:
        return False
    with lock:
        remove_file(left.path)
    remove_file(left.path.with_suffix(LOCK))
    return True


def _read(path: Path) -> Left | None:
    """What is in a journal; None if nothing is."""
    origin = Origin("", "", None)
    states: list[tuple[str, datetime]] = []
    lines = _lines(path)
    for content in lines:
        try:
            if content.get("kind") == _KIND:
                seen = content["seen"]
                origin = Origin(_file(content["file"]), str(content["name"]), Stamp(**seen) if seen else None)
            elif isinstance(content["report"], str):
                states.append((content["report"], _time(content["at"])))
        except (KeyError, TypeError, ValueError):
            continue
    if states:
        return Left(path, origin, tuple(reversed(states)), states[-1][1])
    return None if all(content.get("kind") == _KIND for content in lines) else Left(path, origin, (), _written(path))


def _file(name: object) -> str:
    """The file in a head. Raises ValueError where no file can be called that."""
    if b"\0" in os.fsencode(str(name)):
        raise ValueError(name)
    return str(name)


def _time(text: str) -> datetime:
    """The time in a line, by the clerk's own clock. Raises ValueError or TypeError where it is none."""
    at = datetime.fromisoformat(text)
    try:
        return at if at.tzinfo is None else at.astimezone().replace(tzinfo=None)
    except (OSError, OverflowError):
        return at.replace(tzinfo=None)


def _written(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006  # the clerk's own clock
    except (OSError, ValueError, OverflowError):
        return datetime.min  # noqa: DTZ901


def _lines(path: Path) -> list[dict[str, Any]]:
    """The lines in the journal; each that cannot be read is {}, for there may have been something in it."""
    try:
        raw = limits.read(path, _LARGEST)
    except OSError:
        return []
    if _is_begun_head(raw[1:]):
        return []
    found = []
    for line in filter(None, raw.split(b"\n")):
        content: object = None
        with suppress(ValueError, RecursionError):
            content = json.loads(line)
        found.append(content if isinstance(content, dict) else {})
    return found


def _is_begun_head(content: bytes) -> bool:
    """Whether that is a head that was never finished, with no state behind it and no damage in it."""
    try:
        getincrementaldecoder("utf-8")().decode(content)  # which lets the last letter be cut off
    except ValueError:
        return False
    return _HEAD.startswith(content[: len(_HEAD)]) and min(content, default=32) >= ord(" ")


def _unreadable(path: Path) -> bool:
    """Whether there may be something in it that just cannot be read now."""
    try:
        limits.read(path, _LARGEST)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _line(content: dict[str, object]) -> bytes:
    # A newline before it too: what an earlier write left torn must not spoil this one. What UTF-8 cannot write, such
    # as a name that is none, JSON can.
    return f"\n{json.dumps(content, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")
