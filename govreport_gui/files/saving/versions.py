"""Dated copies of a report file, in the user's data folder: one at each save.

Kept are: every copy of the day of the save in hand and of the last day before it that has one, of the thirty days
before that the last of each day, of older ones the last of each month. So a clock that is wrong at a save takes
nothing away. Copies dated later than the save come of such a clock and are left alone; one whose date the disk
contradicts is no day to count from, and stays.

Each file has its own folder, named by its path; a file that was renamed, moved, copied or saved under another name
takes on what was kept before, and the old folder stays as it is. `report` is the file by its one name everywhere
(`names.settled`): to find that out is to ask a slow share many times.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from govreport_gui.files import atomic, limits, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.saving.stamp import Stamp

_TIME: Final = "%Y%m%d-%H%M%S-%f"
_NAME: Final = re.compile(r"\d{8}-\d{6}-\d{6}\.gov[a-z]+", re.ASCII)
_TIME_LENGTH: Final = 22
"""Of a copy's name, before its suffix."""
_OF_THEIR_OWN: Final = frozenset({".govledger", ".govrollup"})
"""Suffixes of what else is kept in copies."""
_NEAR: Final = timedelta(days=1)
_DAILY: Final = timedelta(days=30)
_LARGEST: Final = 64_000_000
"""In bytes. What is larger is no report, and there is no room for copies of it."""
_VERSIONS: Final = "versions"
MAKING: Final = "."
"""How a folder is called that is still being filled."""
_MARKS: Final = re.compile(r"[^\w\-]")


@dataclass(frozen=True, slots=True)
class Version:
    """One copy: where it is, and when what it holds was saved."""

    path: Path
    at: datetime


def folder() -> Path:
    """Where the folders of copies are."""
    return settings.data_folder() / _VERSIONS


def of(report: Path) -> tuple[Version, ...]:
    """The copies of that report file, newest first."""
    return _in(_folder(report))


def taken() -> tuple[int, int]:
    """How many copies there are of all reports, and how many bytes they take."""
    copies = size = 0
    for place, _, names in os.walk(folder()):
        for name in names:
            with suppress(OSError):
                size += Path(place, name).stat().st_size
                copies += _NAME.fullmatch(name) is not None
    return copies, size


def clear() -> bool:
    """Take all copies of all reports away; whether none is left. The reports themselves lie elsewhere."""
    shutil.rmtree(folder(), ignore_errors=True)
    return not taken()[0]


def any_of(report: Path) -> bool:
    """Whether there are copies of that report file."""
    return bool(_listed(_folder(report)))


def _in(folder: Path) -> tuple[Version, ...]:
    found = []
    for name in _listed(folder):
        with suppress(ValueError):
            found.append(Version(folder / name, _time(name)))
    return tuple(found)


