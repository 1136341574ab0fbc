"""verify_stage.py STAGE: can what is staged find all that it imports? Looked at, not run.

Every DLL that a binary asks for is staged or belongs to Windows 10; every binary is for x64, and none is of Wine; every
module that the program's own code imports is staged; what only offices with a server need is not; the program has the
picture of every file type.
"""

import dis
import marshal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Final

import pefile
import python_runtime

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from file_types import listed  # only now can it be found

_WINDOWS: Final = frozenset(
    "advapi32 authz bcrypt bcryptprimitives cabinet comctl32 comdlg32 crypt32 d3d11 d3d12 d3d9 dnsapi dwmapi dwrite"
    " dxgi gdi32 icuuc imm32 iphlpapi kernel32 mpr msimg32 msvcrt netapi32 ntdll ole32 oleaut32 propsys rpcrt4 setupapi"
    " shcore shell32 shlwapi ucrtbase uiautomationcore user32 userenv usp10 uxtheme version winmm winspool.drv ws2_32"
    " wtsapi32".split()
)
"""What every Windows 10 since 1809 brings itself."""
_WINDOWS_SETS: Final = ("api-ms-win-", "ext-ms-win-")
_INSIDE: Final = frozenset("array binascii cmath math mmap msvcrt nt winreg zlib".split())
"""Modules inside Python's DLL that are files elsewhere."""
_ADD_ON: Final = ("numpy", "onnxruntime", "rapidocr")
"""Of the add-on 识别组件, see packaging/recogniser."""
_ELSEWHERE: Final = frozenset({"duckdb", "fcntl", "resource", "numpy.typing", *_ADD_ON})
"""Modules that the program asks for on other systems only, does without, or gets from the add-on."""
_NOT_INSIDE: Final = ("duckdb", "chdb", "pyspark", "py4j", *_ADD_ON)
"""For 300 000 reports and more, see docs/scale.md, and what reads paper: too large for everyone."""
_X64: Final = 0x8664


def main() -> None:
    """Print every fault; exit 1 if there is one."""
    stage = Path(sys.argv[1])
    program = stage / "program"
    binaries = [each for each in sorted(stage.rglob("*")) if each.suffix.lower() in (".dll", ".pyd", ".exe")]
    faults = [*_binary_faults(stage, binaries), *_module_faults(program), *_extra_faults(program), *_icon_faults(stage)]
    for fault in faults:
        print(f"✕ {fault}")
    print(f"{len(binaries)} binaries, {len(faults)} faults")
    sys.exit(bool(faults) or not binaries)


def _binary_faults(stage: Path, binaries: list[Path]) -> Iterator[str]:
    staged = {each.name.lower() for each in binaries}
    for path in binaries:
        name = path.relative_to(stage)
        raw = path.read_bytes()
        if b"Wine builtin DLL" in raw[:512] or b"Wine placeholder DLL" in raw[:512]:
            yield f"{name}: a file of Wine"
        binary = pefile.PE(data=raw, fast_load=True)
        if binary.FILE_HEADER.Machine != _X64:
            yield f"{name}: not for x64"
        for dll in _imports(binary):
            if dll not in staged and dll.removesuffix(".dll") not in _WINDOWS and not dll.startswith(_WINDOWS_SETS):
                yield f"{name}: asks for {dll}, which nobody has"


def _imports(binary: pefile.PE) -> Iterator[str]:
    kinds = ("IMPORT", "DELAY_IMPORT")
    binary.parse_data_directories([pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{kind}"] for kind in kinds])
    for kind in kinds:
        for entry in getattr(binary, f"DIRECTORY_ENTRY_{kind}", ()):
            yield entry.dll.decode().lower()


def _module_faults(program: Path) -> Iterator[str]:
    with zipfile.ZipFile(program / "runtime" / f"{python_runtime.NAME}.zip") as library:
        standard = {name.removesuffix("/__init__.pyc").removesuffix(".pyc") for name in library.namelist()}
    for source in sorted((program / "app").rglob("*.pyc")):
        code = marshal.loads(source.read_bytes()[16:])  # noqa: S302  # made by stage_windows.py a moment ago
        for module in sorted(set(_imported(code))):
            path = module.replace(".", "/")
            known = module in {*sys.builtin_module_names, *_INSIDE, *_ELSEWHERE} or path in standard
            if not known and not _is_staged(program, path):
                yield f"{source.relative_to(program)}: imports {module}, which is not there"


def _extra_faults(program: Path) -> Iterator[str]:
    for name in _NOT_INSIDE:
        for found in program.glob(f"*/{name}*"):
            yield f"{found.relative_to(program)}: not for the installers"


def _icon_faults(stage: Path) -> Iterator[str]:
    binary = pefile.PE(str(stage / "govreport-gui.exe"), fast_load=True)
    binary.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
    kinds = getattr(binary, "DIRECTORY_ENTRY_RESOURCE", None)
    groups = [kind for kind in kinds.entries if kind.id == pefile.RESOURCE_TYPE["RT_GROUP_ICON"]] if kinds else []
    have = {entry.id for group in groups for entry in group.directory.entries}
    for each in listed():
        if each.place not in have:
            yield f"govreport-gui.exe: no picture {each.place}, for .{each.ending}"


def _imported(code: CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname == "IMPORT_NAME":
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _imported(constant)


def _is_staged(program: Path, path: str) -> bool:
    ends = (".pyc", ".pyd", "/__init__.pyc")
    return any((program / folder / f"{path}{end}").exists() for folder in ("app", "lib", "runtime") for end in ends)


main()
