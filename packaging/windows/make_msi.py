"""make_msi.py STAGE VERSION MSI [recogniser]: the staged folder as an MSI package, the program's or the add-on's.

For the whole machine, by administrators or as the system: `msiexec /i … /qn`. The setup is for one clerk without their
rights. A newer package replaces an older one in one transaction, an older one is refused. The same stage and version
give the same bytes: every id follows from its name, every date is the same.

wixl (Debian: wixl 0.101) writes no Chinese and its own dates. So it is given signs of ASCII that are as long as the
Chinese in GBK, and what it wrote is put right afterwards, byte for byte.
"""

import hashlib
import os
import struct
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import olefile

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from file_types import FileType, listed  # only now can it be found

_OURS: Final = uuid.UUID("5d0d47a4-3a0e-5b39-9f5b-0f4f6f3a2c11")
"""All other ids follow from this one: it never changes."""
_WIXL: Final = "wixl"
_MAKER: Final = "govreport"
_EXE: Final = "govreport-gui.exe"
_OLDEST: Final = 17763
"""Build number of Windows 10 1809, the first that Qt runs on."""
_DATE: Final = 1577836800
"""Of everything in it, in seconds: 2020-01-01."""
_CODE_PAGE: Final = 936


@dataclass(frozen=True, slots=True)
class _Product:
    """What is packed: its name and folder, what it is called, and what all its ids follow from."""

    name: str
    title: str
    ids: uuid.UUID

    @property
    def is_program(self) -> bool:
        """Whether it is started: by a shortcut, by files of its types."""
        return self.ids == _OURS

    def guid(self, name: str) -> str:
        """The id of something in it."""
        return str(uuid.uuid5(self.ids, name)).upper()


_PRODUCTS: Final = {
    "program": _Product("govreport", "公开年报", _OURS),
    "recogniser": _Product("govreport-recogniser", "公开年报识别组件", uuid.uuid5(_OURS, "recogniser")),
}
_signs: dict[bytes, bytes] = {}
"""What wixl is given in place of Chinese, and what that means."""


def main() -> None:
    """Describe it, let wixl write it, put right what it wrote."""
    stage, version, target = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    what = _PRODUCTS[sys.argv[4] if len(sys.argv) > 4 else "program"]
    description, part = stage.with_name(f"{what.name}.wxs"), stage.with_name(f"{what.name}.msi")
    _describe(what, stage, version, description)
    for each in (stage, *stage.rglob("*")):
        os.utime(each, (_DATE, _DATE))
    subprocess.run((_WIXL, "-a", "x64", "-o", part.name, description.name), cwd=stage.parent, check=True)
    _put_right(part, what.guid(f"package {version} {_content(stage)}"))
    part.replace(target)  # whole or not at all


def _content(stage: Path) -> str:
    """Another content is another package, even of the same version."""
    digest = hashlib.sha256()
    for each in sorted(path for path in stage.rglob("*") if path.is_file()):
        digest.update(each.relative_to(stage).as_posix().encode() + b"\0" + hashlib.sha256(each.read_bytes()).digest())
    return digest.hexdigest()


def _describe(what: _Product, stage: Path, version: str, target: Path) -> None:
    wix = ET.Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    product = _product(what, wix, version)
    _upgrade_and_conditions(what, product, version)
    components: list[str] = []
    root = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = ET.SubElement(root, "Directory", Id="ProgramFiles64Folder", Name="PFiles")
    home = ET.SubElement(programs, "Directory", Id="INSTALLDIR", Name=what.name)
    _folder(what, home, stage, stage, components)
    if what.is_program:
        menu = ET.SubElement(root, "Directory", Id="ProgramMenuFolder", Name="Programs")
        _shortcut(what, menu, components)
        for each in listed():
            _association(what, home, each, components)
    feature = ET.SubElement(product, "Feature", Id="Program", Title=what.name, Level="1")
    for name in components:
        ET.SubElement(feature, "ComponentRef", Id=name)
    ET.indent(wix)
    ET.ElementTree(wix).write(target, encoding="utf-8", xml_declaration=True)


