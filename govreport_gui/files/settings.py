"""What the program remembers between runs. Unreadable settings are defaults, never an error."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import platformdirs

from govreport_gui.core.report.document import KINDS, LEVELS
from govreport_gui.core.report.unit import POWERS, Unit
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError

_NAME: Final = "govreport"
_RECENT: Final = 8


@dataclass(frozen=True, slots=True)
class Output:
    """How the clerk printed and looked at paper last: names as Qt has them, zoom in per cent, "width" or "page"."""

    printer: str = ""
    two_sided: str = ""
    tray: str = ""
    grey: bool = False
    zoom: str = "page"
    charts: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Recent report files, newest first; the window's place as Qt writes it, in base64; the zoom in percent; the
    clerk's own unit; the choices of output.
    """

    recent: tuple[str, ...] = ()
    window: str = ""
    zoom: int = 100
    unit: Unit = field(default_factory=Unit)
    output: Output = Output()
    cell_pane: bool = False
    """Whether the pane of the current cell is open."""
    show_last: bool = False
    """Whether last year's numbers are shown in the tables."""


_Kept = TypeVar("_Kept", Settings, Output)


ELSEWHERE: Final = "GOVREPORT_FOLDER"
"""Where this is set in the environment, all that the program keeps lies in that folder: a trial leaves no trace."""


def data_folder() -> Path:
    """The folder for what the program keeps for the user, such as recovery copies."""
    return Path(os.environ.get(ELSEWHERE) or platformdirs.user_data_dir(_NAME, appauthor=False))


def _path() -> Path:
    folder = os.environ.get(ELSEWHERE) or platformdirs.user_config_dir(_NAME, appauthor=False)
    return Path(folder) / "settings.json"


def load() -> Settings:
    """The settings of this user."""
    return _settings(_content() or {})


def _content() -> dict[str, Any] | None:
    """What stands in the file; None if it cannot be read."""
    try:
        content = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _settings(content: Mapping[str, object]) -> Settings:
    """The settings in the file; each that is none counts as not given."""
    recent, window, zoom = content.get("recent"), content.get("window"), content.get("zoom")
    return Settings(
        tuple(each for each in recent if isinstance(each, str)) if isinstance(recent, list) else (),
        window if isinstance(window, str) else "",
        zoom if type(zoom) is int and zoom > 0 else Settings().zoom,
        _unit(_mapping(content, "unit")),
        _output(_mapping(content, "output")),
        cell_pane=content.get("cell_pane") is True,
        show_last=content.get("show_last") is True,
    )


def _mapping(content: Mapping[str, object], name: str) -> Mapping[str, Any]:
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def _unit(content: Mapping[str, Any]) -> Unit:
    """The unit in the file; an answer that is none of those there are counts as not given."""
    name, level, kind, rulemaker = (content.get(each) for each in ("name", "level", "kind", "rulemaker"))
    powers = _mapping(content, "powers").items()
    return Unit(
        name if isinstance(name, str) else "",
        level if isinstance(level, str) and level in LEVELS else "",
        kind if isinstance(kind, str) and kind in KINDS else "",
        rulemaker if isinstance(rulemaker, bool) else None,
        MappingProxyType({power: answer for power, answer in powers if power in POWERS and answer in ("yes", "no")}),
    )


def _output(content: Mapping[str, object]) -> Output:
    """The choices in the file; each that is none counts as not made."""
    made: dict[str, Any] = asdict(Output())
    made |= {name: content[name] for name in made if type(content.get(name)) is type(made[name])}
    return Output(**made)


def save_changes(after: Settings, before: Settings) -> Settings:
    """Keep what this window has changed since `before`, beside what other windows have kept meanwhile.

    Gives the settings to go on with: this window's own, with the recent files and the unit that all share.
    """
    content = _content()
    now = before if content is None else _settings(content)
    kept = replace(
        _taken_over(now, before, after),
        recent=_recent(now.recent, before.recent, after.recent),
        output=_taken_over(now.output, before.output, after.output),
    )
    save(kept)
    return replace(after, recent=kept.recent, unit=kept.unit)


def _taken_over(now: _Kept, before: _Kept, after: _Kept) -> _Kept:
    """`now` with what differs between the other two."""
    names = [each.name for each in fields(now)]
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    return replace(now, **changed)


def _recent(now: Sequence[str], before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """`now` with those on top that came to the top, and without those that went."""
    left = [each for each in before if each in after]
    up = next(k for k in range(len(after) + 1) if list(after[k:]) == [each for each in left if each not in after[:k]])
    top, gone = tuple(after[:up]), {each for each in before if each not in after}
    return (*top, *(each for each in now if each not in top and each not in gone))[:_RECENT]


def save(settings: Settings) -> None:
    """Keep the settings; where that is not possible the program goes on without."""
    unit = settings.unit
    content = {
        "recent": settings.recent,
        "window": settings.window,
        "zoom": settings.zoom,
        "cell_pane": settings.cell_pane,
        "show_last": settings.show_last,
        "output": asdict(settings.output),
        "unit": {
            "name": unit.name,
            "level": unit.level,
            "kind": unit.kind,
            "rulemaker": unit.rulemaker,
            "powers": dict(unit.powers),
        },
    }
    try:
        _path().parent.mkdir(parents=True, exist_ok=True)
        atomic.write(_path(), json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))
    except (OSError, OutsideError):
        return


def with_recent(settings: Settings, path: Path) -> Settings:
    """With that file as the newest of the recent ones."""
    name = str(path)
    others = [each for each in settings.recent if each != name]
    return replace(settings, recent=(name, *others)[:_RECENT])


def without_recent(settings: Settings, name: str) -> Settings:
    """Without that file among the recent ones."""
    return replace(settings, recent=tuple(each for each in settings.recent if each != name))
