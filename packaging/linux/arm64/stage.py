"""stage.py WHEELS WHEEL OUT LICENCES: the program for arm64 in one folder, for the system's Python, on any machine.

WHEELS  the files of wheels.txt; WHEEL  the program's own; OUT  becomes /usr/lib/govreport-gui; LICENCES  the texts of
its parts. What the libraries in it find neither there nor among those that the package depends on ends it with exit 1.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent
_READELF: Final = "readelf"
_QT: Final = (
    r"(__init__|_config|_git_pyside_version|support/__init__|support/deprecated)\.py",
    r"libpyside6\.abi3\.so\..*",
    r"(QtCore|QtGui|QtWidgets|QtPrintSupport|QtSvg)\.abi3\.so",
    r"Qt/lib/lib(Qt6(Core|Gui|Widgets|PrintSupport|Svg|DBus|XcbQpa)|icu\w+)\.so\..*",
    r"Qt/plugins/platforms/libq(xcb|offscreen)\.so",
    r"Qt/plugins/platforminputcontexts/lib(ibus|compose)\w+\.so",
    r"Qt/plugins/iconengines/libqsvgicon\.so",
    r"Qt/plugins/imageformats/libq(svg|ico|jpeg)\.so",
    r"Qt/plugins/printsupport/.*\.so",
    r"Qt/translations/qtbase_zh_CN\.qm",
)
"""What the program uses of Qt: as in ../govreport.spec."""
_WITHOUT: Final = (
    r".*\.(pyi|c|h|typed)|.*/tests/.*|.*\.dist-info/.*|[^/]*\.data/.*|PIL/_(avif|webp|imaging(cms|ft|tk|math|morph))\..*"
    r"|reportlab/fonts/DarkGarden.*|pypdfium2_cli/.*|olefile/olefile2\.py|uharfbuzz/_harfbuzz_test.*"
)
_SYSTEM: Final = re.compile(
    r"(ld-linux-aarch64|lib(c|m|dl|rt|pthread|stdc\+\+|gcc_s|z|glib-2\.0|gthread-2\.0|EGL|GL|GLX|OpenGL|fontconfig"
    r"|freetype|dbus-1|cups|zstd|SM|ICE|xkbcommon(-x11)?|X11(-xcb)?|xcb(-(cursor|glx|icccm|image|keysyms|randr|render|render-util"
    r"|shape|shm|sync|xfixes|xkb))?))\.so\..*"
)
"""Libraries of the packages named in control.in, and of those that these bring."""
_MUST: Final = ("translations/qtbase_zh_CN.qm", "plugins/platforms/libqxcb.so", "plugins/platforms/libqoffscreen.so")


def main() -> None:
    """Fill the folder, then look whether it is complete."""
    wheels, own, out, licences = map(Path, sys.argv[1:])
    shutil.rmtree(out, ignore_errors=True)
    for wheel in sorted(wheels.glob("*.whl")):
        _unpack(wheel, out / "lib")
        _keep_licence(wheel, licences)
    with zipfile.ZipFile(own) as archive:
        archive.extractall(out / "app", [name for name in archive.namelist() if ".dist-info/" not in name])
    shutil.copy(_HERE / "start.py", out)
    _drop_unused(_libraries(out))
    faults = [*_faults(out)]
    for fault in faults:
        print(f"✕ {fault}")
    sys.exit(bool(faults))


def _unpack(wheel: Path, library: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith("PySide6/"):
                wanted = any(re.fullmatch(f"PySide6/{each}", name) for each in _QT)
            else:
                wanted = not re.fullmatch(_WITHOUT, name)
            if wanted:
                archive.extract(name, library)


def _keep_licence(wheel: Path, licences: Path) -> None:
    """As one text, by the name that ../debian/copyright gives it."""
    target = licences / re.split(r"-\d", wheel.name)[0].lower()
    kind = re.compile(r".*\.dist-info/(licenses/.*|licen[cs]e[^/]*|copying[^/]*)", re.IGNORECASE)
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in sorted(archive.namelist()) if kind.fullmatch(name) and not name.endswith("/")]
        texts = [archive.read(name) for name in names]
    if texts:
        licences.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"\n".join(texts))


def _libraries(out: Path) -> list[Path]:
    return [each for each in sorted(out.rglob("*")) if re.search(r"\.so(\.|$)", each.name)]


def _said(library: Path, option: str) -> str:
    return subprocess.run((_READELF, option, str(library)), capture_output=True, text=True, check=True).stdout


def _needed(library: Path) -> list[str]:
    return re.findall(r"\(NEEDED\).*\[(.*)\]", _said(library, "-d"))


def _drop_unused(libraries: list[Path]) -> None:
    """Of Pillow's libraries those that no module reaches any more."""
    of_pillow = {each.name: each for each in libraries if each.parent.name == "pillow.libs"}
    used: set[str] = set()
    new = {name for each in libraries if each.name not in of_pillow for name in _needed(each)} & of_pillow.keys()
    while new:
        used |= new
        new = {name for each in new for name in _needed(of_pillow[each])} & of_pillow.keys() - used
    for name in of_pillow.keys() - used:
        of_pillow[name].unlink()


def _faults(out: Path) -> Iterator[str]:
    libraries = _libraries(out)
    staged = {each.name for each in libraries}
    for each in libraries:
        if "AArch64" not in _said(each, "-h"):
            yield f"{each.relative_to(out)}：不是 aarch64 的"
        for name in _needed(each):
            if name not in staged and not _SYSTEM.fullmatch(name):
                yield f"{each.relative_to(out)}：要 {name}，谁也没有"
    for place in _MUST:
        if not (out / "lib/PySide6/Qt" / place).exists():
            yield f"没有 {place}"


main()
