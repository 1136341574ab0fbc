"""ui → files → core: the one way for imports, and what must not be loaded by whom."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "govreport_gui"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_resources" not in path.parts)
FORBIDDEN = {
    "core": (
        "govreport_gui.files",
        "govreport_gui.ui",
        "PySide6",
        "openpyxl",
        "reportlab",
        "platformdirs",
        "pathlib",
        "os",
    ),
    "files": ("govreport_gui.ui", "PySide6"),
    "ui": ("openpyxl", "reportlab"),
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    layer = path.relative_to(PACKAGE).parts[0]
    for name in imports(path):
        for forbidden in FORBIDDEN.get(layer, ()):
            assert name != forbidden and not name.startswith(f"{forbidden}."), f"{path.name} imports {name}"  # noqa: PT018


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("govreport_gui.core.rules.check", ["PySide6", "openpyxl", "reportlab", "platformdirs"]),
        ("govreport_gui.cli", ["PySide6", "openpyxl", "reportlab"]),
        ("govreport_gui.ui.app", ["openpyxl", "reportlab", "PIL", "govreport_gui.core.clipboard.pasting"]),
    ],
)
def test_what_an_import_leaves_unloaded(module: str, unwanted: list[str]) -> None:
    code = f"import sys, {module}; print(*[name for name in {unwanted!r} if name in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent, timeout=60
    )
    assert run.stdout.split() == []