def _sign(chinese: str) -> str:
    """As long in ASCII as it is in GBK; the Chinese comes in its place when all is written."""
    meant = chinese.encode("gbk")
    sign = f"Z{len(_signs):02d}".encode().ljust(len(meant), b"Z")
    _signs[sign] = meant
    return sign.decode()


def _put_right(path: Path, package_id: str) -> None:
    with olefile.OleFileIO(path, write_mode=True) as package:
        (strings,) = (name for name in package.listdir() if _table(name[0]) == "_StringData")
        (pool,) = (name for name in package.listdir() if _table(name[0]) == "_StringPool")
        (summary,) = (name for name in package.listdir() if name[0] == "\x05SummaryInformation")
        package.write_stream(strings, _in_chinese(package.openstream(strings).read()))
        package.write_stream(pool, struct.pack("<H", _CODE_PAGE) + package.openstream(pool).read()[2:])
        package.write_stream(summary, _summary(_in_chinese(package.openstream(summary).read()), package_id))


def _in_chinese(data: bytes) -> bytes:
    for sign, meant in _signs.items():
        data = data.replace(sign, meant)
    return data


def _summary(data: bytes, package_id: str) -> bytes:
    """The sheet about the package, with the code page, the language, the id and the dates that it should have."""
    (at,) = struct.unpack_from("<I", data, 44)
    (count,) = struct.unpack_from("<I", data, at + 4)
    whole = bytearray(data)
    for each in range(count):
        name, offset = struct.unpack_from("<2I", data, at + 8 + 8 * each)
        where = at + offset + 4
        if name == 1:
            struct.pack_into("<H", whole, where, _CODE_PAGE)
        elif name in (12, 13):  # made, saved: in steps of 100 ns since 1601
            struct.pack_into("<Q", whole, where, (_DATE + 11644473600) * 10**7)
        elif name in (7, 9):
            text = {7: "x64;2052", 9: f"{{{package_id}}}"}[name].encode()
            (length,) = struct.unpack_from("<I", data, where)
            if length != len(text) + 1:
                sys.exit(f"wixl 写的摘要和预料的不一样：{data[where + 4 : where + 4 + length]!r}")
            whole[where + 4 : where + 4 + len(text)] = text
    return bytes(whole)


def _table(name: str) -> str:
    """MSI packs the letters of a table's name in twos."""
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._"
    plain = ""
    for each in map(ord, name):
        if 0x3800 <= each < 0x4800:
            plain += letters[(each - 0x3800) & 63] + letters[(each - 0x3800) >> 6]
        elif 0x4800 <= each < 0x4840:
            plain += letters[each - 0x4800]
    return plain


def _id(kind: str, name: str) -> str:
    """MSI allows letters, digits, _ and ., and 72 of them."""
    return f"{kind}_{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _product(what: _Product, wix: ET.Element, version: str) -> ET.Element:
    product = ET.SubElement(
        wix,
        "Product",
        Id=what.guid(f"product {version}"),
        UpgradeCode=what.guid("upgrade"),
        Name=_sign(what.title),
        Manufacturer=_MAKER,
        Version=version,
        Language="2052",
    )
    ET.SubElement(
        product,
        "Package",
        Description=f"{what.name} {version}",
        Manufacturer=_MAKER,
        Languages="2052",
        InstallerVersion="500",
        InstallScope="perMachine",
        Compressed="yes",
    )
    ET.SubElement(product, "Media", Id="1", Cabinet="program.cab", EmbedCab="yes")
    return product


