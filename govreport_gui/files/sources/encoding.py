"""Bytes → text: the encodings that Chinese offices have."""

import re
from typing import Final

from govreport_gui.files.errors import OutsideError

_KNOWN: Final = ("政府信息", "公开", "情况")
_BIG5: Final = ("政府", "公開", "資訊", "信息", "年度")
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
NO_TEXT: Final = "不是文字文件，读不出来"


def text_of(content: bytes, *, markup: bool = False) -> str:
    """The text; of web pages the charset that they name is tried first."""
    named = _CHARSET.search(content[:4000]) if markup else None
    for encoding in _tried(content, named[1].decode("ascii").lower() if named else ""):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" in text:
            continue
        if encoding == "gb18030" and not any(word in text for word in _KNOWN) and _is_big5(content):
            raise OutsideError("是 Big5 编码的繁体文字，请另存为 UTF-8 编码后再读入")
        return text
    raise OutsideError(NO_TEXT)


def _tried(content: bytes, named: str) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in content[:4000] and len(content) > 8:
        # UTF-16 without its mark: the way round that gives Chinese words is the right one.
        for encoding in ("utf-16-le", "utf-16-be"):
            even = content[: len(content) // 2 * 2]
            if any(word in even.decode(encoding, "replace") for word in _KNOWN):
                return (encoding,)
        return ()
    gb = {"gb2312", "gbk", "gb18030", "cp936"}
    usual = ("utf-8-sig", "gb18030")
    return (named, *usual) if named and named not in gb and named not in {"utf-8", "utf8", "utf-16"} else usual


def _is_big5(content: bytes) -> bool:
    try:
        text = content.decode("big5")
    except UnicodeDecodeError:
        return False
    return any(word in text for word in _BIG5)
