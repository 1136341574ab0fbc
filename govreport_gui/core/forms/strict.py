"""Taking a definition apart key by key: each value of its kind and within bounds, nothing left over.

A definition may come from anywhere. What it holds goes into paths (ids), into sentences and tables, and decides how
long the program works, so all of it is bounded here, before anything is made of it.
"""

import re
from collections.abc import Mapping
from math import isfinite
from string import Formatter
from typing import Any, Final, TypeVar

MOST: Final = 200
"""Entries of a list or a group; the longest of an official form has 26."""
_LONGEST: Final = 1000
"""Characters of a text; the longest of an official form has 130."""
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DEVICE: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
"""Names that Windows gives to no file."""
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")

T = TypeVar("T")


class FormatError(ValueError):
    """A form definition that cannot be used; the message names the place."""


class Keys:
    """One group of a definition, taken key by key; a key left over is an error."""

    def __init__(self, place: str, group: object) -> None:
        self.place = place
        if not isinstance(group, dict):
            raise FormatError(f"{place}：应是一组“键 = 值”")
        self.rest: dict[str, Any] = dict(group)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of that kind; without a default it must be there."""
        value = self.rest.pop(key, default)
        if value is None:
            raise FormatError(f"{self.place}：缺少 {key}")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise FormatError(f"{self.place}：{key} 应是 {kind.__name__}")
        if isinstance(value, list | dict) and len(value) > MOST:
            raise FormatError(f"{self.place}：{key} 最多{MOST}项")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text that can be shown on one line and printed."""
        return self._shown(key, self.take(key, str, default))

    def id(self, key: str) -> str:
        """A name by which something is found, safe as part of a path."""
        return self._named(key, self.take(key, str))

    def number(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number within bounds."""
        value = self.take(key, int, default)
        if not least <= value <= most:
            raise FormatError(f"{self.place}：{key} 应在 {least} 到 {most} 之间")
        return value

    def sizes(self, key: str, most: float) -> tuple[float, ...]:
        """Numbers above 0."""
        values = self.take(key, list)
        if not values or not all(
            type(value) in (int, float) and isfinite(value) and 0 < value <= most for value in values
        ):
            raise FormatError(f"{self.place}：{key} 应是大于 0、不大于 {most:g} 的数")
        return tuple(float(value) for value in values)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._shown(key, value) for value in self.take(key, list, None if default is None else [*default]))

    def names(self, key: str, default: Mapping[str, str] | None = None) -> dict[str, str]:
        """Texts by id."""
        found = self.take(key, dict, None if default is None else dict(default))
        return {self._named(key, name): self._shown(key, text) for name, text in found.items()}

    def pattern(self, key: str, fields: frozenset[str], *must: frozenset[str]) -> str:
        """A sentence with {fields} in it, of each group in `must` at least one."""
        text = self.text(key)
        try:
            parts = [(field, form, how) for _, field, form, how in Formatter().parse(text) if field is not None]
        except ValueError:
            raise FormatError(f"{self.place}：{key} 的花括号不成对") from None
        used = {field for field, _, _ in parts}
        if unknown := used - fields:
            raise FormatError(f"{self.place}：{key} 不认识 {'、'.join(sorted(unknown))}")
        if any(form or how for _, form, how in parts):
            raise FormatError(f"{self.place}：{key} 的花括号里只写名字")
        for group in must:
            if not group & used:
                raise FormatError(f"{self.place}：{key} 里没有 {'、'.join(sorted(group))}")
        return text

    def end(self) -> None:
        """All must have been taken."""
        if self.rest:
            raise FormatError(f"{self.place}：不认识 {'、'.join(_cut(key) for key in self.rest)}")

    def _shown(self, key: str, text: object) -> str:
        if not isinstance(text, str):
            raise FormatError(f"{self.place}：{key} 应是文字")
        if len(text) > _LONGEST or _UNSEEN.search(text):
            raise FormatError(f"{self.place}：{key} 太长，或有显示不出来的字符")
        return text

    def _named(self, key: str, name: str) -> str:
        if not _ID.fullmatch(name) or _DEVICE.fullmatch(name):
            raise FormatError(f"{self.place}：{key}“{_cut(name)}”只能用字母、数字、- 和 _")
        return name


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
