"""The tags and texts of a page, in time that grows with its length only, whatever is broken in it."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from govreport_gui.core.patterns import pattern

_NAME: Final = pattern(r"</?([a-zA-Z][^\s/>]*)")
_REST: Final = pattern(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
_ATTRIBUTE: Final = pattern(r"""([^\s=/"'>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_LONGEST: Final = 4000
"""In characters: a tag with more attributes ends at its first >."""
_RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp", "noscript"})
"""What stands in these is no markup."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in small letters, whether it ends an element, its attributes."""

    name: str
    ends: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(text: str) -> Iterator[Tag | str]:
    """Tags and texts in order; comments and declarations are left out."""
    at = 0
    while at < len(text):
        start = text.find("<", at)
        if start != at:
            yield html.unescape(text[at : start if start >= 0 else len(text)])
        if start < 0:
            return
        name = _NAME.match(text, start)
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            at = end + 3 if end >= 0 else len(text)
        elif text.startswith(("<!", "<?"), start):
            end = text.find(">", start)
            at = end + 1 if end >= 0 else len(text)
        elif name is None:
            at = start + 1
            while text.startswith("<", at) and not _NAME.match(text, at):
                at += 1
            yield text[start:at]
        else:
            tag, at = _tag(text, start, name)
            yield tag
            if tag.name in _RAW and not tag.ends:
                at = _behind_raw(text, at, tag.name)


def _tag(text: str, start: int, name: re.Match[str]) -> tuple[Tag, int]:
    """The tag that begins there, and where it ends."""
    rest = _REST.match(text, name.end(), name.end() + _LONGEST)
    end = rest.end() if rest else text.find(">", name.end()) + 1 or len(text)
    said = text[name.end() : min(end - 1, name.end() + _LONGEST)]
    attributes = {
        match[1].lower(): html.unescape(match[2].strip("\"'")) if match[2] else ""
        for match in _ATTRIBUTE.finditer(said)
    }
    return Tag(name[1].lower(), text.startswith("</", start), attributes), end


def _behind_raw(text: str, at: int, name: str) -> int:
    """Where the end tag of an element begins that holds no markup; the end of the text where there is none."""
    match = re.compile(rf"</{name}", re.IGNORECASE).search(text, at)
    return match.start() if match else len(text)
