"""This very program once more, as a process of its own that does one thing without a window and is told to end."""

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final

from govreport_gui.files import resources, settings

_ENDING: Final = 1.0
"""Seconds that the end of a process is waited for."""


def begin(
    *arguments: str,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> "subprocess.Popen[bytes]":
    """The process, with these arguments; it works with this program's own folder unless `environment` says otherwise.

    Raises OSError where none can be started.
    """
    return subprocess.Popen(  # noqa: S603  # this very program
        (*resources.program(), *arguments),
        cwd=resources.home(),
        env=os.environ | {settings.ELSEWHERE: str(settings.data_folder()), **environment},
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end(process: "subprocess.Popen[bytes]") -> None:
    """Nobody wants to know any more what it does. One that waits for a disk does not go at once: it is left to it."""
    process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_ENDING)
