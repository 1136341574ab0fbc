"""Web pages, saved as `.html` or in one `.mht` → blocks."""

import re
from email import message_from_bytes, policy
from typing import Final

from govreport_gui.core.reading import html
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.limits import TOO_LARGE
from govreport_gui.files.sources.encoding import text_of

_LARGEST: Final = 2_000_000
"""In characters, without pictures."""
_MOST_PARTS: Final = 1000
_PICTURES: Final = re.compile(r"data:[a-z]+/[a-z+.-]+;base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)


def blocks(content: bytes) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of a page."""
    return _read(text_of(content, markup=True)), ()


def archive_blocks(content: bytes) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of the page in a web archive."""
    if content.lower().count(b"content-type") > _MOST_PARTS:
        raise OutsideError(TOO_LARGE)
    message = message_from_bytes(content, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return _read(text_of(body, markup=True)), ()
    raise OutsideError("里没有网页，读不出来")


def _read(text: str) -> list[Block]:
    if "base64," in text:
        text = _PICTURES.sub("", text)
    if len(text) > _LARGEST:
        raise OutsideError(TOO_LARGE)
    return html.blocks(text)
