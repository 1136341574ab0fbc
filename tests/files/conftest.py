"""What the tests of files ask for."""

import os
from pathlib import Path

import pytest

from govreport_gui.files.pdf.fonts import Fonts


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """The face that ships with the program, so that pages are the same on every machine."""
    return Fonts(bundled_only=True)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files below the test's folder the disk was asked about by name: on a slow share each takes its time."""
    found: list[str] = []
    for name in ("stat", "lstat"):
        monkeypatch.setattr(os, name, _noting(getattr(os, name), str(tmp_path), found))
    return found


def _noting(ask, folder: str, found: list[str]):
    def noting(path, **named):
        if not isinstance(path, int) and os.fspath(path).startswith(folder):
            found.append(os.fspath(path))
        return ask(path, **named)

    return noting
