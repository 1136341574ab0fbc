"""How a verb ends, and what it says beside its result."""

import sys
from collections.abc import Sequence
from pathlib import Path

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import is_there, readable

DONE, FOUND, USAGE, OUTSIDE = 0, 1, 2, 3
"""Exit codes: all well; a must_fix finding; wrong usage; a file could not be read or written."""


def tell(path: Path, problems: Sequence[str]) -> None:
    """What is doubtful, left over, missing or assumed in what was read, on standard error."""
    for problem in problems:
        print(readable(f"“{path.name}”：{problem}"), file=sys.stderr)


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise OutsideError where a file would be replaced that nobody said may be."""
    if is_there(path) and not force:
        raise OutsideError(f"“{path.name}”已经存在，没有改动它；要替换的，加上 --force。")


def complain(error: OutsideError) -> None:
    """One sentence on standard error."""
    print(error, file=sys.stderr)
