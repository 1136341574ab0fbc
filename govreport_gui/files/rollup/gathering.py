"""Folders and files → submissions, in several processes of this program; a bad file never stops the rest.

Each process reads one file after the other: names come in on its standard input, a line each, submissions go out on its
standard output. One that falls over or hangs takes one file with it, which is told, and another takes its place.
"""

import json
import os
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from govreport_gui.core.rollup.submission import Unreadable, called
from govreport_gui.files import names, own_process
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.rollup import submitted
from govreport_gui.files.rollup.submitted import Found, Paper

VERB: Final = "read-reports"
"""The first argument of a program that is only to read."""
_FEW: Final = 8
"""So many files are read sooner than another process is started."""
_MOST_PROCESSES: Final = 8
_PATIENCE: Final = 90.0
"""Seconds for one file."""
_LENGTH: Final = struct.Struct(">I")
_NO_REPORTS: Final = (".govrollup", ".govledger", ".db", ".ini", ".lnk", ".tmp", ".exe", ".dll")
"""Suffixes of what lies in every folder and is no report."""
_OF_OFFICE: Final = ("~$", ".")
"""How names begin of what an office program or the system keeps beside a file."""


def files_in(sources: Sequence[Path], but: Path | None = None) -> list[Path]:
    """All files of these files and folders, with those of folders inside, each once; without `but`.

    Of a folder, what is no report by its name is left out: marks of open files, settings of the system. Raises
    OutsideError where a source is not there.
    """
    found: dict[Path, Path] = {}
    for source in sources:
        if not names.is_there(source):
            raise OutsideError(f"没有找到“{source.name}”，核对文件名和位置。")
        for path in _inside(source) if source.is_dir() else [source]:
            if but is None or not names.same(path, but):
                found.setdefault(names.settled(path), path)
    return list(found.values())


def _inside(folder: Path) -> Iterator[Path]:
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(_OF_OFFICE) and not name.lower().endswith(_NO_REPORTS):
                yield Path(at) / name


def gather(paths: Sequence[Path], is_cancelled: Callable[[], bool] = lambda: False) -> Iterator[Found]:
    """What is in each of these files, in the order in which they are read; nothing more once it is cancelled.

    What is on paper comes last, one after the other: each takes as much as the system has for one.
    """
    papers: set[str] = set()
    for found in _read(paths, is_cancelled):
        if isinstance(found, Paper):
            papers.add(found.file)
        else:
            yield found
    for path in (each for each in paths if str(each) in papers):
        paper = _of_paper(path, is_cancelled)
        if paper is None:
            return
        yield paper


def _of_paper(path: Path, is_cancelled: Callable[[], bool]) -> Found | None:
    """What is in that scan or picture, read in a process of its own; None once it is cancelled."""
    from govreport_gui.files.sources.apart import Apart  # noqa: PLC0415  # most folders have none

    try:
        apart = Apart(path)
        try:
            while not apart.wait(0.1):
                if is_cancelled():
                    return None
            return submitted.submission(path, apart.result())
        finally:
            apart.end()
    except OutsideError as error:
        return Unreadable(str(path), str(error))


def _read(paths: Sequence[Path], is_cancelled: Callable[[], bool]) -> Iterator[Found | Paper]:
    """Likewise, paper unread."""
    if len(paths) <= _FEW:
        for path in paths:
            if is_cancelled():
                return
            try:
                yield submitted.read(path)
            except Exception:  # noqa: BLE001  # what a process of its own would have ended over
                yield _failed(path)
        return
    waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
    for path in paths:
        waiting.put(path)
    read: queue.SimpleQueue[Found | Paper] = queue.SimpleQueue()
    readers = [_Reader(waiting, read) for _ in range(min(os.cpu_count() or 1, _MOST_PROCESSES, len(paths) // _FEW + 1))]
    try:
        for _ in paths:
            while True:
                if is_cancelled():
                    return
                with suppress(queue.Empty):
                    yield read.get(timeout=0.1)
                    break
    finally:
        for reader in readers:
            reader.stop()


class _Reader:
    """A process that reads, and the thread that hands it names and takes what it has read."""

    def __init__(self, waiting: "queue.SimpleQueue[Path]", read: "queue.SimpleQueue[Found | Paper]") -> None:
        self._waiting, self._read = waiting, read
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Read nothing more; what is being read is given up."""
        self._stopped.set()
        self._end()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                path = self._waiting.get_nowait()
            except queue.Empty:
                break
            self._read.put(self._one(path))
        self._end()

    def _one(self, path: Path) -> Found | Paper:
        found = None
        with suppress(OSError, ValueError, struct.error):
            process = self._running()
            patience = threading.Timer(_PATIENCE, process.kill)
            patience.start()
            try:
                found = _asked(process, path)
            finally:
                patience.cancel()
        if found is None:
            self._end()
            return _failed(path)
        return found

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = own_process.begin(VERB, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


def _failed(path: Path) -> Unreadable:
    return Unreadable(str(path), f"“{called(str(path))}”读不出来：读取时程序出错，或超过{_PATIENCE:.0f}秒。")


def _asked(process: "subprocess.Popen[bytes]", path: Path) -> Found | Paper | None:
    """What that process reads in that file; None where it ends over it."""
    if process.stdin is None or process.stdout is None:
        return None
    # As JSON a name that is no UTF-8 goes through too. The process runs in another folder.
    process.stdin.write(json.dumps([str(path), str(path.absolute())]).encode("ascii") + b"\n")
    process.stdin.flush()
    head = process.stdout.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = process.stdout.read(length)
    return submitted.unpacked(content) if len(content) == length else None


def serve() -> int:
    """Be the process that reads: `govreport read-reports`. What anything prints goes to standard error."""
    with open(0, "rb", closefd=False) as names_in, open(os.dup(1), "wb") as out:  # noqa: PTH123  # descriptors
        sys.stdout = sys.stderr
        _serve(names_in, out)
    return 0


def _serve(names_in: IO[bytes], out: IO[bytes]) -> None:
    for line in names_in:
        file, place = json.loads(line)
        content = submitted.packed(submitted.read(Path(place), file))
        out.write(_LENGTH.pack(len(content)) + content)
        out.flush()
