"""Several files of one report at once, each read back before success is said; 发布: all that is published."""

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers import on_pages
from govreport_gui.core.papers.content import Content, content_of
from govreport_gui.core.papers.profiles import OFFICIAL, ProfileName
from govreport_gui.core.papers.purpose import Copy, Purpose
from govreport_gui.core.report.document import Document
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import is_there
from govreport_gui.files.output import export, reading_back
from govreport_gui.files.output.copies import copy_of
from govreport_gui.files.output.export import Order
from govreport_gui.files.saving import store

KEPT: Final = "留存"
"""The folder for what is not published."""
KINDS: Final = MappingProxyType(
    {".pdf": "PDF", ".docx": "Word", ".html": "网页", ".xlsx": "Excel", store.SUFFIX: "数据文件"}
)
"""What can be put out, by suffix, as people call it."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written, and how much was compared in each file. `notes` are what the clerk should know."""

    files: tuple[Path, ...]
    cells: int
    paragraphs: int
    notes: tuple[str, ...]


def places(folder: Path, stem: str, purpose: Purpose, suffixes: Collection[str]) -> dict[str, Path]:
    """Where each kind of file goes, by suffix: the data of a report to be published are kept apart."""
    apart = folder / KEPT if purpose == "public" else folder
    return {
        suffix: (apart if suffix == store.SUFFIX else folder) / f"{stem}{suffix}"
        for suffix in KINDS
        if suffix in suffixes
    }


def write(
    folder: Path,
    form: Format,
    document: Document,
    checked: Checked,
    *,
    force: bool = False,
    profile: ProfileName = OFFICIAL,
) -> Packed:
    """Write PDF, Word file, web page and workbook to be published, and the report file to be kept.

    Every file is read back first; if one says anything else than the report, or is there already and `force` is not
    given, none is written. Raises OutsideError.
    """
    files = places(folder, export.file_name(document, ""), "public", KINDS)
    for path in existing(files.values()) if not force else ():
        raise OutsideError(f"“{path.name}”已经存在，没有改动它；要替换的，加上 --force。")
    steps = put_out(Order(form, document, checked, "public", profile=profile), files, files.values())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            packed: Packed = end.value
            return packed


def existing(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Those that are there already."""
    return tuple(path for path in paths if is_there(path))


def put_out(order: Order, files: Mapping[str, Path], replaced: Collection[Path] = ()) -> Generator[str, None, Packed]:
    """Write these files, by suffix, in steps: each says in words what comes next; the result is the last value.

    Before the last step is taken nothing is on the disk. Only what is in `replaced` may be there. Raises OutsideError.
    """
    content = content_of(order.form, order.document)
    copy = copy_of(order.form, order.document, content, order.checked, order.purpose)
    made: dict[Path, bytes] = {}
    notes: tuple[str, ...] = ()
    for number, (suffix, path) in enumerate(files.items(), 1):
        count = f"（{number}/{len(files)}）" if len(files) > 1 else ""
        yield f"正在制作{count}：{KINDS[suffix]}"
        made[path], told = export.made(suffix, order)
        notes += told
        yield f"正在读回核对{count}：{KINDS[suffix]}"
        _compare(path.name, _differences(suffix, made[path], order, content, copy))
    yield "正在写入"
    for path in existing(path for path in files.values() if path not in replaced):
        raise OutsideError(f"“{path.name}”已经存在，没有改动它。")
    _write(made)
    paragraphs = sum(1 for _ in on_pages.lines(content))
    return Packed(tuple(made), len(order.form.cells), paragraphs, notes)


def _differences(suffix: str, made: bytes, order: Order, content: Content, copy: Copy) -> list[str]:
    if suffix != store.SUFFIX:
        return reading_back.differences(suffix, made, order.form, content, copy)
    return [] if store.from_text(made.decode("utf-8"), "") == (order.form, order.document) else ["数据"]


def _write(made: Mapping[Path, bytes]) -> None:
    for folder in {path.parent: None for path in made}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutsideError(f"不能建立文件夹“{folder.name}”，换一个位置输出。") from error
    written: list[str] = []
    for path, content in made.items():
        try:
            atomic.write(path, content)
        except OutsideError as error:
            already = f"已写好的有：{'、'.join(written)}。" if written else ""
            raise OutsideError(f"{error}{already}") from error
        _compare(path.name, [] if _on_disk(path) == content else ["磁盘上的内容"])
        written.append(path.name)


def _compare(name: str, differences: Sequence[str]) -> None:
    if differences:
        more = f"等{len(differences)}处" if len(differences) > 3 else ""
        raise OutsideError(
            f"“{name}”读回来与年报不一致：{'、'.join(differences[:3])}{more}。请不要使用，报告给软件维护人员。"
        )


def _on_disk(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutsideError(f"“{path.name}”写好以后读不出来，换一个位置输出。") from error
