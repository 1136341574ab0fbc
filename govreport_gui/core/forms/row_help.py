"""What counts in each row and column of the tables, for the help beside the current cell.

The words are resources/help/rows.toml. The reader is strict: every row and column of a form has its
help, and a row that the form has not is an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from govreport_gui.core.forms.form import Format

_PARTS: Final = ("rows", "columns")


class HelpError(ValueError):
    """Help that cannot be used; the message names the place."""


@dataclass(frozen=True, slots=True)
class Help:
    """Help for one row or column: what counts here, what does not, and by which article."""

    counts: str
    leaves_out: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class RowHelp:
    """The help for one form, by `table.row` and by `table.column`."""

    rows: Mapping[str, Help]
    columns: Mapping[str, Help]

    def of(self, form: Format, cell: str) -> tuple[Help, Help]:
        """The help for a cell: that of its row and that of its column."""
        found = form.cells[cell]
        return self.rows[f"{found.table}.{found.row}"], self.columns[f"{found.table}.{found.column}"]


def load(definition: Mapping[str, Any], form: Format) -> RowHelp:
    """The help that a parsed definition has for that form. Raises HelpError.

    `rows` and `columns` are common to all forms; under a form's id stands what only that form has, or
    has in other words.
    """
    parts = []
    for part in _PARTS:
        own = definition.get(form.id, {})
        if unknown := set(own) - set(_PARTS):
            raise HelpError(f"{form.id}：不认识 {'、'.join(sorted(unknown))}")
        found = _helps(definition.get(part, {}), part) | _helps(own.get(part, {}), f"{form.id}.{part}")
        wanted = [f"{table.id}.{name}" for table in form.tables for name in getattr(table, part)]
        if absent := [name for name in wanted if name not in found]:
            raise HelpError(f"{form.name}：{part} 缺少 {'、'.join(absent)}")
        if unknown := found.keys() - set(wanted):
            raise HelpError(f"{form.name}：没有 {part}.{'、'.join(sorted(unknown))}")
        parts.append(MappingProxyType({name: found[name] for name in wanted}))
    return RowHelp(*parts)


def _helps(tables: Mapping[str, Any], place: str) -> dict[str, Help]:
    """Help by `table.row` or `table.column`."""
    return {
        f"{table}.{name}": _help(words, f"{place}.{table}.{name}")
        for table, named in tables.items()
        for name, words in named.items()
    }


def _help(words: Mapping[str, Any], place: str) -> Help:
    must = {"counts", "leaves_out"} | ({"law"} if "rows." in place else set())
    if absent := must - set(words):
        raise HelpError(f"{place}：缺少 {'、'.join(sorted(absent))}")
    if unknown := set(words) - {"counts", "leaves_out", "law"}:
        raise HelpError(f"{place}：不认识 {'、'.join(sorted(unknown))}")
    for key, text in words.items():
        if not isinstance(text, str) or not text.strip() or (key != "law" and not text.endswith("。")):
            raise HelpError(f"{place}：{key} 应是一句话")
    return Help(**words)
