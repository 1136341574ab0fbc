"""Heads of an old register in two lines: what 补正, 复议 … above say of the column below, where its name does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_LONGEST: Final = 12
"""Letters of a head; what is longer stands in a row of the table."""
_NO_DAY: Final = ("号", "是否", "内容", "方式", "人", "次数", "理由", "原因")
"""What no head of a column of days has."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns under one head: words in it; by field the words of the heads below; whether no other field stands there,
    also where a head alone would say so (结果 below 行政复议 is not 办理结果).
    """

    above: tuple[str, ...]
    below: tuple[tuple[str, tuple[str, ...]], ...]
    alone: bool

    @property
    def fields(self) -> frozenset[str]:
        """The fields that may stand below it."""
        return frozenset(field for field, _ in self.below)


def load(content: list[Mapping[str, Any]]) -> tuple[Group, ...]:
    """The groups in the file of words. Raises KeyError where it is not as it should be."""
    return tuple(
        Group(
            tuple(each["above"]),
            tuple((one["field"], tuple(one["words"])) for one in each["below"]),
            each.get("alone", False),
        )
        for each in content
    )


def over(upper: str, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups that an upper head names."""
    return tuple(group for group in groups if any(word in upper for word in group.above))


def may_stand(field: str, groups: tuple[Group, ...], common: frozenset[str]) -> bool:
    """Whether a column that its own head names may stand below these groups. `common` are fields whose names are said
    of other things too: 收到日期, 签收日期, 结果.
    """
    if not groups or any(field in group.fields for group in groups):
        return True
    return field not in common and not any(group.alone for group in groups)


def meant(lower: str, groups: tuple[Group, ...], days: frozenset[str]) -> str:
    """The field that the lower head means below these; "" where it is not clear. `days` are the fields of days."""
    if len(lower) > _LONGEST:
        return ""
    found = {field for group in groups for field in _first(lower, group, days)}
    return found.pop() if len(found) == 1 else ""


def _first(lower: str, group: Group, days: frozenset[str]) -> Iterator[str]:
    for field, words in group.below:
        if any(word in lower for word in words) and not (field in days and any(each in lower for each in _NO_DAY)):
            yield field
            return
