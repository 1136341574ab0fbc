"""The add-on 识别组件: where it is looked for, what fits, what is said where there is none."""

import os
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

import pytest

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import reading


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where the add-on is looked for, and the only one."""
    monkeypatch.setattr(addon, "_of_python", lambda: None)
    monkeypatch.setattr(addon, "places", lambda: (tmp_path / "没有", tmp_path / "组件"))
    return tmp_path / "组件"


def put(place: Path, version: str = "1.0.0", modules: str = EXTENSION_SUFFIXES[0]) -> Path:
    """An add-on whose modules only say that they were loaded."""
    (place / "models").mkdir(parents=True)
    for name in addon.MODELS:
        (place / "models" / name).write_bytes(b"")
    for name in ("numpy", "onnxruntime"):
        (place / name).mkdir()
        (place / name / "__init__.py").write_text("whose = __file__\n", encoding="utf-8")
    (place / "numpy" / "its.so").write_bytes(b"123")
    text = f'version = "{version}"\nmodules = "{modules}"\n[lengths]\n"numpy/its.so" = 3\n'
    (place / addon.MANIFEST).write_text(text, encoding="utf-8")
    return place


def test_an_add_on_is_found_where_it_lies(place: Path) -> None:
    assert addon.found() is None
    assert addon.state() == "未安装识别组件，扫描件和图片不能读入"
    put(place)
    assert addon.state() == "已安装识别组件 1.0.0，可读入扫描件和图片"
    assert addon.found() == addon.Addon("1.0.0", place, place / "models")
    assert addon.wanted("扫描件").folder == place


@pytest.mark.parametrize(
    ("version", "modules"),
    [("2.0.0", EXTENSION_SUFFIXES[0]), ("1.0.0", ".cpython-38-x86_64-linux-gnu.so"), ("1.0.0", ".cp311-win32.pyd")],
)
def test_one_of_another_issue_python_or_system_is_told_and_not_used(place: Path, version: str, modules: str) -> None:
    put(place, version, modules)
    with pytest.raises(OutsideError, match=f"^为图片，电脑上的识别组件 {version} 与本程序不配套，请"):
        addon.wanted("图片")


@pytest.mark.parametrize("lost", ["models/PP-OCRv6_rec_small.onnx", "numpy/its.so"])
def test_one_that_is_not_whole_is_told(place: Path, lost: str) -> None:
    put(place)
    (place / lost).unlink()
    with pytest.raises(OutsideError, match="不完整，请重新安装识别组件$"):
        addon.wanted("图片")


def test_one_with_a_file_that_was_cut_off_is_told(place: Path) -> None:
    put(place)
    (place / "numpy" / "its.so").write_bytes(b"12")
    with pytest.raises(OutsideError, match="不完整，请重新安装识别组件$"):
        addon.wanted("图片")


@pytest.mark.parametrize(
    "text", ["version = ", 'version = "1.0.0"', 'version = "1.0.0"\nmodules = "x"\nlengths = 3', "x" * 20_000, "\udcff"]
)
def test_a_manifest_that_is_none_is_told(place: Path, text: str) -> None:
    put(place)
    (place / addon.MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(OutsideError, match="已损坏，请重新安装识别组件$"):
        addon.wanted("图片")


def test_of_two_the_one_that_fits_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addon, "_of_python", lambda: None)
    monkeypatch.setattr(addon, "places", lambda: (tmp_path / "旧", tmp_path / "新"))
    put(tmp_path / "旧", version="0.9")
    put(tmp_path / "新")
    assert addon.wanted("扫描件").folder == tmp_path / "新"


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\0", b"MM\0*"])
def test_without_it_a_picture_gets_the_offer(place: Path, tmp_path: Path, head: bytes) -> None:
    del place
    (tmp_path / "年报.png").write_bytes(head)
    with pytest.raises(OutsideError) as caught:
        reading.read(tmp_path / "年报.png")
    said = str(caught.value)
    assert said.startswith(
        "“年报.png”为图片，安装“识别组件”后可读入。识别组件与本程序的安装程序在同一处取得，安装包约 "
    )
    assert said.count("。。") == 0
    assert said.endswith("照纸面填报。")


def test_it_is_loaded_after_what_the_program_has(place: Path) -> None:
    put(place)
    (place / "only_there.py").write_text("", encoding="utf-8")
    (place / "tomllib.py").write_text("raise ImportError", encoding="utf-8")
    code = """
import sys
from pathlib import Path
from govreport_gui.files.scans import addon
at = Path(sys.argv[1])
before = list(sys.path)
for _ in range(2):
    addon.load(addon.Addon("1.0.0", at, at / "models"))
import only_there, tomllib
print(sys.path == [*before, str(at)], "numpy" in sys.modules)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(place)],
        capture_output=True, text=True, check=True, timeout=60, cwd=Path(reading.__file__).parents[3],
        env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    assert run.stdout.split() == ["True", "False"]


def test_the_runtime_has_nothing_that_sends() -> None:
    spec = find_spec("onnxruntime")
    if spec is None or spec.origin is None:
        pytest.skip("onnxruntime is not installed")
    modules = [*Path(spec.origin).parent.glob("capi/*_state.*")]
    assert modules
    assert not any(b"ORT_DISABLE_TELEMETRY" in module.read_bytes() for module in modules)


def test_places_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "local")
    monkeypatch.setenv("PROGRAMFILES", "files")
    beside = Path(sys.executable).parent / "govreport-recogniser"
    assert addon.places() == (
        beside, Path("local/Programs/govreport-recogniser"), Path("files/govreport-recogniser"),
    )  # fmt: skip
    monkeypatch.delenv("LOCALAPPDATA")
    assert len(addon.places()) == 2


def test_places_on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/some")
    assert addon.places()[1:] == (Path("/some/govreport-recogniser"), Path("/usr/lib/govreport-recogniser"))
