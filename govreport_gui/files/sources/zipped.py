"""Members of a zip archive as XML, within bounds: what claims or becomes too much is refused before it is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, cast
from xml.etree import ElementTree as ET

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.limits import TOO_LARGE

_LARGEST: Final = 8_000_000
"""In bytes, unpacked, for one member; a report's text has some 300 000."""
_MOST: Final = 5000
_DEEPEST: Final = 200
_MOST_ELEMENTS: Final = 400_000
"""In one member; a report has some ten thousand, a workbook of a county some hundred thousand."""

_BROKEN: Final = "损坏了，读不出来。请重新复制一份，或从原来的程序里另存"


class Archive:
    """The members of a zip archive that are wanted."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise OutsideError(_BROKEN) from None
        if len(members) > _MOST:
            raise OutsideError(TOO_LARGE)
        self.names = frozenset(member.filename for member in members)

    def bytes_of(self, name: str, most: int = _LARGEST) -> bytes:
        """The content of a member; never more than `most`, whatever it claims."""
        try:
            member = self._zip.getinfo(name)
            if member.flag_bits & 1:
                raise OutsideError("设了密码，请用原来的程序打开，取消密码后再读入")
            if member.file_size > most:
                raise OutsideError(TOO_LARGE)
            with self._zip.open(member) as file:
                content = file.read(most + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise OutsideError(_BROKEN) from None
        if len(content) > most:
            raise OutsideError(TOO_LARGE)
        return content

    def xml(self, name: str) -> ET.Element:
        """The root of a member that is XML, without anything that points outside or grows by itself."""
        return parsed(self.bytes_of(name))


def parsed(content: bytes) -> ET.Element:
    """The root of some XML. Office files have no DOCTYPE; one that has could name other files or grow without end."""
    head = content[:2000].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<!ENTITY" in content.replace(b"\0", b""):
        raise OutsideError("里面有外部引用，为安全起见没有读入。请用原来的程序打开后另存一份")
    try:
        # An element has a "<" of its own: where these are few, so are the elements.
        root = ET.fromstring(content) if content.count(b"<") <= _MOST_ELEMENTS else _counted(content)  # noqa: S314  # see above
    except ET.ParseError:
        raise OutsideError(_BROKEN) from None
    level, depth = [root], 1
    while level := [below for each in level for below in each]:
        depth += 1
        if depth > _DEEPEST:
            raise OutsideError(_BROKEN)
    return root


def _counted(content: bytes) -> ET.Element:
    """The root of some XML, refused as soon as it has become too much. Raises OutsideError."""
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start",))
    many = 0
    root: ET.Element | None = None
    for start in range(0, len(content), 65536):
        parser.feed(content[start : start + 65536])
        for _, element in cast("Iterator[tuple[str, ET.Element]]", parser.read_events()):
            root = element if root is None else root
            many += 1
            if many > _MOST_ELEMENTS:
                raise OutsideError(TOO_LARGE)
    parser.close()
    if root is None:
        raise OutsideError(_BROKEN)
    return root
