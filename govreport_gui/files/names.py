"""What a file is called: by one name wherever links lead, and in letters that can be shown."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from unicodedata import category

_NAME: Final = re.compile(r"[^/“”]*[\udc80-\udcff][^/“”]*")
"""A name whose bytes are no UTF-8, as the system gives it, in a path or in a sentence."""


PICTURES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
"""How names of pictures end that a report can be read from."""


def is_picture(path: Path) -> bool:
    """Whether that is a picture, by its name."""
    return path.suffix.lower() in PICTURES


def in_order(paths: Iterable[Path]) -> tuple[Path, ...]:
    """By their names, numbers in them by their value: 第2页 comes before 第10页."""

    def key(path: Path) -> list[tuple[int, str]]:
        parts = re.split(r"([0-9]+)", path.name)
        return [(int(part), "") if at % 2 else (0, part) for at, part in enumerate(parts)]

    return tuple(sorted(paths, key=key))


def settled(path: Path) -> Path:
    """That file by its one name: links followed as far as the disk says where they lead, and absolute."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        # Shared folders of virtual machines and RAM disks on Windows do not say; nor does a circle of links.
        return path if path.is_absolute() else Path.cwd() / path


def same(path: Path, other: Path | None) -> bool:
    """Whether both are one file. Equal names are, and the disk is not asked then."""
    return other is not None and (path == other or settled(path) == settled(other))


def is_there(path: Path) -> bool:
    """Whether there is a file of that name, as far as the disk says: what it will not tell, opening it will."""
    try:
        return path.exists()
    except OSError:
        return False


def is_gone(path: Path) -> bool:
    """Whether the disk says that there is no file of that name; of what it will not tell, opening it will."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def readable(text: str) -> str:
    """A name, a path or a sentence with names in “” as it can be shown: a name that is no UTF-8 was mostly written as
    GBK.
    """
    text = _NAME.sub(_from_gbk, text)
    return text.encode("utf-8", "replace").decode("utf-8")


def offered(unit: str, year: int | None) -> str:
    """What a file of the report of that unit and year is called unless the clerk says something else, no suffix."""
    unit = "".join("_" if unfit(mark) else mark for mark in unit)
    # A file name may have 255 bytes, and a Chinese character takes three of them or four.
    unit = unit.encode("utf-8")[:150].decode("utf-8", "ignore")
    return f"{unit}{f'{year}年' if year else ''}政府信息公开工作年度报告"


def unfit(name: str) -> str:
    """What of it has no place in a file name: Windows knows it as something else, or nobody sees it."""
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return "".join(mark for mark in name if mark in '\\/:*?"<>|' or category(mark) in unseen)


def _from_gbk(found: re.Match[str]) -> str:
    try:
        return os.fsencode(found[0]).decode("gb18030", "replace")
    except UnicodeEncodeError:  # there is something in it that no file system has said
        return found[0]
