"""The strict reader of form definitions: an unknown key, a cell named twice or a rule that names
no cell is an error that says where. The definitions are resources/formats/*.toml.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from string import Formatter
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast, get_args

from govreport_gui.core.forms.form import Bound, Box, BoxKind, Cell, Format, Level, Line, Rule, Section, Table
from govreport_gui.core.forms.relations import PREVIOUS, RelationError, Term, parse
from govreport_gui.core.values import Kind

_LEFT: Final = "<"
_UP: Final = "^"
_SIDES: Final = (frozenset({"left", "left_sum"}), frozenset({"right", "right_sum"}))
_SAYS: Final = _SIDES[0] | _SIDES[1] | {"each", "difference"}

T = TypeVar("T")


class FormatError(ValueError):
    """A form definition that cannot be used; the message names the place."""


class _Keys:
    """One mapping of the definition, taken key by key; a key left over is an error."""

    def __init__(self, place: str, mapping: Mapping[str, Any]) -> None:
        self.place = place
        self.rest = dict(mapping)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        value = self.rest.pop(key, default)
        if value is None:
            raise FormatError(f"{self.place}：缺少 {key}")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise FormatError(f"{self.place}：{key} 应是 {kind.__name__}")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        values = tuple(self.take(key, list, None if default is None else list(default)))
        if not all(isinstance(value, str) for value in values):
            raise FormatError(f"{self.place}：{key} 应是文字")
        return values

    def end(self) -> None:
        if self.rest:
            raise FormatError(f"{self.place}：不认识 {'、'.join(self.rest)}")


def load(definition: Mapping[str, Any]) -> Format:
    """The Format that a parsed definition describes. Raises FormatError."""
    keys = _Keys("格式", definition)
    keys.place = f"格式 {keys.take('id', str)}"
    sections = tuple(_section(each) for each in keys.take("section", list))
    cells: dict[str, Cell] = {}
    tables = tuple(_table(each, cells) for each in keys.take("table", list))
    for section in sections:
        if section.table and all(section.table != table.id for table in tables):
            raise FormatError(f"部分 {section.id}：没有表 {section.table}")
    for table in tables:
        if [section.table for section in sections].count(table.id) != 1:
            raise FormatError(f"表 {table.id}：应在一个部分里")
    rules: list[Rule] = []
    bound: list[Bound] = []
    sums: dict[str, tuple[Term, ...]] = {}
    for each in keys.take("rule", list):
        rule, computes, parts = _rule(each, tables, cells)
        if any(rule.id == other.id for other in rules):
            raise FormatError(f"规则 {rule.id}：写了两次")
        rules.append(rule)
        bound.extend(parts)
        if computes:
            for part in parts:
                _add_sum(part, sums)
    carry = {form: _carry(f"carry.{form}", rows, tables) for form, rows in keys.take("carry", dict, {}).items()}
    last_year = keys.take("last_year", int, 0)
    form = Format(
        id=str(definition["id"]),
        revision=keys.take("revision", int),
        name=keys.take("name", str),
        source=keys.take("source", str),
        first_year=keys.take("first_year", int),
        last_year=last_year or None,
        title=keys.take("title", str),
        sections=sections,
        tables=tables,
        cells=MappingProxyType(cells),
        rules=tuple(rules),
        bound=tuple(bound),
        sums=MappingProxyType(sums),
        inputs=tuple(cell for cell in cells if cell not in sums),
        signed=frozenset(cell.id for cell in cells.values() if cell.kind == "signed integer"),
        carry=MappingProxyType(carry),
    )
    keys.end()
    return form


def _section(mapping: Mapping[str, Any]) -> Section:
    keys = _Keys("部分", mapping)
    section = Section(
        id=keys.take("id", str),
        name=keys.take("name", str),
        heading=keys.take("heading", str, ""),
        table=keys.take("table", str, ""),
        hint=keys.take("hint", str, ""),
        limit=keys.take("limit", int, 0),
        recognise=keys.texts("recognise", ()),
    )
    keys.place = f"部分 {section.id}"
    keys.end()
    return section


def _table(mapping: Mapping[str, Any], cells: dict[str, Cell]) -> Table:
    keys = _Keys("表", mapping)
    table = keys.take("id", str)
    keys.place = f"表 {table}"
    name = keys.take("name", str)
    widths = tuple(float(width) for width in keys.take("widths", list))
    rows, columns = keys.take("rows", dict), keys.take("columns", dict)
    kinds = _Kinds(keys.take("kind", str), keys.take("unit", str), keys.take("kinds", dict, {}))
    grid: list[list[tuple[str, BoxKind]]] = []
    for number, each in enumerate(keys.take("line", list), 1):
        line = _line(_Keys(f"表 {table} 第{number}行", each), len(widths), tuple(columns))
        grid.append(line)
        for text, kind in line:
            if kind == "number" and text != _LEFT:
                cell = _cell(f"表 {table} 第{number}行", table, name, text, rows, columns, kinds)
                if cell.id in cells:
                    raise FormatError(f"表 {table} 第{number}行：{cell.id} 写了两次")
                cells[cell.id] = cell
    boxes = tuple(_boxes(f"表 {table}", table, grid))
    result = Table(
        id=table,
        name=name,
        widths=widths,
        header_lines=keys.take("header_lines", int),
        entry_rule=keys.take("entry_rule", str),
        lines=tuple(
            Line(
                tuple(box.text for box in boxes if box.line == at and not box.cell),
                tuple(box.cell for box in boxes if box.line == at and box.cell),
            )
            for at in range(len(grid))
        ),
        boxes=boxes,
        cells=tuple(box.cell for box in boxes if box.cell),
        rows=MappingProxyType(rows),
        columns=MappingProxyType(columns),
    )
    keys.end()
    return result


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Kind and unit of a table's cells: the table's own, and what single patterns change."""

    kind: str
    unit: str
    special: Mapping[str, Mapping[str, str]]

    def of(self, name: str) -> tuple[str, str]:
        kind, unit = self.kind, self.unit
        for pattern, change in self.special.items():
            if unknown := set(change) - {"kind", "unit"}:
                raise FormatError(f"kinds {pattern}：不认识 {'、'.join(unknown)}")
            if fnmatchcase(name, pattern):
                kind, unit = change.get("kind", kind), change.get("unit", unit)
        if kind not in get_args(Kind):
            raise FormatError(f"{name}：不认识数的种类 {kind}")
        return kind, unit


