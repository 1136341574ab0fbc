"""Find and read what ships with the program: in a checkout, in a wheel and in a frozen program."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.reader import load
from govreport_gui.core.forms.row_help import HelpError, RowHelp
from govreport_gui.core.forms.row_help import load as load_help
from govreport_gui.files import atomic, settings
from govreport_gui.files.errors import OutsideError

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def path(name: str) -> Path:
    """Where the resource `name` (formats/2021.toml) lies; it may not exist."""
    inside = _PACKAGE / "_resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources") / name


def guide() -> Path:
    """The folder of the user guide: guide.md and its pictures."""
    inside = _PACKAGE / "_resources"
    return inside / "guide" if inside.is_dir() else _PACKAGE.parent / "docs" / "guide"


@cache
def formats() -> tuple[Format, ...]:
    """All forms, newest first: those that ship with the program, and later issues put in from a file.

    They are read once: reading them takes 9 ms.
    """
    found: dict[str, Format] = {}
    for each in [*path("formats").glob("*.toml"), *_added().glob("*.toml")]:
        try:
            form = _read(each)
        except (OSError, ValueError):
            # Shipped forms are under test; one that was put in was checked then, and spoilt since.
            if each.parent == _added():
                continue
            raise
        if form.id not in found or form.revision > found[form.id].revision:
            found[form.id] = form
    return tuple(sorted(found.values(), key=lambda form: form.first_year, reverse=True))


def newest() -> Format:
    """The form that a new report is made on. The window starts with it and leaves the others for later."""
    if any(_added().glob("*.toml")):
        return formats()[0]
    return _read(max(path("formats").glob("*.toml")))


@cache
def _read(file: Path) -> Format:
    return load(tomllib.loads(file.read_text(encoding="utf-8")))


def add_form(source: Path) -> Format:
    """Check a form file, brought on a stick say, and put it in for good. Raises OutsideError.

    A form that is there already is replaced only by a later issue with the same cells.
    """
    try:
        content = source.read_bytes()
        form = load(tomllib.loads(content.decode("utf-8")))
    except OSError:
        raise OutsideError(f"“{source.name}”读不出来，核对U盘是否还插着。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise OutsideError(f"“{source.name}”不是格式文件，或已损坏，不能用。没有改动现在的格式。") from None
    except ValueError as error:
        raise OutsideError(f"“{source.name}”不能用：{str(error).splitlines()[0]}。没有改动现在的格式。") from None
    old = form_of(form.id)
    if old is not None and form.revision <= old.revision:
        raise OutsideError(
            f"“{source.name}”（第{form.revision}版）不比现在用的{old.name}（第{old.revision}版）新，没有装入。"
        )
    if old is not None and list(form.cells) != list(old.cells):
        raise OutsideError(f"“{source.name}”的表格与现在的{old.name}不同，已有的报告会读不出来，没有装入。")
    folder = _added()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise OutsideError(f"“{source.name}”没有装入：写不进程序的数据文件夹。") from None
    atomic.write(folder / f"{form.id}.toml", content)
    formats.cache_clear()
    _read.cache_clear()
    return form


def _added() -> Path:
    return settings.data_folder() / "formats"


def form_of(form: str) -> Format | None:
    """The shipped form of that id."""
    return next((each for each in formats() if each.id == form), None)


@cache
def _row_help(name: str) -> RowHelp | None:
    """The help for a shipped form; a form put in from a file may have none."""
    form = form_of(name)
    if form is None:
        return None
    try:
        return load_help(tomllib.loads(path("help/rows.toml").read_text(encoding="utf-8")), form)
    except HelpError:
        return None


def help_text(form: Format, cell: str, part: str) -> str:
    """What counts in that cell's row and column, or what to know about that part where no cell is chosen."""
    if cell:
        lines = []
        known = _row_help(form.id)
        for each in known.of(form, cell) if known else ():
            lines += [line for line in (each.counts, each.leaves_out, each.law) if line]
            lines.append("")
        return "\n".join(lines).strip()
    hint = next((section.hint for section in form.sections if section.id == part), "")
    return hint or "选中表格里的一格，这里说明那一行填什么。"
