"""Any readable form of a report → Imported. What a file is, is told by its content, not its name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from govreport_gui.files import limits, resources
from govreport_gui.files.errors import OutsideError, PaperError
from govreport_gui.files.limits import TOO_LARGE
from govreport_gui.files.saving import store
from govreport_gui.files.sources.encoding import NO_TEXT, text_of
from govreport_gui.files.sources.imported import Imported, Tell

if TYPE_CHECKING:
    from govreport_gui.core.reading.account import Entry
    from govreport_gui.core.reading.blocks import Block

LARGEST: Final = 50_000_000
"""In bytes. A report is 15 kB, with pictures some MB; whatever is larger than this is something else."""
_LARGEST_TOGETHER: Final = 2 * LARGEST
"""In bytes, of the pictures of one report."""
_LARGEST_TEXT: Final = 2_000_000
"""In bytes, of a text."""
_MOST_LINES: Final = 8_000
_HEAD: Final = 4000
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF8", b"BM")
_OTHER_PICTURES: Final = {b"WEBP": "WebP", b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"avif": "AVIF"}
"""As telephones and web sites have them: what stands eight bytes further on, and their name."""
_ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MARKUP: Final = (
    b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<table", b"<div", b"<meta", b"<!--", b"<p", b"<span",
    b"<article", b"<h1",
)  # fmt: skip
Found: TypeAlias = "tuple[list[Block], tuple[Entry, ...]]"


def read(path: Path, tell: Tell | None = None, more: Sequence[Path] = ()) -> Imported:
    """The report in a file. Raises OutsideError with one sentence; the file is never touched.

    `tell` hears which page of paper is being read, and how many there are; without it paper is not read, and PaperError
    raised. `more` are pictures of the pages that follow, where the file is the first.
    """
    if more:
        return _of_pictures((path, *more), tell)
    return read_content(limits.given(path, LARGEST), path.name, tell)


def read_content(content: bytes, name: str, tell: Tell | None = None) -> Imported:
    """The report in what a file of that name holds. Raises OutsideError with one sentence."""
    try:
        if content.startswith(b"%PDF") and (carried := _attached(content, name)):
            return carried
        if content.startswith(_PICTURES):
            return _of_picture(content, name, tell)
        if b"%PDF-" in content[:1024]:
            return _of_pdf(content, name, tell)
        reader = _reader(content)
        if reader is None:
            text = _text(content)
            if name.endswith(store.SUFFIX) or text.lstrip().startswith("{"):
                opened = store.opened(text, name)
                return Imported(opened.form, opened.document, opened.told)
            return _assembled(_plain_text(text), name)
        return _assembled(reader(content), name)
    except OutsideError as error:
        raise type(error)(str(error) if f"“{name}”" in str(error) else f"“{name}”{error}。") from None


def _assembled(found: Found, name: str) -> Imported:
    from govreport_gui.files.sources.assembly import assemble, bounded  # noqa: PLC0415  # a report file needs none

    blocks, notes = found
    bounded(blocks)
    try:
        return assemble(blocks, resources.formats(), notes)
    except OutsideError as error:
        raise OutsideError(f"“{name}”里{error}。") from None


def is_report_file(path: Path) -> bool:
    """Whether saving may go to this file; other sources are read and saved under a new name."""
    return path.suffix == store.SUFFIX


def _reader(content: bytes) -> Callable[[bytes], Found] | None:
    """What reads this content; None for text."""
    start = content[:_HEAD]
    if (start[:4] == b"RIFF" or start[4:8] == b"ftyp") and (kind := _OTHER_PICTURES.get(start[8:12])):
        raise OutsideError(f"是 {kind} 图片，读不了。请用看图程序或在手机上另存为 JPEG，再读入")
    if start.startswith(_ARCHIVES):
        raise OutsideError("是压缩包，请先解开，再读入里面的年报")
    for sign, reader in _SIGNS.items():
        if start.startswith(sign):
            return reader
    head = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if head.startswith((b"mime-version:", b"from:", b"content-type:", b"subject:")) or b"\nmime-version:" in head:
        return _web_archive
    return _web_page if head.startswith(_MARKUP) else None


# Each reader is loaded only where such a file is read.


def _office_archive(content: bytes) -> Found:
    from govreport_gui.files.sources import office_archive  # noqa: PLC0415

    return office_archive.blocks(content)


def _compound(content: bytes) -> Found:
    from govreport_gui.files.sources import containers  # noqa: PLC0415

    return containers.blocks(content)


def _rich_text(content: bytes) -> Found:
    from govreport_gui.files.sources import rich_text  # noqa: PLC0415

    return rich_text.blocks(content)


def _of_pdf(content: bytes, name: str, tell: Tell | None) -> Imported:
    from govreport_gui.core.reading.account import Entry  # noqa: PLC0415
    from govreport_gui.files.scans import addon  # noqa: PLC0415
    from govreport_gui.files.sources import paged, pdf  # noqa: PLC0415

    pages = pdf.pages_of(content)
    bare = [str(number + 1) for number, page in enumerate(pages) if page.bare]
    if bare and (len(bare) == len(pages) or addon.at_hand()):
        from govreport_gui.files.sources import scanned  # noqa: PLC0415

        scan = scanned.of_pdf(content, pages, _wished(tell, "扫描件"))
        return scan.judged(_assembled((scan.blocks, scan.notes), name))
    notes = (Entry("left_over", f"第{'、'.join(bare)}页为图片，未读入；{addon.OFFER}。"),) if bare else ()
    return _assembled((paged.blocks_of(pages), notes), name)


def _of_picture(content: bytes, name: str, tell: Tell | None) -> Imported:
    from govreport_gui.files.sources import scanned  # noqa: PLC0415

    scan = scanned.of_pictures([(name, content)], _wished(tell, "图片"))
    return scan.judged(_assembled((scan.blocks, scan.notes), name))


def _of_pictures(paths: Sequence[Path], tell: Tell | None) -> Imported:
    """The report whose pages are these pictures."""
    from govreport_gui.files.sources import scanned  # noqa: PLC0415

    name, found = paths[0].name, list[tuple[str, bytes]]()
    for path in paths:
        found.append((path.name, limits.given(path, LARGEST)))
        if not found[-1][1].startswith(_PICTURES):
            raise OutsideError(f"“{path.name}”不是图片，不能与其他图片合为一份年报。")
        if sum(len(content) for _, content in found) > _LARGEST_TOGETHER:
            raise OutsideError(f"“{path.name}”和排在前面的图片合起来{TOO_LARGE}。")
    try:
        scan = scanned.of_pictures(found, _wished(tell, "图片"))
    except OutsideError as error:
        raise type(error)(str(error) if str(error).startswith("“") else f"“{name}”{error}。") from None
    return scan.judged(_assembled((scan.blocks, scan.notes), name))


def _wished(tell: Tell | None, what: str) -> Tell:
    """Who hears how far it is. Raises PaperError where nobody does, OutsideError where the add-on is wanted first."""
    from govreport_gui.files.scans import addon  # noqa: PLC0415

    addon.wanted(what)
    if tell is None:
        raise PaperError(f"为{what}，须用“打开”或“导入文件”读入")
    return tell


def _attached(content: bytes, name: str) -> Imported | None:
    from govreport_gui.files.sources import attached  # noqa: PLC0415

    carried = attached.report_in(content, name)
    return None if carried is None else Imported(carried.form, carried.document, carried.told)


def _plain_text(text: str) -> Found:
    from govreport_gui.core.reading import lines  # noqa: PLC0415

    return lines.blocks(text, resources.formats()), ()


def _web_page(content: bytes) -> Found:
    from govreport_gui.files.sources import web_page  # noqa: PLC0415

    return web_page.blocks(content)


def _web_archive(content: bytes) -> Found:
    from govreport_gui.files.sources import web_page  # noqa: PLC0415

    return web_page.archive_blocks(content)


_SIGNS: Final = {b"PK\x03\x04": _office_archive, b"\xd0\xcf\x11\xe0": _compound, b"{\\rtf": _rich_text}
"""How files of a form begin, and what reads them."""


def _text(content: bytes) -> str:
    if content[:100].count(b"\0") > 60:
        raise OutsideError(NO_TEXT)
    text = text_of(content)
    if not text.lstrip().startswith("{") and (len(content) > _LARGEST_TEXT or text.count("\n") > _MOST_LINES):
        raise OutsideError(TOO_LARGE)
    return text
