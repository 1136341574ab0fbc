"""What the installers are put together from agrees with what is tested."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parent.parent / "packaging"
LISTS = {
    "windows": PACKAGING / "windows" / "windows-wheels.txt",
    "arm64": PACKAGING / "linux" / "arm64" / "wheels.txt",
}
OLDER_QT = {"pyside6-essentials", "shiboken6"}
"""The last for arm64 that runs with the glibc there, see docs/linux.md."""
CARRIER = "panda3d"


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
