"""The house: ui → files → core, room after room inside them, no circles; and what must not be loaded by whom."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from govreport_gui.files.saving import store
from govreport_gui.files.sources.imported import Imported

PACKAGE = Path(__file__).parent.parent / "govreport_gui"
ROOMS = (
    "core.patterns", "core.values", "core.forms", "core.report", "core.reading", "core.prose", "core.findings",
    "core.rules", "core.repairs", "core.years", "core.drafting", "core.papers", "core.proofreading", "core.clipboard",
    "core.importing", "core.editing", "core.rollup", "core.ledger",
    "files.clock", "files.names", "files.errors", "files.limits", "files.atomic", "files.settings", "files.traces",
    "files.resources", "files.own_process", "files.added_forms", "files.saving", "files.handover",
    "files.scans", "files.sources", "files.packing", "files.pdf", "files.excel", "files.word", "files.web",
    "files.output", "files.rollup", "files.ledger", "files.known",
    "ui.versions", "ui.widgets", "ui.table", "ui.control_totals", "ui.findings", "ui.proofreading", "ui.writing",
    "ui.report", "ui.start", "ui.filing", "ui.settings", "ui.workspace", "ui.crash", "ui.written", "ui.preview",
    "ui.output", "ui.importing", "ui.rollup", "ui.ledger", "ui.actions", "ui.window", "ui.app", "ui", "cli",
    "selftest", "form_trial", "__main__",
)  # fmt: skip
"""A room uses only itself and those before it."""
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_resources" not in path.parts and path != PACKAGE / "__init__.py"
}
FOLDERS = sorted({path.parent for path in MODULES.values()})
MOST_IN_A_FOLDER = 26
MOST_LINES = 400
FORBIDDEN = {
    "files": ("PySide6",),
    "ui": ("xlsxwriter", "openpyxl", "reportlab"),
}


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent))


def imports(path: Path) -> Iterator[ast.Import | ast.ImportFrom]:
    """Every import of a file: those for types and those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def foreign(path: Path) -> set[str]:
    """The packages from elsewhere that a file names."""
    names = {
        name
        for node in imports(path)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }
    return {name.partition(".")[0] for name in names} - {"govreport_gui"}


def used(path: Path) -> set[str]:
    """The modules of the program that a file names."""
    found = set()
    for node in imports(path):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("govreport_gui."):
            base = (node.module or "").removeprefix("govreport_gui.")
            found |= {f"{base}.{alias.name}" if f"{base}.{alias.name}" in MODULES else base for alias in node.names}
    return found


def room(module: str) -> str:
    two = ".".join(module.split(".")[:2])
    return two if two in ROOMS else module.partition(".")[0]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_room_uses_only_rooms_before_it(module: str) -> None:
    if module in {"core", "files"}:
        return
    here = ROOMS.index(room(module))
    for other in used(MODULES[module]):
        assert ROOMS.index(room(other)) <= here, f"{module} imports {other}"


def test_every_room_is_there_and_none_is_left_out() -> None:
    lying = {room(module) for module in MODULES} - {"core", "files"}
    assert lying == set(ROOMS)


def test_no_circle_between_modules() -> None:
    order = list(TopologicalSorter({module: used(path) for module, path in MODULES.items()}).static_order())
    assert set(order) == set(MODULES)


@pytest.mark.parametrize("path", MODULES.values(), ids=named)
def test_what_a_layer_must_not_know(path: Path) -> None:
    layer = path.relative_to(PACKAGE).parts[0]
    if layer == "core":
        assert foreign(path) <= sys.stdlib_module_names - {"os", "pathlib", "shutil", "tempfile", "subprocess"}
    assert not foreign(path) & set(FORBIDDEN.get(layer, ()))


@pytest.mark.parametrize("path", MODULES.values(), ids=named)
def test_no_module_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_folder_is_seen_at_a_glance(folder: Path) -> None:
    modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MOST_IN_A_FOLDER
    assert (folder / "__init__.py").exists()


@pytest.mark.parametrize("folder", [each for each in FOLDERS if each not in {PACKAGE, PACKAGE / "ui"}], ids=named)
def test_a_folder_says_in_one_line_what_it_is(folder: Path) -> None:
    (line,) = (folder / "__init__.py").read_text(encoding="utf-8").splitlines()
    assert line.startswith('"""')
    assert line.endswith('."""')


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("govreport_gui.core.rules.check", ["PySide6", "xlsxwriter", "reportlab", "platformdirs"]),
        ("govreport_gui.__main__", ["argparse", "govreport_gui.cli", "govreport_gui.core"]),
        (
            "govreport_gui.files.pdf.writer, govreport_gui.files.pdf.pictures, govreport_gui.files.excel.workbook",
            ["PySide6", "xlsxwriter", "openpyxl", "reportlab", "pypdfium2"],
        ),
        (
            "govreport_gui.ui.app",
            ["xlsxwriter", "openpyxl", "reportlab", "PIL", "govreport_gui.core.clipboard.pasting"],
        ),
    ],
)
def test_what_an_import_leaves_unloaded(module: str, unwanted: list[str]) -> None:
    code = f"import sys, {module}; print(*[name for name in {unwanted!r} if name in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent, timeout=60
    )
    assert run.stdout.split() == []


