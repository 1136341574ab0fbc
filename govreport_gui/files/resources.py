"""Find and read what ships with the program: in a checkout, in a wheel and in a frozen program."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from govreport_gui.core.format_reader import load
from govreport_gui.core.formats import Format

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def path(name: str) -> Path:
    """Where the resource `name` (formats/2021.toml) lies; it may not exist."""
    inside = _PACKAGE / "_resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources") / name


@cache
def formats() -> tuple[Format, ...]:
    """All shipped forms, newest first. They are read once: reading them takes 9 ms."""
    found = [load(tomllib.loads(each.read_text(encoding="utf-8"))) for each in path("formats").glob("*.toml")]
    return tuple(sorted(found, key=lambda form: form.first_year, reverse=True))


def form_of(form: str) -> Format | None:
    """The shipped form of that id."""
    return next((each for each in formats() if each.id == form), None)


def help_text(form: Format, cell: str, part: str) -> str:
    """What to know about that cell's row, or about that part where no cell is chosen."""
    if cell:
        return form.cells[cell].place
    return next((section.hint for section in form.sections if section.id == part), "")
