"""What the program remembers between runs. Unreadable settings are defaults, never an error."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeGuard, TypeVar

import platformdirs

from govreport_gui.core.report.document import KINDS, LEVELS
from govreport_gui.core.report.unit import POWERS, Unit
from govreport_gui.files import atomic, limits
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable

_NAME: Final = "govreport"
_RECENT: Final = 200
"""Report files that are remembered: those of all units below, for some years."""
_LARGEST: Final = 1_000_000
"""In bytes. Settings have two thousand."""
_LONGEST: Final = 4096
"""Letters of a path or a choice; no system has longer ones."""
_MOST: Final = 1000
"""Per cent of zoom that can be meant."""


@dataclass(frozen=True, slots=True)
class Output:
    """How the clerk printed and looked at paper last: names as Qt has them, zoom in per cent, "width" or "page".

    By purpose the kinds of files put out last: their suffixes, or "pack".
    """

    printer: str = ""
    two_sided: str = ""
    tray: str = ""
    grey: bool = False
    zoom: str = "page"
    charts: bool = False
    profile: str = ""
    """How the pages of a PDF are set: a name of `papers.profiles`."""
    review: str = ".pdf .docx"
    public: str = ".pdf .docx .html .xlsx"
    archive: str = ".pdf .xlsx .govreport"


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
    cell_pane: bool = True
    """Whether all about the current cell is shown, where there is room."""
    show_last: bool = False
    """Whether last year's numbers are shown in the tables."""
    default_folder: str = ""
    """Where files are looked for first; "" for where the last report lies."""
    text_size: int = 100
    """In per cent of the usual, one of TEXT_SIZES."""
    scheme: str = ""
    """light, dark, or "" for as the system is."""


TEXT_SIZES: Final = (100, 117, 133)
SCHEMES: Final = ("", "light", "dark")
_Kept = TypeVar("_Kept", Settings, Output)
_Choice = TypeVar("_Choice", int, str)


ELSEWHERE: Final = "GOVREPORT_FOLDER"
"""Where this is set in the environment, all that the program keeps lies in that folder: a trial leaves no trace."""


def data_folder() -> Path:
    """The folder for what the program keeps for the user, such as recovery copies."""
    return Path(os.environ.get(ELSEWHERE) or platformdirs.user_data_dir(_NAME, appauthor=False))


def own(name: str) -> Path:
    """The folder of that name among what the program keeps for the user: it is there, and nobody else looks into it.
    Raises OSError.
    """
    return _private(_private(data_folder()) / name)


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):
        folder.chmod(0o700)
    return folder


def folder() -> Path:
    """The folder in which the settings are kept."""
    return _path().parent


def _path() -> Path:
    folder = os.environ.get(ELSEWHERE) or platformdirs.user_config_dir(_NAME, appauthor=False)
    return Path(folder) / "settings.json"


def load() -> Settings:
    """The settings of this user."""
    return _settings(_content() or {})


def _content() -> dict[str, Any] | None:
    """What stands in the file; None if it cannot be read."""
    try:
        content = json.loads(limits.read(_path(), _LARGEST))
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _settings(content: Mapping[str, object]) -> Settings:
    """The settings in the file; each that is none counts as not given."""
    recent, window, zoom = content.get("recent"), content.get("window"), content.get("zoom")
    place = content.get("default_folder")
    paths = [each for each in recent if _is_short(each)] if isinstance(recent, list) else []
    return Settings(
        tuple(dict.fromkeys(paths))[:_RECENT],
        window if _is_short(window) and window.isascii() else "",
        zoom if type(zoom) is int and 0 < zoom <= _MOST else Settings().zoom,
        _unit(_mapping(content, "unit")),
        _output(_mapping(content, "output")),
        cell_pane=content.get("current_cell", True) is not False,
        show_last=content.get("show_last") is True,
        default_folder=place if _is_short(place) else "",
        text_size=_one_of(content.get("text_size"), TEXT_SIZES, 100),
        scheme=_one_of(content.get("scheme"), SCHEMES, ""),
    )


def _one_of(given: object, choices: tuple[_Choice, ...], default: _Choice) -> _Choice:
    return next((each for each in choices if type(each) is type(given) and each == given), default)


def _is_short(text: object) -> TypeGuard[str]:
    return isinstance(text, str) and len(text) <= _LONGEST


def _mapping(content: Mapping[str, object], name: str) -> Mapping[str, Any]:
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def _unit(content: Mapping[str, Any]) -> Unit:
    """The unit in the file; an answer that is none of those there are counts as not given."""
    name, level, kind, rulemaker = (content.get(each) for each in ("name", "level", "kind", "rulemaker"))
    powers = _mapping(content, "powers").items()
    return Unit(
        readable(name) if _is_short(name) else "",
        level if isinstance(level, str) and level in LEVELS else "",
        kind if isinstance(kind, str) and kind in KINDS else "",
        rulemaker if isinstance(rulemaker, bool) else None,
        MappingProxyType({power: answer for power, answer in powers if power in POWERS and answer in ("yes", "no")}),
    )


def _output(content: Mapping[str, object]) -> Output:
    """The choices in the file; each that is none counts as not made."""
    made: dict[str, Any] = asdict(Output())
    for name, default in made.items():
        given = content.get(name)
        if type(given) is type(default) and (not isinstance(given, str) or _is_short(given)):
            made[name] = readable(given) if isinstance(given, str) else given
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
        "current_cell": settings.cell_pane,
        "show_last": settings.show_last,
        "default_folder": settings.default_folder,
        "text_size": settings.text_size,
        "scheme": settings.scheme,
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
        _private(folder())
        # A name that is no UTF-8 has in it what UTF-8 cannot write; JSON can.
        text = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        atomic.write(_path(), text, private=True)
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