READERS = ["core.reading", "files.sources.assembly", "files.sources.attached"]
"""Of foreign files: a report file is read without them."""
OUTPUTS = ["files.pdf", "files.word", "files.web", "files.excel", "files.output"]


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (
            ["sql", "--format", "2021"],
            [*READERS, *OUTPUTS, "core.rules", "files.saving", "files.rollup"],
        ),
        (["fingerprint", "FILE"], [*READERS, *OUTPUTS, "core.rules", "core.repairs", "core.prose"]),
        (
            ["convert", "FILE", "--to", "OUT.govreport"],
            [*READERS, *OUTPUTS, "core.rules", "core.papers"],
        ),
        (["check", "FILE"], [*OUTPUTS, "core.papers", "files.sources.assembly", "files.rollup"]),
        (
            ["export", "FILE", "--to", "OUT.pdf"],
            [*READERS, "core.repairs", "files.excel", "files.word", "files.web", "files.output.pack", "xlsxwriter"],
        ),
        (
            ["export", "FILE", "--to", "OUT.xlsx"],
            [
                *READERS,
                "core.repairs",
                "files.pdf",
                "files.word",
                "files.web",
                "files.output.pack",
                "reportlab",
                "openpyxl",
            ],
        ),
    ],
    ids=("sql", "fingerprint", "convert", "check", "export pdf", "export xlsx"),
)
def test_what_a_verb_leaves_unloaded(
    arguments: list[str], unwanted: list[str], tmp_path: Path, sample: Imported
) -> None:
    store.write(tmp_path / "甲.govreport", sample.document, sample.form)
    words = [each.replace("FILE", "甲.govreport").replace("OUT", "乙") for each in arguments]
    code = f"import sys; from govreport_gui.__main__ import main; main({words!r}); print('\\n'.join(sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent), "GOVREPORT_FOLDER": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True, text=True, check=True, cwd=tmp_path, timeout=60, env=environment, encoding="utf-8",
    )  # fmt: skip
    loaded = {line.removeprefix("govreport_gui.") for line in run.stdout.splitlines()}
    assert "sys" in loaded
    assert {name for name in loaded for room in unwanted if f"{name}.".startswith(f"{room}.")} == set()


def test_the_start_page_is_painted_without_a_rule_a_table_and_an_exporter(tmp_path: Path) -> None:
    code = """
import sys
from govreport_gui.ui import app
from govreport_gui.ui.start import report_list, reports
from govreport_gui.ui.window.main_window import MainWindow
loaded = []
class Window(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        loaded.extend(sys.modules)
class Listed(report_list.ReportList):
    def paintEvent(self, event):
        super().paintEvent(event)
        loaded.extend(sys.modules)
        assert self.topLevelItemCount() == 2
        qt.exit(0)
reports.ReportList = Listed
qt = app.application()
window = Window()
window.show()
qt.exec()
assert not window.isHidden()
print(*[name.removeprefix("govreport_gui.") for name in set(loaded) if name.startswith("govreport_gui.")])
"""
    # With reports in the list, one of them there: what is in it is looked at after the first paint.
    report = tmp_path / "甲.govreport"
    report.write_text("{}", encoding="utf-8")
    kept = {"recent": [str(report), str(tmp_path / "乙.govreport")]}
    (tmp_path / "settings.json").write_text(json.dumps(kept), encoding="utf-8")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "GOVREPORT_FOLDER": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGE.parent,
        env=environment,
        timeout=60,
    )
    rooms = {room(name) for name in run.stdout.split() if name not in {"core", "files"}}
    assert "ui.start" in rooms
    assert not rooms & {
        "core.rules",
        "core.editing",
        "core.rollup",
        "core.reading",
        "files.sources",
        "core.papers",
        "files.pdf",
        "files.excel",
        "files.word",
        "files.web",
        "files.output",
        "ui.table",
    }


def test_the_picture_of_the_house_names_every_room() -> None:
    picture = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8").split("```")[1]
    assert {folder.name for folder in FOLDERS} - {PACKAGE.name} <= {
        word.rstrip("/") for word in picture.split() if word.endswith("/")
    }
