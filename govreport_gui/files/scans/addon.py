"""识别组件: the add-on that reads paper, a folder of its own beside the program, or the extra [ocr] of a checkout.

The folder holds numpy/, onnxruntime/, models/ and the manifest; packaging/recogniser makes it. Only a process that
reads a file loads it.
"""

import importlib.util
import os
import sys
from dataclasses import dataclass
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Final

from govreport_gui.files import limits
from govreport_gui.files.errors import OutsideError

MODELS: Final = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")
"""Where text is, and what it says: files in `Addon.models`."""
NAME: Final = "识别组件"
MANIFEST: Final = "recogniser.toml"
"""version = "1.0.0", whose first number is `_ISSUE`; modules = how compiled modules of its Python and system end;
[lengths]: the bytes of each model and binary, since what was cut off must not be loaded.
"""
_ISSUE: Final = "1"
"""The first number of the versions that this program can work with."""
_LARGEST: Final = 10_000
_PLACE: Final = "govreport-recogniser"
_CARRIER: Final = "rapidocr"
"""The package of the extra [ocr] that has the models; nothing else of it is used."""

_LARGE: Final = (36, 78) if sys.platform == "win32" else (41, 100)
"""MB of the package, and when it is installed."""
_WHERE: Final = "识别组件与本程序的安装程序在同一处取得"
_MADE: Final = any("x86_64" in ending or "amd64" in ending for ending in EXTENSION_SUFFIXES)
"""Whether there is an add-on for this kind of computer."""
OFFER: Final = (
    f"安装“识别组件”后可读入。{_WHERE}，安装包约 {_LARGE[0]} MB，安装后约占 {_LARGE[1]} MB"
    if _MADE
    else "这种处理器的电脑没有可安装的“识别组件”，不能读入"
)
"""Part of a sentence: what to do where a file wants the add-on and there is none."""


@dataclass(frozen=True, slots=True)
class Addon:
    """An add-on that was found: its version, its folder (None where Python itself has its modules), and where the
    models lie. `unfit` says why it cannot be used, as part of a sentence; "" if it can.
    """

    version: str
    folder: Path | None
    models: Path
    unfit: str = ""


def found() -> Addon | None:
    """The add-on that can be used; else one that is there and cannot; else None. Nothing of it is loaded."""
    own = _of_python()
    if own is not None:
        return own
    lying = [each for place in places() if (each := _in_folder(place)) is not None]
    return next((each for each in lying if not each.unfit), lying[0] if lying else None)


def wanted(what: str) -> Addon:
    """The add-on, for a file that is 扫描件 or 图片. Raises OutsideError with the offer, or why it cannot be used."""
    addon = found()
    if addon is None:
        raise OutsideError(f"为{what}，{OFFER}。也可取得 Word 或有文字的 PDF 文件，或照纸面填报")
    if addon.unfit:
        raise OutsideError(f"为{what}，{addon.unfit}")
    return addon


def at_hand() -> bool:
    """Whether there is one that can be used."""
    addon = found()
    return addon is not None and not addon.unfit


def state() -> str:
    """In one line whether scans can be read here, for those who help."""
    addon = found()
    if addon is None:
        return f"未安装{NAME}，扫描件和图片不能读入"
    return addon.unfit or f"已安装{NAME} {addon.version}，可读入扫描件和图片"


def load(addon: Addon) -> None:
    """Let this process import what the add-on holds; what the program has itself comes first."""
    # Its sums are small: threads of their own would only take memory.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # The runtime that ships has nothing that could send; a checkout may have a newer one.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    if addon.folder is not None and str(addon.folder) not in sys.path:
        sys.path.append(str(addon.folder))


def places() -> tuple[Path, ...]:
    """The folders that it may be in: beside the program, the user's own, and the one for the whole machine."""
    beside = Path(sys.executable).parent / _PLACE
    if sys.platform == "win32":
        given = ((os.environ.get("LOCALAPPDATA"), "Programs"), (os.environ.get("PROGRAMFILES"), ""))
        return (beside, *(Path(root, inside, _PLACE) for root, inside in given if root))
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return (beside, Path(data) / _PLACE, Path("/usr/lib") / _PLACE)


def _of_python() -> Addon | None:
    """What Python that runs this has itself; nothing of it is imported by looking."""
    specs = [importlib.util.find_spec(name) for name in ("numpy", "onnxruntime", _CARRIER)]
    if any(spec is None or spec.origin is None for spec in specs):
        return None
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  # a frozen program does without

    models = Path(str(specs[-1] and specs[-1].origin)).parent / "models"
    try:
        carried = f"{_CARRIER} {version(_CARRIER)}"
    except PackageNotFoundError:
        carried = _CARRIER
    return Addon(carried, None, models) if _has(models) else None


def _in_folder(folder: Path) -> Addon | None:
    """What lies there: None if nothing; what cannot be used says so."""
    import tomllib  # noqa: PLC0415  # most computers have none

    manifest = folder / MANIFEST
    if _length(manifest) < 0:
        return None
    models = folder / "models"
    try:
        said = tomllib.loads(limits.given(manifest, _LARGEST).decode("utf-8"))
        version, modules, lengths = str(said["version"]), said["modules"], dict(said["lengths"])
    except (OutsideError, ValueError, KeyError, TypeError):
        return Addon("", folder, models, f"电脑上的{NAME}已损坏，请重新安装{NAME}")
    if version.partition(".")[0] != _ISSUE or modules not in EXTENSION_SUFFIXES:
        return Addon(
            version, folder, models, f"电脑上的{NAME} {version} 与本程序不配套，请安装与本程序一同取得的{NAME}"
        )
    whole = _has(models) and all(_length(folder / name) == length for name, length in lengths.items())
    return Addon(version, folder, models, "" if whole else f"电脑上的{NAME}不完整，请重新安装{NAME}")


def _has(models: Path) -> bool:
    return all(_length(models / name) >= 0 for name in MODELS)


def _length(file: Path) -> int:
    """In bytes; -1 where there is none."""
    try:
        return file.stat().st_size
    except OSError:
        return -1