def _line(keys: _Keys, width: int, columns: tuple[str, ...]) -> list[tuple[str, BoxKind]]:
    """The line's entries: label texts first, then `row.column` of its cells, "<" and "^" where merged."""
    row = keys.take("row", str, "")
    band = keys.take("band", bool, False)
    labels = keys.texts("labels", ())
    cells = keys.texts("cells", columns if row else ())
    keys.end()
    if len(labels) + len(cells) != width:
        raise FormatError(f"{keys.place}：应有 {width} 格，写了 {len(labels) + len(cells)} 格")
    kind: BoxKind = "band" if band else "label" if cells else "head"
    named = [cell if cell == _LEFT or not row else f"{row}.{cell}" for cell in cells]
    return [(label, kind) for label in labels] + [(cell, "number") for cell in named]


def _cell(
    place: str, table: str, name: str, text: str, rows: Mapping[str, str], columns: Mapping[str, str], kinds: _Kinds
) -> Cell:
    row, _, column = text.partition(".")
    if row not in rows or column not in columns:
        raise FormatError(f"{place}：{text} 没有行名或列名")
    kind, unit = kinds.of(text)
    where = f"{name}{rows[row]}·{columns[column]}"
    return Cell(f"{table}.{text}", table, row, column, cast("Kind", kind), unit, where)


def _boxes(place: str, table: str, grid: list[list[tuple[str, BoxKind]]]) -> Iterator[Box]:
    """The boxes of a grid of entries: each grows right over "<" and down over "^"."""
    for at, line in enumerate(grid):
        for position, (text, kind) in enumerate(line):
            if text in (_LEFT, _UP):
                if (text == _LEFT and position == 0) or (text == _UP and at == 0):
                    raise FormatError(f"{place} 第{at + 1}行第{position + 1}格：没有可合并的格")
                continue
            positions = 1
            while position + positions < len(line) and line[position + positions][0] == _LEFT:
                positions += 1
            lines = 1
            while at + lines < len(grid) and grid[at + lines][position][0] == _UP:
                lines += 1
            if kind == "number":
                yield Box(at, position, lines, positions, kind, cell=f"{table}.{text}")
            else:
                yield Box(at, position, lines, positions, kind, text)


