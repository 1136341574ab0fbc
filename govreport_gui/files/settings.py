"""What the program remembers between runs. Unreadable settings are defaults, never an error."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import platformdirs

from govreport_gui.core.document import KINDS, LEVELS
from govreport_gui.core.unit import POWERS, Unit
from govreport_gui.files import whole
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


def data_folder() -> Path:
    """The folder for what the program keeps for the user, such as recovery copies."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def _path() -> Path:
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False)) / "settings.json"


def load() -> Settings:
    """The settings of this user."""
    try:
        content = json.loads(_path().read_text(encoding="utf-8"))
        recent = tuple(str(each) for each in content["recent"])
        unit, output = _unit(content.get("unit", {})), _output(content.get("output", {}))
        choices = {name: content.get(name) is True for name in ("cell_pane", "show_last")}
        return Settings(recent, str(content["window"]), int(content.get("zoom", 100)), unit, output, **choices)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Settings()


def _unit(content: Any) -> Unit:  # noqa: ANN401  # whatever stands in the file
    """The unit in the file; an answer that is none of those there are counts as not given."""
    level, kind, rulemaker = content.get("level"), content.get("kind"), content.get("rulemaker")
    powers = {name: str(answer) for name, answer in content.get("powers", {}).items() if name in POWERS}
    return Unit(
        str(content.get("name", "")),
        level if level in LEVELS else "",
        kind if kind in KINDS else "",
        rulemaker if isinstance(rulemaker, bool) else None,
        MappingProxyType({name: answer for name, answer in powers.items() if answer in ("yes", "no")}),
    )


def _output(content: Mapping[str, object]) -> Output:
    """The choices in the file; each that is none counts as not made."""
    made: dict[str, Any] = asdict(Output())
    made |= {name: content[name] for name in made if type(content.get(name)) is type(made[name])}
    return Output(**made)


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
        whole.write(_path(), json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))
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