def _upgrade_and_conditions(what: _Product, product: ET.Element, version: str) -> None:
    upgrade = ET.SubElement(product, "Upgrade", Id=what.guid("upgrade"))
    older = {
        "Property": "OLDER",
        "Minimum": "0.0.0",
        "IncludeMinimum": "yes",
        "Maximum": version,
        "IncludeMaximum": "no",
    }
    newer = {"Property": "NEWER", "Minimum": version, "IncludeMinimum": "no", "OnlyDetect": "yes"}
    for each in (older, newer):
        ET.SubElement(upgrade, "UpgradeVersion", each)
    # Inside the transaction: where the new program cannot be written, the old one comes back.
    sequence = ET.SubElement(product, "InstallExecuteSequence")
    ET.SubElement(sequence, "RemoveExistingProducts", After="InstallInitialize")
    _condition(product, "Installed OR NOT NEWER", f"已装有较新的{what.title}，没有换成旧版。要换的，先卸载。")
    build = ET.SubElement(product, "Property", Id="WINDOWSBUILD")
    ET.SubElement(
        build,
        "RegistrySearch",
        Id="WindowsBuild",
        Root="HKLM",
        Key=r"SOFTWARE\Microsoft\Windows NT\CurrentVersion",
        Name="CurrentBuildNumber",
        Type="raw",
        Win64="yes",
    )
    _condition(
        product,
        f"Installed OR (VersionNT64 AND WINDOWSBUILD >= {_OLDEST})",
        f"这台电脑的 Windows 太旧。{what.title}需要 64 位的 Windows 10（1809 以后的版本）或 Windows 11。",
    )
    ET.SubElement(product, "Property", Id="ARPNOMODIFY", Value="1")


def _condition(product: ET.Element, holds: str, otherwise: str) -> None:
    ET.SubElement(product, "Condition", Message=_sign(otherwise)).text = holds


def _component(what: _Product, parent: ET.Element, name: str, components: list[str]) -> ET.Element:
    components.append(_id("c", name))
    return ET.SubElement(parent, "Component", Id=components[-1], Guid=what.guid(name), Win64="yes")


def _folder(what: _Product, parent: ET.Element, folder: Path, stage: Path, components: list[str]) -> None:
    for each in sorted(folder.iterdir(), key=lambda path: path.name):
        name = each.relative_to(stage).as_posix()
        if each.is_dir():
            inner = ET.SubElement(parent, "Directory", Id=_id("d", name), Name=each.name)
            _folder(what, inner, each, stage, components)
            continue
        key = "Program" if name == _EXE else _id("f", name)
        component = _component(what, parent, f"file {name}", components)
        ET.SubElement(component, "File", Id=key, Name=each.name, Source=f"{stage.name}/{name}", KeyPath="yes")


def _shortcut(what: _Product, menu: ET.Element, components: list[str]) -> None:
    component = _component(what, menu, "shortcut", components)
    ET.SubElement(
        component,
        "Shortcut",
        Id="Menu",
        Name=_sign(what.title),
        Target=f"[INSTALLDIR]{_EXE}",
        WorkingDirectory="INSTALLDIR",
    )
    _value(component, rf"Software\{what.name}", "Menu", "1", key=True)


def _association(what: _Product, home: ET.Element, kind: FileType, components: list[str]) -> None:
    component = _component(what, home, f"association {kind.ending}", components)
    classes = r"Software\Classes"
    ending = f".{kind.ending}"
    _value(component, rf"{classes}\{kind.name}", "", _sign(kind.chinese), key=True)
    _value(component, rf"{classes}\{kind.name}\DefaultIcon", "", f"[INSTALLDIR]{_EXE},{-kind.place}")
    _value(component, rf"{classes}\{kind.name}\shell\open\command", "", f'"[INSTALLDIR]{_EXE}" "%1"')
    _value(component, rf"{classes}\{ending}", "", kind.name)
    _value(component, rf"{classes}\{ending}", "Content Type", kind.mime)
    _value(component, rf"{classes}\{ending}\OpenWithProgids", kind.name, "")
    _value(component, rf"{classes}\MIME\Database\Content Type\{kind.mime}", "Extension", ending)


def _value(component: ET.Element, path: str, name: str, value: str, *, key: bool = False) -> None:
    given = {"Root": "HKLM", "Key": path, "Value": value, "Type": "string"}
    if name:
        given["Name"] = name
    if key:
        given["KeyPath"] = "yes"
    ET.SubElement(component, "RegistryValue", given)


main()
