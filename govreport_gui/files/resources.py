"""Find and read what ships with the program: in a checkout, in a wheel and in a frozen program."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport_gui.files import limits, settings
from govreport_gui.files.errors import OutsideError

if TYPE_CHECKING:
    from govreport_gui.core.forms.form import Format
    from govreport_gui.core.forms.laws import Law
    from govreport_gui.core.forms.row_help import RowHelp

LARGEST_FORM: Final = 1_000_000
"""In bytes. The forms so far have 16 000."""
_MOST_DOTS: Final = 40
"""In one line of a form's file; the forms so far have 9."""
_PACKAGE: Final = Path(__file__).resolve().parent.parent


def path(name: str) -> Path:
    """Where the resource `name` (formats/2021.toml) lies; it may not exist."""
    inside = _PACKAGE / "_resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources") / name


def home() -> Path:
    """The folder that the program is found in as a package."""
    return _PACKAGE.parent


def program() -> tuple[str, ...]:
    """How this program is started once more: by its own executable, or by the Python that runs it."""
    python = Path(sys.executable).stem.lower().startswith("python")
    return (sys.executable, "-m", "govreport_gui") if python else (sys.executable,)


def guide() -> Path:
    """The folder of the user guide: guide.md and its pictures."""
    inside = _PACKAGE / "_resources"
    return inside / "guide" if inside.is_dir() else _PACKAGE.parent / "docs" / "guide"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A form that was put in and is not used: its file, and why, as part of a sentence."""

    file: str
    why: str


def formats() -> tuple[Format, ...]:
    """All forms, newest first: those that ship with the program, and later issues put in from a file."""
    return _loaded()[0]


def left_out() -> tuple[LeftOut, ...]:
    """The forms that were put in and cannot be used, by this issue of the program or any more."""
    return _loaded()[1]


def shipped() -> dict[str, Format]:
    """By id the forms that ship with the program."""
    return {form.id: form for form in map(_read, sorted(path("formats").glob("*.toml")))}


@cache
def _loaded() -> tuple[tuple[Format, ...], tuple[LeftOut, ...]]:
    """They are read once: reading them takes 9 ms."""
    own = shipped()
    found = dict(own)
    refused = []
    for file in added():
        try:
            form = read_form(limits.given(file, LARGEST_FORM, "格式文件"))
            if fault := unfit(form, own.get(form.id), tuple(own.values())):
                raise ValueError(fault)  # noqa: TRY301  # one way out for all that can be wrong with it
        except (OutsideError, ValueError) as error:
            refused.append(LeftOut(file.name, str(error).rstrip("。")))
            continue
        if form.id not in found or form.revision > found[form.id].revision:
            found[form.id] = form
    return tuple(sorted(found.values(), key=lambda form: form.first_year, reverse=True)), tuple(refused)


def newest() -> Format:
    """The form that a new report is made on. The window starts with it and leaves the others for later."""
    return formats()[0] if added() else _read(max(path("formats").glob("*.toml")))


@cache
def _read(file: Path) -> Format:
    return _form(file.read_text(encoding="utf-8"))


def _form(text: str) -> Format:
    """The form in a file's text. Its reader is loaded only now: the start page shows none."""
    import tomllib  # noqa: PLC0415

    from govreport_gui.core.forms.reader import load  # noqa: PLC0415

    return replace(load(tomllib.loads(text)), laws=_laws())


@cache
def _laws() -> tuple[Law, ...]:
    import tomllib  # noqa: PLC0415  # likewise

    from govreport_gui.core.forms import laws  # noqa: PLC0415  # likewise

    return laws.load(tomllib.loads(path("laws.toml").read_text(encoding="utf-8")))


def read_form(content: bytes) -> Format:
    """The form in a file's content, whoever has made it. Raises ValueError with one sentence."""
    from govreport_gui.core.forms.strict import FormatError  # noqa: PLC0415  # likewise

    # A name of a hundred thousand parts keeps the reader of TOML busy for hours.
    if any(line.count(b".") > _MOST_DOTS for line in content.splitlines()):
        raise FormatError("层次太多")
    try:
        return _form(content.decode("utf-8"))
    except FormatError as error:
        raise FormatError(str(error).splitlines()[0]) from None
    except (ValueError, RecursionError):  # no UTF-8, no TOML, a number of thousands of digits
        raise FormatError("不是格式文件，或已损坏") from None


def unfit(form: Format, old: Format | None, others: tuple[Format, ...]) -> str:
    """Why that form cannot stand in place of the old one, or beside the others; "" if it can."""
    from govreport_gui.core.forms.replacement import lacking, unknown_sources  # noqa: PLC0415  # likewise

    missing = lacking(form, old) if old is not None else ""
    return f"{missing}，已有的报告会读不出来" if missing else unknown_sources(form, others)


def added_folder() -> Path:
    """Where forms lie that were put in."""
    return settings.data_folder() / "formats"


def added() -> tuple[Path, ...]:
    """The files of the forms that were put in."""
    return tuple(sorted(added_folder().glob("*.toml")))


def look_again() -> None:
    """Forms have been put in or taken out: the next who asks gets them as they are now."""
    for known in (_loaded, _read, _row_help):
        known.cache_clear()


def form_of(form: str) -> Format | None:
    """The form of that id. While none has been put in, the others are not read for it."""
    if added():
        return next((each for each in formats() if each.id == form), None)
    return next((_read(each) for each in path("formats").glob("*.toml") if each.stem == form), None)


@cache
def _row_help(name: str) -> RowHelp | None:
    """The help for a shipped form; a form put in from a file may have none."""
    import tomllib  # noqa: PLC0415  # likewise

    from govreport_gui.core.forms.row_help import HelpError  # noqa: PLC0415  # the console needs none
    from govreport_gui.core.forms.row_help import load as load_help  # noqa: PLC0415  # likewise

    form = form_of(name)
    if form is None:
        return None
    try:
        return load_help(tomllib.loads(path("help/rows.toml").read_text(encoding="utf-8")), form)
    except HelpError:
        return None


def help_text(form: Format, cell: str, part: str) -> tuple[str, str]:
    """What counts in that cell's row and column, and by which article; or what to know about that part where no cell is
    chosen.
    """
    if cell:
        known = _row_help(form.id)
        of = known.of(form, cell) if known else ()
        counts = "\n".join(line for each in of for line in (each.counts, each.leaves_out) if line)
        return counts, "\n".join(each.law for each in of if each.law)
    hint = next((section.hint for section in form.sections if section.id == part), "")
    return hint or "选中表格里的一格，这里说明那一行填什么。", ""
