"""The Python part of the Windows program: its own DLLs, signed and unmodified, and its library as bytecode."""

import importlib.util
import marshal
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Final

import pefile

VERSION: Final = (3, 11, 7)
"""Of the signed DLLs inside the panda3d wheel, and so of the library that is put beside them. The one place that says
so: docs/release.md tells what a move to another needs.
"""
SERIES: Final = f"{VERSION[0]}.{VERSION[1]}"
NAME: Final = f"python{VERSION[0]}{VERSION[1]}"
"""Of its DLL, without the ending."""
COMPILER: Final = "x86_64-w64-mingw32-gcc"

_DLLS: Final = (
    f"{NAME}.dll",
    "libffi-8.dll",
    *(f"{name}.pyd" for name in ("_bz2", "_ctypes", "_decimal", "_elementtree", "_lzma", "_queue", "_socket", "_uuid")),
    *(f"{name}.pyd" for name in ("_zoneinfo", "pyexpat", "select", "unicodedata")),
)
"""No _ssl, _hashlib, _sqlite3: the program uses no network and no database. hashlib does without OpenSSL."""
_MICROSOFT: Final = ("vcruntime140", "vcruntime140_1", "msvcp140", "msvcp140_1", "msvcp140_2")
_LIBRARY_WITHOUT: Final = frozenset(
    "__pycache__ curses dbm distutils ensurepip idlelib lib-dynload lib2to3 msilib pydoc_data site-packages sqlite3"
    " test tkinter turtledemo unittest venv wsgiref xmlrpc".split()
)
_PATHS: Final = f"{NAME}.zip\n.\n..\\lib\n..\\app\n"
"""Where Python looks for modules, and nowhere else: no registry, no PYTHONPATH, no folder of the user."""
_DATE: Final = (2020, 1, 1, 0, 0, 0)


class SkippedError(Exception):
    """This machine cannot build the program; the reason."""


def compiled(source: bytes, name: str) -> bytes:
    """Bytecode that Python takes as it is: no time in it, no look at the source, the same on every machine."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    flags = (0b01).to_bytes(4, "little")  # by hash, and the hash is not compared
    return importlib.util.MAGIC_NUMBER + flags + importlib.util.source_hash(source) + marshal.dumps(code)


def stage(runtime: Path, carrier: Path, shiboken: Path, embed: Path | None) -> None:
    """Fill the folder `runtime` from the wheels, or from the official embeddable Python if there is one."""
    runtime.mkdir(parents=True)
    if embed is None:
        _from_wheel(runtime, carrier)
    else:
        _from_embed(runtime, embed)
    with zipfile.ZipFile(shiboken) as wheel:
        for name in _MICROSOFT:
            (runtime / f"{name}.dll").write_bytes(wheel.read(f"shiboken6/{name}.dll"))
    (runtime / f"{NAME}._pth").write_text(_PATHS, encoding="ascii", newline="\n")


def _from_wheel(runtime: Path, carrier: Path) -> None:
    here = sys.version_info[:3]
    if here != VERSION:
        raise SkippedError(
            f"要用 Python {_dotted(VERSION)} 的标准库，这里是 {_dotted(here)}；或用 EMBED=官方嵌入式 Python 的 zip"
        )
    with zipfile.ZipFile(carrier) as wheel:
        for name in _DLLS:
            (runtime / name).write_bytes(wheel.read(f"deploy_libs/{name}"))
    dll = pefile.PE(str(runtime / f"{NAME}.dll"))
    if _version(dll) != VERSION:
        raise SkippedError(f"{NAME}.dll 是 {_dotted(_version(dll))}，不是 {_dotted(VERSION)}")
    _make_stable_abi(runtime, dll)
    _zip_library(runtime / f"{NAME}.zip")


def _from_embed(runtime: Path, embed: Path) -> None:
    if sys.version_info[:2] != VERSION[:2]:
        raise SkippedError(f"编译字节码要用 Python {SERIES}，这里是 {_dotted(sys.version_info[:3])}")
    with zipfile.ZipFile(embed) as archive:
        for name in (*_DLLS, "python3.dll", f"{NAME}.zip", "LICENSE.txt"):
            (runtime / name).write_bytes(archive.read(name))
    version = _version(pefile.PE(str(runtime / f"{NAME}.dll")))
    if version[:2] != VERSION[:2]:
        raise SkippedError(f"{embed.name} 里是 Python {_dotted(version)}，不是 {SERIES}")


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _version(dll: pefile.PE) -> tuple[int, ...]:
    """3.11.7 is written there as 3.11.7150."""
    fixed = dll.VS_FIXEDFILEINFO[0]
    return fixed.ProductVersionMS >> 16, fixed.ProductVersionMS & 0xFFFF, (fixed.ProductVersionLS >> 16) // 1000


def _make_stable_abi(runtime: Path, dll: pefile.PE) -> None:
    """python3.dll, which Qt's modules ask for and no wheel has: every name sends on to Python's own DLL."""
    names = [symbol.name.decode() for symbol in dll.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name]
    exports = runtime / "python3.def"
    exports.write_text("LIBRARY python3.dll\nEXPORTS\n" + "".join(f" {n}={NAME}.{n}\n" for n in names), "ascii")
    # Relative names: the linker writes the names of its files into the DLL.
    options = ("-shared", "-nostdlib", "-Wl,-e,0", "-Wl,--no-insert-timestamp", "-s")
    subprocess.run((COMPILER, *options, "-o", "python3.dll", exports.name), cwd=runtime, check=True)
    exports.unlink()


def _zip_library(target: Path) -> None:
    """Not compressed: the installer does that better."""
    library = Path(sysconfig.get_path("stdlib"))
    with zipfile.ZipFile(target, "w") as archive:
        for source in sorted(library.rglob("*.py")):
            name = source.relative_to(library).as_posix()
            if _LIBRARY_WITHOUT.isdisjoint(name.split("/")) and not name.startswith(("config-", "_sysconfigdata")):
                entry = zipfile.ZipInfo(f"{name}c", _DATE)
                archive.writestr(entry, compiled(source.read_bytes(), name))


def header() -> Path:
    """What the launcher must know of Python's configuration: the same on every system but for what it asks itself."""
    found = Path(sysconfig.get_path("include"), "cpython", "initconfig.h")
    if not found.exists():
        raise SkippedError(f"缺少 Python 的头文件 {found.name}（Debian 软件包 python3-dev）")
    return found


def licence() -> bytes:
    """The licence of Python, as it stands in its library."""
    return Path(sysconfig.get_path("stdlib"), "LICENSE.txt").read_bytes()
