"""What is known of a report file, remembered by its path, size and time of the last change."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from govreport_gui import __version__
from govreport_gui.core.report.states import STATES
from govreport_gui.files import atomic, limits, resources, settings
from govreport_gui.files.errors import OutsideError

COLLECTION: Final = "collection"
"""The state of what is no report but a collection of many: its units are counted instead of cells."""
LEDGER: Final = "ledger"
"""The state of a ledger: its answered applications are counted. What is due in it differs from day to day."""
NO_REPORTS: Final = (COLLECTION, LEDGER)
SIGNS: Final = ("must_fix", "unfinished", "explain", "explained", "done", "optional")
_REMEMBERED: Final = 4_000_000
"""Bytes of what is remembered, at most."""


@dataclass(frozen=True, slots=True)
class About:
    """What a list says of a report: `filled` of its `inputs` cells, sign and words of what came of the check."""

    unit: str
    year: int | None
    state: str
    filled: int
    inputs: int
    sign: str
    result: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was found: its size in bytes, when it was changed in nanoseconds, and what is in it.

    Without `about` it is not there, or `why` is a sentence that says what is wrong with it.
    """

    size: int = 0
    changed: int = 0
    about: About | None = None
    why: str = ""


def newest_earlier(seen: Mapping[str, Seen], unit: str, year: int) -> str | None:
    """The path of the unit's newest report for an earlier year, of several of one year the one changed last.

    Without a unit it is that of all these reports, where they have only one.
    """
    known = {
        path: each
        for path, each in seen.items()
        if each.about is not None and each.about.unit and each.about.state not in NO_REPORTS
    }
    units = {"".join(each.about.unit.split()) for each in known.values() if each.about is not None}
    own = "".join(unit.split()) or (units.pop() if len(units) == 1 else "")
    earlier = [
        (each.about.year, each.changed, path)
        for path, each in known.items()
        if each.about is not None
        and each.about.year is not None
        and each.about.year < year
        and "".join(each.about.unit.split()) == own
    ]
    return max(earlier)[2] if earlier else None


def remembered() -> dict[str, Seen]:
    """What was found the last time, by path; not by another issue of the program or of the forms, which judge anew."""
    try:
        content = json.loads(limits.read(_file(), _REMEMBERED))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict) or content.get("by") != _by() or not isinstance(content.get("files"), dict):
        return {}
    found = ((path, seen_in(each)) for path, each in content["files"].items())
    return {path: seen for path, seen in found if seen is not None and seen.about is not None}


def keep(known: Mapping[str, Seen]) -> None:
    """Remember that; where that is not possible all is looked at again next time."""
    files = {path: asdict(seen) for path, seen in known.items()}
    with suppress(OSError, OutsideError):
        settings.own("")
        content = json.dumps({"by": _by(), "files": files}, indent=1)  # with escapes: a name may be no UTF-8
        atomic.write(_file(), content.encode("ascii"), private=True)


def _file() -> Path:
    return settings.data_folder() / "known.json"


def _by() -> list[str]:
    """Which rules have judged: the issue of the program, and the forms that were put in."""
    added = []
    for path in resources.added():
        with suppress(OSError):
            added.append(f"{path.name} {path.stat().st_mtime_ns}")
    return [__version__, *added]


def seen_in(content: Any) -> Seen | None:  # noqa: ANN401  # whatever JSON holds
    """A file as it was found, from what stands in JSON; None if this program has not written that."""
    with suppress(TypeError, KeyError, AttributeError):
        about = None if content["about"] is None else About(**content["about"])
        seen = Seen(content["size"], content["changed"], about, content["why"])
        if not (_are(int, seen.size, seen.changed) and _are(str, seen.why)):
            return None
        if about is None:
            return seen
        numbers, texts = (about.filled, about.inputs, about.year or 0), (about.unit, about.result)
        known = about.state in (*STATES, *NO_REPORTS) and about.sign in SIGNS
        return seen if known and _are(int, *numbers) and _are(str, *texts) else None
    return None


def _are(kind: type, *values: object) -> bool:
    return all(type(value) is kind for value in values)
