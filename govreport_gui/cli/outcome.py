"""How a verb ends, and what it says beside its result."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import is_there, readable

if TYPE_CHECKING:  # most verbs read nothing that is told of
    from govreport_gui.core.reading.account import Entry

DONE, FOUND, USAGE, OUTSIDE = 0, 1, 2, 3
"""Exit codes: all well; a must_fix finding; wrong usage; a file could not be read or written."""


def tell(path: Path, problems: Sequence[str]) -> None:
    """What is doubtful, left over, missing or assumed in what was read, on standard error."""
    for problem in problems:
        print(readable(f"“{path.name}”：{problem}"), file=sys.stderr)


def doubts_said(account: "Sequence[Entry]") -> str:
    """How many numbers that were read are doubtful, as part of a sentence; "" if none."""
    doubts = sum(entry.what == "doubtful" for entry in account)
    return f"读入存疑 {doubts} 处，须对照原件确认" if doubts else ""


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise OutsideError where a file would be replaced that nobody said may be."""
    if is_there(path) and not force:
        raise OutsideError(f"“{path.name}”已经存在，没有改动它；要替换的，加上 --force。")


def complain(error: OutsideError) -> None:
    """One sentence on standard error."""
    print(error, file=sys.stderr)