def _rule(
    mapping: Mapping[str, Any], tables: tuple[Table, ...], cells: Mapping[str, Cell]
) -> tuple[Rule, bool, list[Bound]]:
    keys = _Keys("规则", mapping)
    keys.place = f"规则 {keys.take('id', str)}"
    level = keys.take("level", str)
    if level not in get_args(Level):
        raise FormatError(f"{keys.place}：不认识级别 {level}")
    table = next((each for each in tables if each.id == mapping.get("table")), None)
    if table is None:
        raise FormatError(f"{keys.place}：没有表 {mapping.get('table')}")
    rule = Rule(
        id=str(mapping["id"]),
        level=cast("Level", level),
        table=keys.take("table", str),
        relation=keys.take("relation", str),
        says=keys.take("says", str),
        fix=keys.take("fix", str),
        source=keys.take("source", str),
    )
    fields = {field for _, field, _, _ in Formatter().parse(rule.says) if field is not None}
    if unknown := fields - _SAYS:
        raise FormatError(f"{keys.place}：says 不认识 {'、'.join(unknown)}")
    if not _SIDES[0] & fields or not _SIDES[1] & fields:
        raise FormatError(f"{keys.place}：says 里没有数")
    each = keys.rest.pop("each", None)
    computes = keys.take("computes", bool, False)
    keys.end()
    if each == "column":
        names: Mapping[str, str] = table.columns
    elif each == "row":
        names = table.rows
    elif isinstance(each, list) and all(row in table.rows for row in each):
        names = {row: table.rows[row] for row in each}
    else:
        raise FormatError(f"{keys.place}：each 应是 column、row 或行名的列表")
    return rule, computes, [_bind(rule, cells, by, name, by_column=each == "column") for by, name in names.items()]


def _bind(rule: Rule, cells: Mapping[str, Cell], by: str, name: str, *, by_column: bool) -> Bound:
    def resolve(word: str) -> list[str]:
        previous = PREVIOUS if word.startswith(PREVIOUS) else ""
        start, wild, end = word.removeprefix(PREVIOUS).partition("*")
        if by_column:
            start, end = f"{rule.table}.{start}", f"{end}.{by}"
        else:
            start = f"{rule.table}.{by}.{start}"
        if not wild:
            return [previous + start + end] if start + end in cells else []
        return [previous + cell for cell in cells if cell.startswith(start) and cell.endswith(end)]

    try:
        relation = parse(rule.relation, resolve)
    except RelationError as error:
        raise FormatError(f"规则 {rule.id}（{by}）：{error}") from error
    return Bound(rule, by, name, relation, any(cell.startswith(PREVIOUS) for _, cell in relation.terms))


def _add_sum(bound: Bound, sums: dict[str, tuple[Term, ...]]) -> None:
    """Note what a total stands for. The first rule that computes a cell decides, as 总计·（七）总计
    is the sum of its row and of its column.
    """
    relation = bound.relation
    if relation.sign != "=" or len(relation.left) != 1:
        raise FormatError(f"规则 {bound.rule.id}：computes 只用于“一个总计 = 各格之和”")
    sums.setdefault(relation.left[0][1], relation.right)


def _carry(place: str, rows: Mapping[str, list[str]], tables: tuple[Table, ...]) -> Mapping[str, tuple[str, ...]]:
    """Row → the other form's rows, spread over the table's columns into cells."""
    cells: dict[str, tuple[str, ...]] = {}
    for target, sources in rows.items():
        name, _, row = target.partition(".")
        table = next((each for each in tables if each.id == name), None)
        if table is None or row not in table.rows:
            raise FormatError(f"{place}：没有行 {target}")
        for column in table.columns:
            cells[f"{target}.{column}"] = tuple(f"{source}.{column}" for source in sources)
    return MappingProxyType(cells)