def _listed(folder: Path) -> list[str]:
    """The names of the copies in there, newest first. After a day of many saves there are a thousand."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry.name for entry in entries if _NAME.fullmatch(entry.name)), reverse=True)
    except OSError:
        return []


def _name(at: datetime, report: Path | None = None) -> str:
    """What a copy of that time is called; it ends as the file does that it is of, so that it opens as such."""
    suffix = report.suffix if report is not None and report.suffix in _OF_THEIR_OWN else store.SUFFIX
    return f"{at.strftime(_TIME)}{suffix}"


def _time(name: str) -> datetime:
    return datetime.strptime(name[:_TIME_LENGTH], _TIME)  # noqa: DTZ007  # the clerk's own clock


def keep(report: Path, content: bytes, at: datetime, written: int | None = None) -> bool:
    """Keep that content as the report's copy of that time; whether it is kept. The same twice running is one copy.

    `written`: the time of writing as the report's disk has it, in nanoseconds. The copy bears it: a server's clock
    knows better than one that is wrong here.
    """
    folder = _folder(report)
    there = _listed(folder)
    copy = folder / _name(at, report)
    before = next((name for name in there if name <= copy.name), None)
    try:
        if before is not None and (folder / before).read_bytes() == content:
            return True
        settings.own(_VERSIONS)
        folder.mkdir(mode=0o700, exist_ok=True)
        atomic.write(copy, content, private=True)
    except (OSError, OutsideError):
        return False
    with suppress(OSError, OverflowError):
        when = at.timestamp() if written is None else written / 1e9
        os.utime(copy, (when, when))
    for path in _superfluous(folder, there, at):
        with suppress(OSError):
            path.unlink()
    return True


def keep_replaced(report: Path, now: datetime) -> bool:
    """Keep what is in the report file before it is written anew; whether it is kept, or there is nothing to keep.

    What the newest copy holds already is not kept twice; what somebody else wrote there is.
    """
    try:
        content, state = limits.look(report, _LARGEST)
        written = datetime.fromtimestamp(state.st_mtime)  # noqa: DTZ006  # the clerk's own clock
    except FileNotFoundError:
        return True
    except OSError:
        return False
    except (ValueError, OverflowError):
        written = now
    late = now - timedelta(milliseconds=1)
    newest = next(iter(_listed(_folder(report))), "")
    at = written if newest < _name(written, report) and written < late else late
    return keep(report, content, at, state.st_mtime_ns)


def adopt(report: Path, seen: Stamp) -> None:
    """Where no copies stand under that path: take on those of the file of another path that led to what is in it.

    `seen` is the report file as it was read or written last.
    """
    if any_of(report):
        return
    best: tuple[Version, ...] = ()
    for folder in _folder(report).parent.glob("[!.]*/"):
        copies = _in(folder)
        for at, version in enumerate(copies):
            if _holds(version.path, seen):
                # What came after it belongs to the other file.
                best = max(best, copies[at:], key=_newest)
                break
    _take_on(report, best)


def carry_on(report: Path, other: Path) -> None:
    """Where no copies stand under the path `other`: take on those of the report, which was saved there too."""
    if not any_of(other):
        _take_on(other, of(report))


def _superfluous(folder: Path, names: Sequence[str], now: datetime) -> list[Path]:
    """Those of the copies, given newest first, that need not be kept any more at a save of that time.

    How old they are is counted from the last day before it that has a copy.
    """
    today = _day(_name(now))
    earlier = [name for name in names if _day(name) < today]
    last = next((name for name in earlier if _is_dated_rightly(folder / name)), "")
    # Names sort as their times do.
    month_ago = _name(_time(last) - _DAILY) if last else ""
    gone = []
    spans: set[str] = set()
    for name in earlier:
        if _day(name) >= _day(last):
            continue
        span = _day(name) if name > month_ago else _month(name)
        if span in spans and _is_dated_rightly(folder / name):
            gone.append(folder / name)
        spans.add(span)
    return gone


def _day(name: str) -> str:
    return name[:8]


def _month(name: str) -> str:
    return name[:6]


def _is_dated_rightly(copy: Path) -> bool:
    """Whether its name has a time, and the disk does not say that it was written on another day."""
    try:
        on_disk = datetime.fromtimestamp(copy.stat().st_mtime)  # noqa: DTZ006  # as above
        return abs(_time(copy.name) - on_disk) < _NEAR
    except (OSError, ValueError, OverflowError):
        return False


def _newest(copies: Sequence[Version]) -> datetime:
    return copies[0].at if copies else datetime.min  # noqa: DTZ901


def _holds(path: Path, seen: Stamp) -> bool:
    with suppress(OSError):
        return path.stat().st_size == seen.size and hashlib.sha256(path.read_bytes()).hexdigest() == seen.content
    return False


def _take_on(report: Path, copies: Sequence[Version]) -> None:
    """Put these copies into the report's folder too: all of them, or none where there is no room."""
    if not copies:
        return
    folder = _folder(report)
    with suppress(OSError):
        making = Path(tempfile.mkdtemp(prefix=MAKING, dir=folder.parent))
        try:
            for version in copies:
                _link(version.path, making / version.path.name)
            if folder.exists():
                folder.rmdir()  # an empty one, which a save without room has left
            making.replace(folder)
        except OSError:
            shutil.rmtree(making, ignore_errors=True)


def _link(path: Path, there: Path) -> None:
    """The same file in two places: a copy is never written to. Not every disk can do that."""
    try:
        os.link(path, there)
    except OSError:
        shutil.copy2(path, there)


def _folder(report: Path) -> Path:
    name = _MARKS.sub("_", report.stem)[:40]
    # Two names that are no UTF-8 must not become one.
    mark = hashlib.sha256(str(report).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return folder() / f"{name}-{mark}"
