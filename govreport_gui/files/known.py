"""What is in the report files of lately: found out without keeping anyone waiting, and remembered.

A file that is as it was, by size and time of its last change, is not read again.
"""

import json
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final

from govreport_gui import __version__
from govreport_gui.core.report.states import STATES
from govreport_gui.files import atomic, limits, names, resources, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable

_LARGEST: Final = 8_000_000
"""In bytes. What is larger would keep the window waiting while it is looked through; reports have 0.1 million."""
_REMEMBERED: Final = 4_000_000
_PAUSE: Final = 0.01
"""Seconds between files: the window has its turn."""
_PATIENCE: Final = 3.0
"""Seconds after which a place that says nothing is said to be silent."""
SIGNS: Final = ("must_fix", "unfinished", "explain", "explained", "done")


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


class Looking:
    """Looks at report files in threads of its own, one for each place: a share that is gone may take minutes to say so.

    `found` fills up meanwhile. It is remembered for the next time, beside what was known `before` of all files.
    """

    def __init__(self, paths: Iterable[str], before: Mapping[str, Seen]) -> None:
        self._before = before
        self._file, self._by = _file(), _by()
        self.found: dict[str, Seen] = {}
        self._answered: set[str] = set()
        self._since: dict[str, float] = {}
        self._over = False
        self._turn = Lock()
        by_place: dict[str, list[str]] = {}
        for path in paths:
            by_place.setdefault(_place(path), []).append(path)
        self.paths = tuple(path for each in by_place.values() for path in each)
        self._threads = [Thread(target=self._look, args=(place, here), daemon=True) for place, here in by_place.items()]
        for thread in self._threads:
            thread.start()

    @property
    def done(self) -> bool:
        """Whether all files have been looked at, and that is remembered."""
        return not any(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._over = True

    def wait(self, seconds: float) -> None:
        """Wait until all is found, at most that long for each place."""
        for thread in self._threads:
            thread.join(seconds)

    def answers(self, path: str, seconds: float = 0.0) -> bool:
        """Whether the disk has said, by then, whether that file is there: opening it keeps nobody waiting for long."""
        until = time.monotonic() + seconds
        while path not in self._answered and time.monotonic() < until:
            time.sleep(_PAUSE)
        return path in self._answered

    def silent(self, path: str) -> bool:
        """Whether the place of that file has not answered for a while."""
        since = self._since.get(_place(path))
        return path not in self._answered and since is not None and time.monotonic() - since > _PATIENCE

    def _look(self, place: str, paths: list[str]) -> None:
        for path in paths:
            if self._over:
                return
            self._since[place] = time.monotonic()
            self.found[path] = self._seen(path)
        self._since.pop(place, None)
        with self._turn:
            if any(self._before.get(path) != self.found[path] for path in paths):
                self._remember()

    def _seen(self, path: str) -> Seen:
        try:
            try:
                state = Path(path).stat()
            finally:
                self._answered.add(path)
            before = self._before.get(path)
            if before is not None and (before.size, before.changed) == (state.st_size, state.st_mtime_ns):
                return before
            content, state = limits.look(Path(path), _LARGEST)
        except FileNotFoundError:
            return Seen()
        except (OSError, ValueError):
            return Seen(why=f"“{readable(Path(path).name)}”读不出来，核对是否有读取权限、U盘是否还插着。")
        about, why = None, ""
        try:
            with self._turn:
                about = _about(content, readable(Path(path).name))
                time.sleep(_PAUSE)
        except OutsideError as error:
            why = str(error)
        return Seen(state.st_size, state.st_mtime_ns, about, why)

    def _remember(self) -> None:
        """Keep what was found; where that is not possible all is looked at again next time.

        Of a file that is away now it stays known what was in it.
        """
        kept = {**self._before, **{path: seen for path, seen in self.found.items() if seen.about is not None}}
        files = {path: asdict(seen) for path, seen in kept.items()}
        with suppress(OSError, OutsideError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            content = json.dumps({"by": self._by, "files": files}, indent=1)  # with escapes: a name may be no UTF-8
            atomic.write(self._file, content.encode("ascii"), private=True)


def _place(path: str) -> str:
    """What answers for that file, or does not: a drive, a share, a folder near the root of the disk."""
    here = Path(path)
    return here.drive or str(Path(*here.parts[:3]))


def _about(content: bytes, name: str) -> About:
    """What is in that report file. Raises OutsideError."""
    from govreport_gui.core.findings.progress import headline  # noqa: PLC0415  # the start page is painted without rules
    from govreport_gui.core.rules.check import check  # noqa: PLC0415  # likewise
    from govreport_gui.files.saving import store  # noqa: PLC0415  # likewise

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OutsideError(f"“{name}”已损坏，读不出来。可以打开它的备份。") from None
    form, document = store.from_text(text, name)
    checked = check(form, document)
    inputs = len(form.inputs)
    filled = inputs - len(checked.blank_inputs)
    return About(document.unit, document.year, document.state, filled, inputs, *headline(checked))


def is_there(path: str) -> bool:
    """Whether that file is there, as far as its disk says so in time."""
    found: list[bool] = []
    thread = Thread(target=lambda: found.append(names.is_there(Path(path))), daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return found == [True]


def newest_earlier(seen: Mapping[str, Seen], unit: str, year: int) -> str | None:
    """The path of the unit's newest report for an earlier year, of several of one year the one changed last.

    Without a unit it is that of all these reports, where they have only one.
    """
    known = {path: each for path, each in seen.items() if each.about is not None and each.about.unit}
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


# ── remembered ───────────────────────────────────────────────────────


def remembered() -> dict[str, Seen]:
    """What was found the last time, by path; not by another issue of the program or of the forms, which judge anew."""
    try:
        content = json.loads(limits.read(_file(), _REMEMBERED))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict) or content.get("by") != _by() or not isinstance(content.get("files"), dict):
        return {}
    found = ((path, _read(each)) for path, each in content["files"].items())
    return {path: seen for path, seen in found if seen is not None}


def _file() -> Path:
    return settings.data_folder() / "known.json"


def _by() -> list[str]:
    """Which rules have judged: the issue of the program, and the forms that were put in."""
    added = []
    for path in resources.added():
        with suppress(OSError):
            added.append(f"{path.name} {path.stat().st_mtime_ns}")
    return [__version__, *added]


def _read(content: Any) -> Seen | None:  # noqa: ANN401  # whatever JSON holds
    """What is remembered of a file; None if that is not what this program has written."""
    with suppress(TypeError, KeyError, AttributeError):
        about = About(**content["about"])
        seen = Seen(content["size"], content["changed"], about)
        numbers = (seen.size, seen.changed, about.filled, about.inputs, about.year or 0)
        texts = (about.unit, about.result)
        if all(type(each) is int for each in numbers) and all(isinstance(each, str) for each in texts):
            return seen if about.state in STATES and about.sign in SIGNS else None
    return None
