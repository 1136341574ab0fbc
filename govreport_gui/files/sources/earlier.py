"""Earlier reports of a unit in the folder of its report, looked for in a process of its own: a slow disk, a share that
is gone or a broken file keeps nobody waiting, and nothing is ever written there.
"""

import os
import pickle
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from govreport_gui.core.report.document import published
from govreport_gui.core.years.series import Earlier, same_unit, wanted
from govreport_gui.files import limits, names, own_process
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.saving.store import Opened
from govreport_gui.files.sources import attached

FIND: Final = "find-earlier"
"""The first argument of a program that is only to look for them; the second is the folder where it is told what for."""
_ASKED, _TELLS = "asked", "found"
_LARGEST: Final = 8_000_000
"""In bytes. Reports have 0.1 million."""
_SUFFIXES: Final = (store.SUFFIX, ".pdf")
_MOST_FILES: Final = 300
_LONGEST: Final = 10.0
"""Seconds after which no further file is looked at."""
_PATIENCE: Final = 15.0
"""Seconds after which it ends by itself, whatever it waits for."""
_NOT_ALL: Final = "所在文件夹的文件较多或读取较慢，只查看了一部分，历年数可能不全。"
_NONE: Final = "所在文件夹读不出来，未能查找历年年报。"


@dataclass(frozen=True, slots=True)
class Found:
    """The reports, of the years before only, and sentences on what could not be read."""

    reports: tuple[Earlier, ...] = ()
    told: tuple[str, ...] = ()


class Finding:
    """A search under way. `done` says when it is over; then `result` gives what was found, once."""

    def __init__(self, report: Path, unit: str, year: int) -> None:
        """For earlier reports of that unit beside the file of its report for `year`."""
        self._process: subprocess.Popen[bytes] | None = None
        self._until = time.monotonic() + _PATIENCE
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True)
            asked = Path(self._folder.name) / _ASKED
            asked.write_bytes(pickle.dumps((os.fsencode(report.absolute()), unit, year)))
            self._process = own_process.begin(FIND, self._folder.name)
        except OSError:
            self._process = None

    @property
    def done(self) -> bool:
        """Whether it is over, well or not; no later than a process may take."""
        return self._process is None or self._process.poll() is not None or time.monotonic() > self._until

    def wait(self, seconds: float) -> None:
        """Wait until it is over, at most that long."""
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)

    def result(self) -> Found:
        """What was found; a sentence where nothing could be."""
        if self._process is None:
            return Found(told=(_NONE,))
        try:
            # Written by this very program a moment ago, into a folder that only this user can write to.
            told = pickle.loads((Path(self._folder.name) / _TELLS).read_bytes())  # noqa: S301
        except (OSError, EOFError, pickle.UnpicklingError):
            return Found(told=(_NONE,))
        finally:
            self.end()
        reports, sentences = told
        opened = ((file, store.opened(text, file), changed) for file, text, changed in reports)
        found = tuple(Earlier(file, each.form, each.document, changed) for file, each, changed in opened)
        return Found(found, sentences)

    def end(self) -> None:
        """Nobody wants to know any more."""
        process, self._process = self._process, None
        if process is not None:
            own_process.end(process)
            self._folder.cleanup()


def run(folder: Path) -> int:
    """Look for what is asked in that folder and tell it there: what such a process does."""
    clock = threading.Timer(_PATIENCE, lambda: os._exit(1))
    clock.daemon = True
    clock.start()
    report, unit, year = pickle.loads((folder / _ASKED).read_bytes())  # noqa: S301  # as above
    found = find(Path(os.fsdecode(report)), unit, year)
    texts = tuple((each.file, store.to_text(each.document, each.form), each.changed) for each in found.reports)
    part = folder / f"{_TELLS}.part"
    part.write_bytes(pickle.dumps((texts, found.told)))
    part.replace(folder / _TELLS)
    clock.cancel()
    return 0


def find(report: Path, unit: str, year: int) -> Found:
    """The unit's reports of the years before in the folder of `report` and the folders in it.

    Report files; then, for years that none of them is for, PDFs of this program that carry their report.
    """
    until = time.monotonic() + _LONGEST
    try:
        paths = [path for path in _files(report.parent) if not names.same(path, report)]
    except OSError:
        return Found(told=(_NONE,))
    reports: list[Earlier] = []
    told: list[str] = [_NOT_ALL] if len(paths) > _MOST_FILES else []
    paths.sort(key=_is_pdf)
    for path in paths[:_MOST_FILES]:
        if _is_pdf(path) and {each.document.year for each in reports} >= set(wanted(year)):
            break
        if time.monotonic() > until:
            told.append(_NOT_ALL)
            break
        try:
            opened, changed = _opened(path)
        except OutsideError as error:
            told.append(names.readable(f"未采用：{error}"))
            continue
        if opened and opened.document.year in wanted(year) and same_unit(unit, opened.document.unit):
            file = names.readable(path.relative_to(report.parent).as_posix())
            alone = replace(published(opened.document), kind=opened.document.kind)
            reports.append(Earlier(file, opened.form, alone, changed))
    return Found(tuple(reports), tuple(dict.fromkeys(told)))


def _files(folder: Path) -> Iterator[Path]:
    """Those that may be reports, in the folder and then in the folders of it. Raises OSError for the folder itself."""
    inside = []
    for entry in _entries(folder):
        if _is_folder(entry):
            inside.append(entry.path)
        elif entry.name.lower().endswith(_SUFFIXES):
            yield Path(entry.path)
    for each in inside:
        with suppress(OSError):
            for entry in _entries(each):
                if entry.name.lower().endswith(_SUFFIXES) and not _is_folder(entry):
                    yield Path(entry.path)


def _entries(folder: str | Path) -> "list[os.DirEntry[str]]":
    """What lies there by name, but what an office program or the system keeps for itself."""
    with os.scandir(folder) as entries:
        return sorted((each for each in entries if not each.name.startswith((".", "~$"))), key=lambda each: each.name)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a circle of links
        return False


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() != store.SUFFIX


def _opened(path: Path) -> tuple[Opened | None, int]:
    """The report in that file with when it was changed; None for a PDF of others. Raises OutsideError."""
    name = path.name
    try:
        content, state = limits.look(path, _LARGEST)
    except OSError:
        if _is_pdf(path):  # large ones are others'
            return None, 0
        raise OutsideError(f"“{name}”读不出来。") from None
    changed = state.st_mtime_ns
    if content.startswith(b"%PDF"):
        if attached.NAME.encode() not in content:
            return None, changed
        opened = attached.report_in(content, name)
        if opened is None:
            raise OutsideError(f"“{name}”的页面与所附数据不一致。")
        return opened, changed
    if _is_pdf(path):
        return None, changed
    try:
        return store.opened(content.decode("utf-8-sig"), name), changed
    except UnicodeDecodeError:
        raise OutsideError(f"“{name}”已损坏，读不出来。") from None
