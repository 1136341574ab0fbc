"""Which fonts papers are set in on this computer, found out by a process of its own: to read them takes a second."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport_gui.files.errors import OutsideError

if TYPE_CHECKING:
    import subprocess

FIND: Final = "find-fonts"
"""The first argument of a program that is only to find them."""


@dataclass(frozen=True, slots=True)
class Used:
    """An official font, the file that papers are set in for it, what people call that, and whether it is the font
    itself.
    """

    name: str
    file: str
    own: bool
    called: str


class FindingFonts:
    """The search. `used` is None until it has ended; where there are no fonts at all, `why` is a sentence."""

    def __init__(self) -> None:
        from subprocess import PIPE  # noqa: PLC0415  # the window starts without it

        from govreport_gui.files import own_process  # noqa: PLC0415  # likewise

        self.used: tuple[Used, ...] | None = None
        self.why = ""
        self._process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):
            self._process = own_process.begin(FIND, stdout=PIPE)

    def look(self) -> bool:
        """Whether it has ended; then what it has found is taken in."""
        if self.used is not None:
            return True
        if self._process is not None and self._process.poll() is None:
            return False
        self.used = ()
        with suppress(OSError, ValueError, TypeError, KeyError):
            found = json.loads(self._process.communicate()[0]) if self._process is not None else {}
            self.used, self.why = tuple(Used(*each) for each in found["used"]), found["why"]
        return True

    def stop(self) -> None:
        """Nobody wants to know any more."""
        if self._process is not None and self.used is None:
            self._process.kill()
            self._process.communicate()
            self.used = ()


def run() -> int:
    """Find them and tell: what such a process does."""
    from govreport_gui.files.pdf import fonts  # noqa: PLC0415  # large

    found: tuple[tuple[str, Path, bool], ...] = ()
    why = ""
    try:
        found = fonts.standard().used()
    except OutsideError as error:
        why = str(error)
    used = [(name, str(file), own, fonts.called(file)) for name, file, own in found]
    sys.stdout.write(json.dumps({"used": used, "why": why}))
    return 0
