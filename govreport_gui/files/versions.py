"""Dated copies of a report file, in the user's data folder: one at each save.

Kept are: every copy of the day of the save in hand, of the thirty days before it the last of each day, of
older ones the last of each month. Copies dated later come of a clock that was wrong and are left alone. Each
file has its own folder, named by its path.
"""

import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from govreport_gui.files import settings, store, whole
from govreport_gui.files.errors import OutsideError

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
    found = []
    for path in _folder(report).glob(f"*{store.SUFFIX}"):
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
        whole.write(folder / f"{at.strftime(_TIME)}{store.SUFFIX}", content)
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


def _folder(report: Path) -> Path:
    path = str(report.resolve())
    name = _MARKS.sub("_", report.stem)[:40]
    mark = hashlib.sha256(path.encode("utf-8", "replace")).hexdigest()[:12]
    return settings.data_folder() / "versions" / f"{name}-{mark}"
