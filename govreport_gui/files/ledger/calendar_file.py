"""工作日历: the one that ships with the program, and those put in from a file, brought on a stick say."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from govreport_gui.core.ledger import working_days
from govreport_gui.core.ledger.working_days import Calendar, CalendarError
from govreport_gui.files import atomic, limits, resources, settings
from govreport_gui.files.errors import OutsideError

_LARGEST: Final = 200_000
"""In bytes. A year has some 400."""
_BROKEN: Final = "不是工作日历文件，或已损坏"


@cache
def calendar() -> Calendar:
    """All years that are known; one that was put in goes before that of the program."""
    shipped = working_days.load(tomllib.loads(resources.path("working_days.toml").read_text(encoding="utf-8")))
    found = [shipped]
    for file in added():
        try:
            found.append(_read(limits.given(file, _LARGEST, "工作日历")))
        except (OutsideError, CalendarError):
            continue  # its years are unknown then, and every deadline in them says so
    return working_days.joined(found)


def add(source: Path) -> Calendar:
    """Check a calendar and put it in for good; what is in it. Raises OutsideError; nothing is changed then."""
    content = limits.given(source, _LARGEST, "工作日历")
    try:
        given = _read(content)
    except CalendarError as error:
        raise OutsideError(f"“{source.name}”不能用：{error}。没有改动现在的工作日历。") from None
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise OutsideError(f"“{source.name}”没有装入：写不进程序的数据文件夹。") from None
    # A file for each set of years: put in again, it replaces what said the same years before.
    atomic.write(folder / f"{'-'.join(map(str, sorted(given.years)))}.toml", content)
    calendar.cache_clear()
    return given


def remove() -> None:
    """Take out every calendar that was put in. Raises OutsideError."""
    try:
        for file in added():
            file.unlink(missing_ok=True)
    except OSError:
        raise OutsideError("工作日历没有移除：程序的数据文件夹写不进去。") from None
    finally:
        calendar.cache_clear()


def added() -> tuple[Path, ...]:
    """The files of the calendars that were put in, the one put in last behind."""
    files = [file for file in _folder().glob("*.toml") if file.is_file()]
    return tuple(sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name)))


def _folder() -> Path:
    return settings.data_folder() / "calendars"


def _read(content: bytes) -> Calendar:
    try:
        return working_days.load(tomllib.loads(content.decode("utf-8-sig")))
    except CalendarError:
        raise
    except (ValueError, RecursionError):  # no UTF-8, no TOML
        raise CalendarError(_BROKEN) from None
