"""What the installers are put together from agrees with what is tested."""

import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from govreport_gui.__main__ import _VERBS as VERBS
from govreport_gui.files.ledger import ledger_file
from govreport_gui.files.rollup import collection_file
from govreport_gui.files.saving import store
from govreport_gui.files.scans import addon

PACKAGING = Path(__file__).parent.parent / "packaging"
LISTS = {
    "windows": PACKAGING / "windows" / "windows-wheels.txt",
    "arm64": PACKAGING / "linux" / "arm64" / "wheels.txt",
}
OLDER_QT = {"pyside6-essentials", "shiboken6"}
"""The last for arm64 that runs with the glibc there, see docs/linux.md."""
CARRIER = "panda3d"
RECOGNISER = PACKAGING / "recogniser"


def pins(path: Path) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize("system", LISTS)
def test_a_package_has_the_versions_that_are_tested(system):
    tested = pins(PACKAGING / "requirements.txt")
    shipped = pins(LISTS[system])
    shipped.pop(CARRIER, None)
    if system == "arm64":
        assert shipped.keys() >= OLDER_QT
        shipped = {name: version for name, version in shipped.items() if name not in OLDER_QT}
    assert {name: tested[name] for name in shipped} == shipped


def test_both_lists_have_the_same_packages():
    windows, arm64 = (pins(path).keys() - {CARRIER} for path in LISTS.values())
    assert windows == arm64


def test_what_the_program_depends_on_is_in_every_package():
    text = (PACKAGING.parent / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    asked = {name.lower() for name in re.findall(r'^  "([A-Za-z0-9_-]+)', listed[1], re.MULTILINE)}
    for path in LISTS.values():
        assert asked <= pins(path).keys()


@pytest.mark.parametrize("system", LISTS)
def test_the_list_of_parts_names_every_package_with_its_licence(system, tmp_path):
    target = tmp_path / "sbom.json"
    command = (sys.executable, str(PACKAGING / "sbom.py"), "1.2.3", str(LISTS[system]), str(target), "python=3.11.7")
    subprocess.run(command, check=True)
    parts = json.loads(target.read_text(encoding="utf-8"))["components"]
    assert {part["name"] for part in parts} == (pins(LISTS[system]).keys() | {"python"}) - {CARRIER}
    assert all(part["licenses"][0]["expression"] for part in parts)


def test_a_part_without_a_known_licence_ends_the_list(tmp_path):
    target = tmp_path / "sbom.json"
    listed = tmp_path / "wheels.txt"
    listed.write_text("unheard-of==1.0\n", encoding="utf-8")
    command = (sys.executable, str(PACKAGING / "sbom.py"), "1.2.3", str(listed), str(target))
    assert subprocess.run(command, check=False, stderr=subprocess.PIPE).returncode == 1
    assert not target.exists()


def test_the_add_on_is_made_of_what_the_extra_asks_for_and_fits_this_program():
    project = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split(r"[>=<]", each)[0] for each in project["project"]["optional-dependencies"]["ocr"]}
    assert pins(RECOGNISER / "wheels.txt").keys() == asked
    command = (sys.executable, str(RECOGNISER / "stage.py"), "--version")
    version = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    assert version.split(".")[0] == addon._ISSUE


def test_the_add_on_names_its_models_and_every_package_with_its_licence(tmp_path):
    target = tmp_path / "sbom.json"
    parts = (RECOGNISER / "parts.txt").read_text(encoding="utf-8").split()
    command = (sys.executable, str(PACKAGING / "sbom.py"), "1.0.0", str(RECOGNISER / "wheels.txt"), str(target))
    subprocess.run((*command, *parts), check=True)
    listed = {part["name"]: part for part in json.loads(target.read_text(encoding="utf-8"))["components"]}
    assert listed.keys() == {"numpy", "onnxruntime", "pp-ocrv6-det-small", "pp-ocrv6-rec-small"}
    assert all(part["licenses"][0]["expression"] for part in listed.values())
    # The models have the version of the package that carries them.
    assert listed["pp-ocrv6-rec-small"]["version"] == pins(RECOGNISER / "wheels.txt")["rapidocr"]


@pytest.mark.parametrize("system", LISTS)
def test_nothing_of_the_add_on_is_in_the_program_itself(system):
    assert not pins(LISTS[system]).keys() & pins(RECOGNISER / "wheels.txt").keys()


@cache
def made(kind: str) -> str:
    command = (sys.executable, str(PACKAGING / "file_types.py"), kind)
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8-sig")


def test_every_file_that_the_program_saves_is_opened_by_a_double_click():
    table = [line.split() for line in made("table").splitlines()]
    assert {f".{ending}" for ending, *_ in table} == {store.SUFFIX, collection_file.SUFFIX, ledger_file.SUFFIX}
    assert table[0] == ["govreport", "application/x-govreport+json", "govreport.report", "govreport", "-1"]
    assert all((PACKAGING.parent / "resources" / "icons" / f"{icon}.svg").exists() for *_, icon, _ in table)


def test_every_file_type_of_the_list_is_in_what_each_installer_takes():
    for ending, mime, name, icon, picture in (line.split() for line in made("table").splitlines()):
        assert f'"{name}" ".{ending}" "{mime}"' in made("nsis")
        assert f'"{picture}"' in made("nsis")
        assert f"{mime};" in made("desktop")
        assert f'<mime-type type="{mime}">' in made("mime")
        assert f'<icon name="{icon}"/>' in made("mime")
        assert f'<glob pattern="*.{ending}"/>' in made("mime")


@pytest.mark.parametrize("manual", ["govreport.1", "govreport.zh_CN.1"])
def test_the_manual_names_every_verb(manual):
    text = (PACKAGING / "linux" / "debian" / manual).read_text(encoding="utf-8")
    for verb in VERBS:
        assert f".B govreport {verb}\n" in text, "in the synopsis"
        assert f".TP\n.B {verb}\n" in text, "and what it does"
