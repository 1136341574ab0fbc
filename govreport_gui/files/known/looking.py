"""Report files that are looked at while the window lives."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

from govreport_gui.files import names
from govreport_gui.files.known.reports import Seen, seen_in

if TYPE_CHECKING:
    import subprocess

LOOK: Final = "look-at"
"""The first argument of a program that is only to look at reports; the second is the folder where it is told which."""
ASKED, TOLD = "asked", "told"
"""Files in that folder."""
PAUSE: Final = 0.04
"""Seconds between looks at what has been found, on both sides."""
_PATIENCE: Final = 3.0
"""Seconds that opening a folder waits for its disk."""


class Looking:
    """Report files that are being looked at, in a process of its own: the window stays as quick as it is, and a share
    that is gone may take minutes to say so.

    What is found is remembered for the next time, beside what was known `before`.
    """

    def __init__(self, paths: Iterable[str], before: Mapping[str, Seen]) -> None:
        import tempfile  # noqa: PLC0415  # the start page is painted without it

        from govreport_gui.files import own_process  # noqa: PLC0415  # likewise

        self.paths = tuple(paths)
        self.found: dict[str, Seen] = {}
        self._answered: set[str] = set()
        self._silent: set[str] = set()
        self._read = 0
        self.news = 0
        """How often something new has been taken in."""
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True)
        except OSError:
            return
        asked = {"paths": self.paths, "before": {path: asdict(seen) for path, seen in before.items()}}
        try:
            (Path(self._folder.name) / ASKED).write_text(json.dumps(asked), encoding="ascii")
            self._process = own_process.begin(LOOK, self._folder.name)
        except OSError:
            self._folder.cleanup()

    def look(self) -> None:
        """Take in what has been found since."""
        if self._process is None:
            return
        ended = self._process.poll() is not None
        told = Path(self._folder.name) / TOLD
        with suppress(OSError, ValueError):
            changed = told.stat().st_mtime_ns
            if changed != self._read:
                content = json.loads(told.read_bytes())
                self.found = {path: seen_in(each) or Seen() for path, each in content["found"].items()}
                self._answered, self._silent = set(content["answered"]), set(content["silent"])
                self._read = changed
                self.news += 1
        if ended:
            self.stop()
            self.news += 1

    @property
    def done(self) -> bool:
        """Whether there is nothing more to come."""
        return self._process is None

    def stop(self) -> None:
        """Nobody wants to know any more."""
        from govreport_gui.files import own_process  # noqa: PLC0415  # as above

        if self._process is not None:
            own_process.end(self._process)
            self._process = None
            self._folder.cleanup()

    def wait(self, seconds: float) -> None:
        """Wait until all is found, at most that long."""
        until = time.monotonic() + seconds
        while not self.done and time.monotonic() < until:
            self.look()
            time.sleep(PAUSE)

    def answers(self, path: str, seconds: float = 0.0) -> bool:
        """Whether the disk has said, by then, whether that file is there: opening it keeps nobody waiting for long.

        Where nothing more is to come the file itself will tell.
        """
        until = time.monotonic() + seconds
        self.look()
        while not self.done and path not in self._answered and time.monotonic() < until:
            time.sleep(PAUSE)
            self.look()
        return path in self._answered or self.done

    def silent(self, path: str) -> bool:
        """Whether the place of that file has not answered for a while."""
        return path in self._silent


def is_there(path: str) -> bool:
    """Whether that file is there, as far as its disk says so in time."""
    found: list[bool] = []
    thread = Thread(target=lambda: found.append(names.is_there(Path(path))), daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return found == [True]
