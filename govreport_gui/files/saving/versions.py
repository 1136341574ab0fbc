"""Dated copies of a report file, in the user's data folder: one at each save.

Kept are: every copy of the day of the save in hand, of the thirty days before it the last of each day, of
older ones the last of each month. Copies dated later come of a clock that was wrong and are left alone. Each
file has its own folder, named by its path; a file that was renamed, moved, copied or saved under another name
takes on what was kept before, and the old folder stays as it is.
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

from govreport_gui.files import atomic, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.saving.stamp import Stamp

_TIME: Final = "%Y%m%d-%H%M%S-%f"
_DAILY: Final = timedelta(days=30)
_MARKS: Final = re.compile(r"[^\w\-]")


@dataclass(frozen=True, slots=True)
class Version:
    """One copy: where it is, and when what it holds was saved."""

    path: Path
    at: datetime


def of(report: Path) -> tuple[Version, ...]:
    """The copies of that report file, newest first."""
    return _in(_folder(report))


def _in(folder: Path) -> tuple[Version, ...]:
    found = []
    for path in folder.glob(f"*{store.SUFFIX}"):
        with suppress(ValueError):
            found.append(Version(path, datetime.strptime(path.stem, _TIME)))  # noqa: DTZ007  # the clerk's own clock
    return tuple(sorted(found, key=lambda version: version.at, reverse=True))


def keep(report: Path, content: bytes, at: datetime) -> bool:
    """Keep that content as the report's copy of that time; whether it is kept. The same twice running is one copy."""
    before = next((version for version in of(report) if version.at <= at), None)
    try:
        if before is not None and before.path.read_bytes() == content:
            return True
        folder = _folder(report)
        folder.mkdir(parents=True, exist_ok=True)
        atomic.write(folder / f"{at.strftime(_TIME)}{store.SUFFIX}", content)
    except (OSError, OutsideError):
        return False
    for version in superfluous(of(report), at):
        with suppress(OSError):
            version.path.unlink()
    return True


def keep_replaced(report: Path, now: datetime) -> bool:
    """Keep what is in the report file before it is written anew; whether it is kept, or there is nothing to keep.

    What the newest copy holds already is not kept twice; what somebody else wrote there is.
    """
    try:
        content = report.read_bytes()
        written = datetime.fromtimestamp(report.stat().st_mtime)  # noqa: DTZ006  # the clerk's own clock
    except FileNotFoundError:
        return True
    except OSError:
        return False
    there = of(report)
    late = now - timedelta(milliseconds=1)
    return keep(report, content, written if (not there or there[0].at < written) and written < late else late)


def adopt(report: Path, seen: Stamp) -> None:
    """Where no copies stand under that path: take on those of the file of another path that led to what is in it.

    `seen` is the report file as it was read or written last.
    """
    if of(report):
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
    if not of(other):
        _take_on(other, of(report))


def superfluous(versions: Sequence[Version], now: datetime) -> tuple[Version, ...]:
    """Those of the copies, given newest first, that need not be kept any more at a save of that time."""
    gone = []
    spans: set[str] = set()
    for version in versions:
        if version.at.date() >= now.date():
            continue
        daily = now - version.at < _DAILY
        span = version.at.strftime("%Y-%m-%d" if daily else "%Y-%m")
        if span in spans:
            gone.append(version)
        spans.add(span)
    return tuple(gone)


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
        making = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
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
    path = str(report.resolve())
    name = _MARKS.sub("_", report.stem)[:40]
    mark = hashlib.sha256(path.encode("utf-8", "replace")).hexdigest()[:12]
    return settings.data_folder() / "versions" / f"{name}-{mark}"
