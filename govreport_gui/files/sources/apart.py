"""Reading a file in a process of its own: one that hangs, falls over or wants all memory does so there, and can be
ended.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Spot
from govreport_gui.core.reading.report import Reading
from govreport_gui.files import own_process
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported

READ: Final = "read-file"
"""The first argument of a program that is only to read a file; the second is the file, the third where it tells, then
come the pictures that follow.
"""
_TELLS: Final = "read"
_PAGE: Final = "page"
_PATIENCE: Final = 120
"""Seconds after which it gives up by itself, for each page of paper anew: nothing of it may outlive the window."""
_MEMORY: Final = 1_000_000_000
"""Bytes of addresses that it may take, where the system can hold it to that."""
_MEMORY_OF_PAPER: Final = 4_000_000_000
"""Likewise where it reads paper: of these it uses less than a quarter."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the process tells: a report, or the sentence why there is none."""

    refused: str = ""
    report: str = ""
    problems: tuple[str, ...] = ()
    account: tuple[Entry, ...] = ()
    blocks: tuple[Block, ...] | None = None
    spots: tuple[tuple[str, tuple[Spot, ...]], ...] = ()
    paper: bytes = b""


class Apart:
    """A file that is being read. `done` says when; then `result` gives it. `end` whenever it is wanted no more."""

    def __init__(self, path: Path, more: Sequence[Path] = ()) -> None:
        """`more` as reading.read has it. Raises OutsideError where no process can be started."""
        self._name = readable(path.name)
        files = [str(each.absolute()) for each in (path, *more)]
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True)
            self._process = own_process.begin(READ, *files[:1], self._folder.name, *files[1:])
        except OSError:
            raise OutsideError(f"“{self._name}”现在读不了，临时文件夹可能已满。") from None

    @property
    def done(self) -> bool:
        """Whether it has ended, well or not."""
        return self._process.poll() is not None

    @property
    def page(self) -> tuple[int, int] | None:
        """Which page of paper it is reading, from 1, and how many there are; None as long as it reads none."""
        try:
            page, pages = (Path(self._folder.name) / _PAGE).read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return None
        return int(page), int(pages)

    def wait(self, seconds: float) -> bool:
        """Wait for it, at most so long; whether it has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def result(self) -> Imported:
        """What was read. Raises OutsideError with the sentence why there is none."""
        try:
            # Written by this very program a moment ago, into a folder that only this user can write to.
            told = pickle.loads((Path(self._folder.name) / _TELLS).read_bytes())  # noqa: S301
        except (OSError, EOFError, pickle.UnpicklingError):
            raise OutsideError(f"“{self._name}”读不出来：{self._half()}再读入。") from None
        finally:
            self.end()
        if told.refused:
            raise OutsideError(told.refused)
        opened = store.opened(told.report, self._name)
        found = None
        if told.blocks is not None:
            found = Reading(opened.form, opened.document, told.account, told.blocks, dict(told.spots))
        return Imported(opened.form, opened.document, (*opened.told, *told.problems), told.account, found, told.paper)

    def _half(self) -> str:
        """How far it came, and what helps."""
        if (page := self.page) is None:
            return "读到一半出了错。请用原来的程序打开，另存为 .docx 或 .xlsx "
        return f"识别第{page[0]}页时出了错，或超过{_PATIENCE}秒。请重新扫描，或取得 Word、有文字的 PDF 文件，"

    def end(self) -> None:
        """Give it up, if it still runs."""
        if not self.done:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()


def read(path: Path, patience: float = _PATIENCE) -> Imported:
    """The report in a file, read in a process of its own; `patience` is for each page of paper. Raises OutsideError."""
    apart = Apart(path)
    page = None
    while not apart.wait(patience):
        if apart.page == page:
            apart.end()
            raise OutsideError(f"“{readable(path.name)}”{patience:.0f}秒内未读完，不像是年报。")
        page = apart.page
    return apart.result()


def run(path: Path, folder: Path, *more: Path) -> int:
    """Read that file, with the pictures that follow, and tell it in that folder: what such a process does."""
    clock = _hold_back(_MEMORY)

    def tell(page: int, pages: int) -> None:
        nonlocal clock
        clock.cancel()
        clock = _hold_back(_MEMORY_OF_PAPER)
        _put(folder / _PAGE, f"{page} {pages}".encode("ascii"))

    try:
        imported = reading.read(path, tell, more)
        found = imported.reading
        told = _Told(
            report=store.to_text(imported.document, imported.form),
            problems=imported.problems,
            account=imported.account,
            blocks=found.blocks if found is not None else None,
            spots=tuple(found.spots.items()) if found is not None else (),
            paper=imported.paper,
        )
    except OutsideError as error:
        told = _Told(refused=str(error))
    except (MemoryError, RecursionError):
        told = _Told(refused=f"“{readable(path.name)}”太大，不像是年报。")
    _put(folder / _TELLS, pickle.dumps(told))
    return 0


def _put(place: Path, content: bytes) -> None:
    """Write that whole: who looks meanwhile sees what was there before."""
    part = place.with_suffix(".part")
    part.write_bytes(content)
    part.replace(place)


def _hold_back(memory: int) -> threading.Timer:
    """Neither for ever, nor with all the memory there is: the clock that ends this process, until it is cancelled."""
    clock = threading.Timer(_PATIENCE, lambda: os._exit(1))
    clock.daemon = True
    clock.start()
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # there is none on Windows

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    return clock
