"""The whole program for Windows in one folder, put together on Linux without Windows or Wine.

stage_windows.py --wheels DIR --icons DIR --out DIR [--embed ZIP]

--wheels  the files of windows-wheels.txt; --icons  what make_icon.py drew; --embed  the official embeddable Python in
place of the panda3d wheel.
SIGN in the environment: the command that signs the file it is given, for every binary of our own.
Exit 77: this machine cannot do it, for the reason that is printed.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pefile
import python_runtime
from python_runtime import COMPILER, SkippedError, compiled

_HERE: Final = Path(__file__).resolve().parent
_CHECKOUT: Final = _HERE.parent.parent
_QT: Final = (
    r"(__init__|_config|_git_pyside_version|support/__init__|support/deprecated)\.py",
    r"(pyside6\.abi3|Qt6Core|Qt6Gui|Qt6Widgets|Qt6PrintSupport|Qt6Svg)\.dll",
    r"(QtCore|QtGui|QtWidgets|QtPrintSupport|QtSvg)\.pyd",
    r"plugins/platforms/(qwindows|qoffscreen)\.dll",
    r"plugins/styles/qmodernwindowsstyle\.dll",
    r"plugins/iconengines/qsvgicon\.dll",
    r"plugins/imageformats/(qico|qsvg)\.dll",
    r"translations/qtbase_zh_CN\.qm",
)
"""What the program uses of the 150 MB of Qt."""
_SHIBOKEN: Final = r"shiboken6/([^/]+\.py|Shiboken\.pyd|shiboken6\.abi3\.dll)"
_PIL_WITHOUT: Final = r"PIL/_(avif|webp|imaging(cms|ft|tk|math|morph))\..*"
"""Picture formats and drawing that neither reportlab nor openpyxl needs here: 11 MB."""
_NO_PROGRAM: Final = (
    r".*\.(pyi|c|h|typed)|.*/tests/.*|.*\.dist-info/.*|[^/]*\.data/.*|reportlab/fonts/DarkGarden.*|pypdfium2_cli/.*|uharfbuzz/_harfbuzz_test.*"
    r"|olefile/olefile2\.py"  # for Python 2
)


def main() -> None:
    """Build it in a folder that is put in place only when it is whole."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", action="version", version=version())
    parser.add_argument("--python", action="version", version=python_runtime.SERIES)
    for name in ("wheels", "icons", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--embed", type=Path)
    options = parser.parse_args()
    part = options.out.resolve().with_name(f"{options.out.name}.part")
    for old in (part, options.out):
        shutil.rmtree(old, ignore_errors=True)
    try:
        _stage(part, options)
    except SkippedError as reason:
        shutil.rmtree(part)
        print(f"跳过：{reason}。", file=sys.stderr)
        sys.exit(77)
    part.rename(options.out)
    files = [each for each in options.out.rglob("*") if each.is_file()]
    print(f"{options.out}: {len(files)} files, {sum(each.stat().st_size for each in files) / 1e6:.1f} MB")


def _stage(out: Path, options: argparse.Namespace) -> None:
    """Two launchers, and beside them all the rest in one folder, which an update replaces as a whole."""
    program = out / "program"
    wheels = {re.split(r"-\d", each.name)[0].lower(): each for each in options.wheels.glob("*.whl")}
    carrier = wheels.pop("panda3d")
    python_runtime.stage(program / "runtime", carrier, wheels["shiboken6"], options.embed)
    for name, wheel in sorted(wheels.items()):
        _unpack(wheel, program / "lib", program / "licences" / name)
    _stage_program(program / "app")
    _stage_licences(program)
    _list_parts(program / "licences" / "parts.cdx.json")
    _build_launchers(out, options.icons)
    for own in (*out.glob("*.exe"), program / "runtime" / "python3.dll"):
        sign(own)
    list_files(out)


def sign(file: Path) -> None:
    """Sign it where that was asked for; all other binaries bear their makers' signatures."""
    command = shlex.split(os.environ.get("SIGN", ""))
    if not command:
        return
    subprocess.run((*command, str(file)), check=True)
    binary = pefile.PE(str(file), fast_load=True)
    if not binary.OPTIONAL_HEADER.DATA_DIRECTORY[pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_SECURITY"]].Size:
        sys.exit(f"✕ {file.name} 没有签上名：{command[0]}")


def list_files(out: Path) -> None:
    """What an installed program compares itself with: length and name of each file, then a full stop."""
    program = out / "program"
    target = program / "files.txt"
    target.unlink(missing_ok=True)
    files = [*sorted(out.glob("*.exe")), *sorted(each for each in program.rglob("*") if each.is_file())]
    names = ("..\\" + each.name if each.parent == out else str(each.relative_to(program)) for each in files)
    lines = (f"{each.stat().st_size} {name.replace('/', chr(92))}\n" for each, name in zip(files, names, strict=True))
    target.write_text("".join((*lines, ".\n")), encoding="utf-8", newline="\n")


def _unpack(wheel: Path, library: Path, licences: Path) -> None:
    """What runs goes to `library`, source as bytecode; the licence texts to `licences`."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if re.search(
                r"\.dist-info/(licenses/.|(licen[cs]e|authors)(\.[^/]*)?$)(?!.*Commercial)", name, re.IGNORECASE
            ):
                _write(licences / name.rpartition("/")[2], archive.read(name))
            elif not name.endswith("/") and _is_wanted(name):
                _write_module(library / name, archive.read(name), name)


def _is_wanted(name: str) -> bool:
    if name.startswith("PySide6/"):
        return any(re.fullmatch(f"PySide6/{each}", name) for each in _QT)
    if name.startswith("shiboken6/"):
        return re.fullmatch(_SHIBOKEN, name) is not None
    return re.fullmatch(f"{_NO_PROGRAM}|{_PIL_WITHOUT}", name) is None


def _stage_program(app: Path) -> None:
    for source in sorted((_CHECKOUT / "govreport_gui").rglob("*.py")):
        name = source.relative_to(_CHECKOUT).as_posix()
        _write_module(app / name, source.read_bytes(), name)
    _write_module(app / "start.py", (_HERE / "start.py").read_bytes(), "start.py")
    project = tomllib.loads((_CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    # What the wheel takes along, the installer takes too.
    for taken, place in project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"].items():
        for source in _files(_CHECKOUT / taken):
            name = source.relative_to(_CHECKOUT / taken)
            _write(app / place / name if name.name else app / place, source.read_bytes())


def _files(path: Path) -> Iterator[Path]:
    """That file, or all files of that folder; an empty one is as bad as none."""
    found = [path] if path.is_file() else sorted(each for each in path.glob("*") if each.is_file())
    if not found or not all(each.stat().st_size for each in found):
        raise SkippedError(f"缺少 {path.relative_to(_CHECKOUT)}，先运行 make setup")
    yield from found


def _stage_licences(out: Path) -> None:
    licences = out / "licences"
    for source in sorted((_HERE / "licences").glob("*.txt")):
        _write(licences / source.name, source.read_bytes())
    _write(licences / "govreport.txt", (_CHECKOUT / "LICENSE").read_bytes())
    for name, source in {
        "wqy-microhei.txt": "resources/fonts/wqy-microhei-licence.txt",
        "fonts.txt": "resources/fonts/licences.txt",
        "lucide.txt": "resources/icons/lucide-licence.txt",
    }.items():
        _write(licences / name, next(_files(_CHECKOUT / source)).read_bytes())
    official = out / "runtime" / "LICENSE.txt"  # only in the embeddable Python
    if official.exists():
        official.rename(licences / "python.txt")
    else:
        _write(licences / "python.txt", python_runtime.licence())
    # The wheels of Qt name these licences without their texts; every Debian has them.
    for name in ("LGPL-3", "GPL-3"):
        _write(licences / "qt" / f"{name.lower()}.txt", Path("/usr/share/common-licenses", name).read_bytes())


def _list_parts(target: Path) -> None:
    """For those who must know what is in it."""
    others = (
        f"python={'.'.join(map(str, python_runtime.VERSION))}",
        "visual-c-runtime=14",
        *(_HERE.parent / "parts.txt").read_text(encoding="utf-8").split(),
    )
    command = (sys.executable, str(_HERE.parent / "sbom.py"), version(), str(_HERE / "windows-wheels.txt"), str(target))
    subprocess.run((*command, *others), check=True)


def _build_launchers(out: Path, icons: Path) -> None:
    """One source twice: with a window, and for the command line."""
    work = out / "build"
    work.mkdir()
    for source in (
        *(_HERE / name for name in ("launcher.c", "launcher.rc", "launcher.manifest")),
        python_runtime.header(),
    ):
        shutil.copy(source, work)
    pictures = sorted(icons.glob("*.ico"), key=lambda icon: int(icon.stem))
    for icon in pictures:
        shutil.copy(icon, work)
    lines = (f'{icon.stem} ICON "{icon.name}"\n' for icon in pictures)
    (work / "icons.rc").write_text("".join(lines), encoding="ascii")
    options = ("-Os", "-s", "-Wall", "-Wextra", "-Werror", "-municode", "-Wl,--no-insert-timestamp")
    windres = COMPILER.replace("gcc", "windres")
    for name, kind in (("govreport-gui", ("-mwindows",)), ("govreport", ("-mconsole", "-DCONSOLE"))):
        values = {"VERSION": f'"{version()}"', "NUMBERS": numbers().replace(".", ","), "FILENAME": f'"{name}.exe"'}
        values["PYTHON"] = f'"{python_runtime.NAME}"'
        header = "".join(f"#define {key} {value}\n" for key, value in values.items())
        (work / "values.h").write_text(header, encoding="ascii")  # windres passes options through a shell
        subprocess.run((windres, "-c", "65001", "launcher.rc", "launcher.o"), cwd=work, check=True)
        target = ("launcher.c", "launcher.o", "-o", f"../{name}.exe")
        subprocess.run((COMPILER, *options, *kind, *target), cwd=work, check=True)
    shutil.rmtree(work)


def version() -> str:
    """The version of the program, as it says itself."""
    text = (_CHECKOUT / "govreport_gui" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise SkippedError("govreport_gui/__init__.py 里没有版本号")
    return found[1]


def numbers() -> str:
    """The version as Windows wants it: four numbers."""
    return ".".join([*re.findall(r"\d+", version()), "0", "0", "0"][:3]) + ".0"


def _write_module(target: Path, data: bytes, name: str) -> None:
    if name.endswith(".py"):
        _write(target.with_suffix(".pyc"), compiled(data, name))
    else:
        _write(target, data)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


if __name__ == "__main__":
    main()
