"""应报单位: rows of any table → the units that have to report."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from govreport_gui.core.rollup.submission import Member, plain

HEAD: Final = ("单位", "简称", "类型", "电话")
"""The columns of a roster, as a template has them."""
_WORDS: Final = (
    ("单位名称", "应报单位", "报送单位", "单位", "名称", "机关", "部门"),
    ("简称",),
    ("单位类型", "类型", "类别", "性质"),
    ("联系电话", "电话", "联系方式", "手机"),
)
"""What the heads of these columns say, the likeliest first."""


def rows_of(text: str) -> list[list[str]]:
    """The rows of a text: typed, pasted from a table, or a .csv file."""
    lines = [line for line in text.splitlines() if line.strip()]
    mark = next((mark for mark in ("\t", ",", "，") if any(mark in line for line in lines)), "\t")
    if mark == ",":
        return [list(row) for row in csv.reader(StringIO("\n".join(lines)))]
    return [line.split(mark) for line in lines]


def members(rows: Iterable[Sequence[str]]) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """The units in these rows, each once, in their order; and the names that stood there more than once."""
    texts = [[" ".join((text or "").split()) for text in row] for row in rows]
    at = next((number for number, row in enumerate(texts[:10]) if _column(row, _WORDS[0]) is not None), None)
    if at is not None:
        columns = [_column(texts[at], words) for words in _WORDS]
        texts = texts[at + 1 :]
    else:
        columns = [_first_names(texts), None, None, None]
    found: dict[str, Member] = {}
    twice: dict[str, None] = {}
    for row in texts:
        name, short, kind, phone = (
            row[column] if column is not None and column < len(row) else "" for column in columns
        )
        if not any(letter.isalpha() for letter in name):
            continue
        if plain(name) in found:
            twice[name] = None
        else:
            found[plain(name)] = Member(name, short, kind, phone)
    return tuple(found.values()), tuple(twice)


def _column(row: Sequence[str], words: Sequence[str]) -> int | None:
    """The column whose head says one of those words, and little else."""
    for word in words:
        for column, text in enumerate(row):
            if "".join(text.split()) == word:
                return column
    return None


def _first_names(rows: Sequence[Sequence[str]]) -> int:
    """The first column in which most rows have words, not numbers."""
    widest = max((len(row) for row in rows), default=0)
    for column in range(widest):
        worded = sum(column < len(row) and any(letter.isalpha() for letter in row[column]) for row in rows)
        if worded * 2 > len(rows):
            return column
    return 0
