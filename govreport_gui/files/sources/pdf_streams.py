"""What the packed streams of a PDF become when unpacked: asked before pdfium does it, which knows no bounds."""

import re
import zlib
from typing import Final

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.limits import TOO_LARGE

_STREAM: Final = re.compile(rb"stream\r?\n")
_PACKED: Final = re.compile(rb"/FlateDecode|/Fl\b")
_LARGEST: Final = 60_000_000
"""In bytes, for one stream; what a page draws has some hundred thousand."""
_SMALL: Final = 20_000
"""Packed bytes that cannot become more than that."""
_PIECE: Final = 1_000_000
_BEFORE: Final = 2000
"""Bytes before a stream in which it is said how it is packed."""


def bounded(content: bytes) -> None:
    """Raise OutsideError where some stream becomes far too large. Pictures are left alone: reading draws none."""
    for match in _STREAM.finditer(content):
        start = match.end()
        said = content[max(0, match.start() - _BEFORE) : match.start()]
        said = said[said.rfind(b"obj") + 1 :]
        packings = len(_PACKED.findall(said))
        if not packings or (b"/Image" in said and packings == 1):
            continue
        end = content.find(b"endstream", start)
        size = (len(content) if end < 0 else end) - start
        if packings > 1 or (size > _SMALL and _unpacked(content, start, start + size) > _LARGEST):
            raise OutsideError(TOO_LARGE)


def _unpacked(content: bytes, start: int, end: int) -> int:
    """How many bytes a stream becomes, as far as it can be unpacked and no farther than needed."""
    unpacker = zlib.decompressobj()
    count, left = 0, content[start:end]
    try:
        while left and count <= _LARGEST and not unpacker.eof:
            count += len(unpacker.decompress(left, _PIECE))
            left = unpacker.unconsumed_tail
    except zlib.error:
        return count
    return count
