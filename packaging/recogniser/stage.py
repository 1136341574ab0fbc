"""The add-on 识别组件 for one system in one folder, from wheels, on any machine with Python of the same series.

stage.py SYSTEM WHEELS OUT    SYSTEM: a name of `_SYSTEMS`; WHEELS: a folder with the files of wheels.txt for it
stage.py --version | --python | --platforms SYSTEM    what build.sh asks

Modules as bytecode, binaries as their makers built and signed them. The same wheels give the same folder. Exit 77: this
machine cannot do it, for the reason that is printed.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parent / "windows"), str(_HERE.parent.parent)]
import python_runtime  # noqa: E402  # only now can it be found

from govreport_gui.files.scans import addon  # noqa: E402  # likewise

_VERSION: Final = "1.0.0"
"""Of the add-on; its first number says with which programs it goes (`addon`)."""
_SYSTEMS: Final = {
    "linux-x86_64": (".cpython-{}-x86_64-linux-gnu.so", ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64")),
    "linux-aarch64": (".cpython-{}-aarch64-linux-gnu.so", ("manylinux_2_28_aarch64", "manylinux_2_27_aarch64")),
    "windows-x86_64": (".cp{}-win_amd64.pyd", ("win_amd64",)),
}
"""How compiled modules end there, and what wheels for it are called."""
_WITHOUT: Final = re.compile(
    r".*\.dist-info/.*|.*/tests/.*|.*\.(pyi|pxd|pyx|h|a|lib|typed|md|txt|in|build|toml|template)"
    # Parts of numpy that nothing here asks for: random numbers, compiling, tests of the library itself.
    r"|numpy/(f2py|distutils|random|testing|polynomial|_pyinstaller|_core/(include|lib))/.*|numpy/(_configtool|conftest)\.py"
    r"|numpy/_core/_(simd|\w+_tests)\..*"
    # The runtime stands once more inside its Python module; the rest makes models or trains them.
    r"|onnxruntime/(quantization|transformers|tools|backend|datasets)/.*"
    r"|onnxruntime/capi/((lib)?onnxruntime\.(so|dll).*|convert_npz_to_onnx_adapter\.py)"
    r"|rapidocr/.*"
)
_SENDS: Final = b"ORT_DISABLE_TELEMETRY"
"""What an ONNX Runtime that sends usage statistics (1.29 and later) looks for in its environment."""
_LICENCE: Final = re.compile(
    r"[^/]*\.dist-info/licenses/(.+)|(?:onnxruntime|numpy)/(LICENSE|ThirdPartyNotices\.txt|Privacy\.md)"
)


def main() -> None:
    """Fill a folder that is put in place only when it is whole."""
    match sys.argv[1:]:
        case ["--version"]:
            print(_VERSION)
        case ["--python"]:
            print(python_runtime.SERIES)
        case ["--platforms", system]:
            print(*_SYSTEMS[system][1])
        case [system, wheels, out]:
            _build(system, Path(wheels), Path(out))
        case _:
            sys.exit(__doc__)


def _build(system: str, wheels: Path, out: Path) -> None:
    if sys.version_info[:2] != python_runtime.VERSION[:2]:
        print(f"跳过：编译字节码要用 Python {python_runtime.SERIES}。", file=sys.stderr)
        sys.exit(77)
    part = out.with_name(f"{out.name}.part")
    for old in (part, out):
        shutil.rmtree(old, ignore_errors=True)
    modules = _SYSTEMS[system][0].format("".join(map(str, python_runtime.VERSION[:2])))
    pins = re.findall(r"^(\w+)==(\S+)", (_HERE / "wheels.txt").read_text(encoding="utf-8"), re.MULTILINE)
    for name, version in pins:  # older ones may lie there too
        (wheel,) = wheels.glob(f"{name}-{version}-*.whl")
        _unpack(wheel, part)
    _write(part / addon.MANIFEST, _manifest(part, modules).encode())
    _write(part / "licences" / "README.txt", (_HERE / "licences.txt").read_bytes())
    target = part / "licences" / "parts.cdx.json"
    command = (sys.executable, str(_HERE.parent / "sbom.py"), _VERSION, str(_HERE / "wheels.txt"), str(target))
    subprocess.run((*command, *(_HERE / "parts.txt").read_text(encoding="utf-8").split()), check=True)
    faults = _faults(part, modules)
    for fault in faults:
        print(f"✕ {fault}")
    if faults:
        sys.exit(1)
    part.rename(out)
    files = [each for each in out.rglob("*") if each.is_file()]
    print(f"{out}: {len(files)} files, {sum(each.stat().st_size for each in files) / 1e6:.1f} MB")


def _unpack(wheel: Path, out: Path) -> None:
    name = re.split(r"-\d", wheel.name)[0].lower()
    with zipfile.ZipFile(wheel) as archive:
        for inside in sorted(each for each in archive.namelist() if not each.endswith("/")):
            model = Path(inside).name
            if licence := _LICENCE.fullmatch(inside):
                _write(out / "licences" / name / (licence[1] or licence[2]), archive.read(inside))
            elif inside == f"rapidocr/models/{model}" and model in addon.MODELS:
                _write(out / "models" / model, archive.read(inside))
            elif not _WITHOUT.fullmatch(inside):
                data = archive.read(inside)
                if inside.endswith(".py"):
                    _write(out / f"{inside}c", python_runtime.compiled(data, inside))
                else:
                    _write(out / inside, data)


def _manifest(out: Path, modules: str) -> str:
    """What the program looks at before it loads anything."""
    files = [each for each in sorted(out.rglob("*")) if re.search(r"\.(onnx|pyd|dll|so)(\.|$)", each.name)]
    lengths = (f'"{each.relative_to(out).as_posix()}" = {each.stat().st_size}\n' for each in files)
    head = f'# 公开年报的识别组件\nversion = "{_VERSION}"\nmodules = "{modules}"\n\n[lengths]\n'
    return "".join((head, *lengths))


def _faults(out: Path, modules: str) -> list[str]:
    """What would keep it from being found or loaded."""
    compiled = [each for each in out.rglob("*") if re.search(r"\.(cpython-|cp)\d+-.*\.(so|pyd)$", each.name)]
    faults = [f"{each.relative_to(out)}：不是这个系统的" for each in compiled if not each.name.endswith(modules)]
    faults += [f"{each.relative_to(out)}：会向外发送使用统计" for each in compiled if _SENDS in each.read_bytes()]
    wanted = [f"models/{name}" for name in addon.MODELS]
    wanted += [f"{name}/__init__.pyc" for name in ("numpy", "onnxruntime")]
    wanted += [
        f"licences/{name}" for name in ("onnxruntime/LICENSE", "numpy/LICENSE.txt", "rapidocr/MODEL_LICENSES.md")
    ]
    return [*faults, *(f"没有 {each}" for each in wanted if not (out / each).is_file())]


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


main()
