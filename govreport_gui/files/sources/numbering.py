"""Numbers that Word writes before paragraphs by itself: 一、 stands in no text of the file."""

from typing import Final
from xml.etree import ElementTree as ET

_CHINESE: Final = "零一二三四五六七八九十"
_MOST: Final = 99


class Numbering:
    """Counts the numbered paragraphs of a document."""

    def __init__(self, root: ET.Element | None) -> None:
        self._levels: dict[tuple[str, str], tuple[str, str]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        if root is None:
            return
        kinds = {}
        for child in root:
            if _name(child) == "abstractNum":
                kinds[_get(child, "abstractNumId")] = child
        for child in root:
            if _name(child) != "num":
                continue
            of = next((_get(each, "val") for each in child if _name(each) == "abstractNumId"), "")
            for level in kinds.get(of, ()):
                if _name(level) == "lvl":
                    said = {_name(each): _get(each, "val") for each in level}
                    place = (_get(child, "numId"), _get(level, "ilvl"))
                    self._levels[place] = (said.get("numFmt", ""), said.get("lvlText", ""))

    def before(self, paragraph: ET.Element) -> str:
        """What Word prints before that paragraph; "" where it is no number."""
        number = next((each for each in paragraph.iter() if _name(each) == "numPr"), None)
        if number is None:
            return ""
        said = {_name(each): _get(each, "val") for each in number}
        place = (said.get("numId", ""), said.get("ilvl", "0"))
        kind, text = self._levels.get(place, ("", ""))
        if not text or kind in {"", "bullet", "none"}:
            return ""
        count = self._counts[place] = self._counts.get(place, 0) + 1
        for deeper in [each for each in self._counts if each[0] == place[0] and each[1] > place[1]]:
            del self._counts[deeper]
        own = f"%{int(place[1]) + 1}" if place[1].isdigit() else "%1"
        plain = text.replace(own, _chinese(count) if "hinese" in kind or "japanese" in kind.lower() else str(count))
        return "" if "%" in plain else plain


def _chinese(count: int) -> str:
    if count <= 10 or count > _MOST:
        return _CHINESE[count] if count <= 10 else str(count)
    tens, ones = divmod(count, 10)
    return (_CHINESE[tens] if tens > 1 else "") + "十" + (_CHINESE[ones] if ones else "")


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _get(element: ET.Element, name: str) -> str:
    return next((value for said, value in element.items() if said.rpartition("}")[2] == name), "")
