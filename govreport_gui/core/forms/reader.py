"""The strict reader of form definitions: an unknown key, a cell named twice or a rule that names
no cell is an error that says where. The definitions are resources/formats/*.toml.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any, Final, cast, get_args

from govreport_gui.core.forms.form import Bound, Box, BoxKind, Cell, Format, Level, Line, Rule, Section, Table
from govreport_gui.core.forms.relations import PREVIOUS, RelationError, Term, parse
from govreport_gui.core.forms.strict import MOST, FormatError, Keys
from govreport_gui.core.values import YEARS, Kind

_LEFT: Final = "<"
_UP: Final = "^"
_SIDES: Final = (frozenset({"left", "left_sum"}), frozenset({"right", "right_sum"}))
_SAYS: Final = _SIDES[0] | _SIDES[1] | {"each", "difference"}
_TITLE: Final = (frozenset({"unit"}), frozenset({"year"}))
_PARTS: Final = (
    "preface",
    "overview",
    "proactive_text",
    "requests_text",
    "disputes_text",
    "problems",
    "other_matters",
    "closing",
)
"""The parts of every form, in this order; a form may have more between the first and the last two."""
_TABLES: Final = ("proactive", "requests", "disputes")
_ENTRY_RULES: Final = ("T2-01", "T3-06", "T4-04")
_COLUMNS: Final = 40
_CELLS: Final = 1000
_WIDEST: Final = 1000
_ISSUES: Final = 1_000_000
_TERMS: Final = 20_000
"""Terms of all relations of a form together, and cells that one total may be made up of; the forms so far have 900."""


def load(definition: Mapping[str, Any]) -> Format:
    """The Format that a parsed definition describes. Raises FormatError."""
    keys = Keys("格式", definition)
    id_ = keys.id("id")
    keys.place = f"格式 {id_}"
    sections = tuple(_section(each) for each in keys.take("section", list))
    cells: dict[str, Cell] = {}
    tables = tuple(_table(each, cells) for each in keys.take("table", list))
    if len(cells) > _CELLS:
        raise FormatError(f"{keys.place}：最多{_CELLS}格")
    _check_parts(keys.place, sections, tables)
    rules: list[Rule] = []
    bound: list[Bound] = []
    sums: dict[str, tuple[Term, ...]] = {}
    for each in keys.take("rule", list):
        rule, computes, parts = _rule(each, tables, cells)
        if any(rule.id == other.id for other in rules):
            raise FormatError(f"规则 {rule.id}：写了两次")
        rules.append(rule)
        bound.extend(parts)
        if _terms(bound) > _TERMS:
            raise FormatError(f"规则 {rule.id}：式子太多太长")
        if computes:
            for part in parts:
                _add_sum(part, sums)
    _check_sums(sums)
    carry = {form: _carry(f"carry.{form}", rows, tables) for form, rows in keys.take("carry", dict, {}).items()}
    first_year = keys.number("first_year", YEARS[0], YEARS[-1])
    form = Format(
        id=id_,
        revision=keys.number("revision", 1, _ISSUES),
        name=keys.text("name"),
        source=keys.text("source"),
        first_year=first_year,
        last_year=keys.number("last_year", first_year, YEARS[-1], YEARS[-1]) if "last_year" in keys.rest else None,
        title=keys.pattern("title", _TITLE[0] | _TITLE[1], *_TITLE),
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


def _check_parts(place: str, sections: tuple[Section, ...], tables: tuple[Table, ...]) -> None:
    """Every part and table that rules, readers and papers speak of is there, once, and each table stands in a part."""
    parts, names = [section.id for section in sections], [table.id for table in tables]
    if absent := [part for part in (*_PARTS, *_TABLES) if part not in (*parts, *names)]:
        raise FormatError(f"{place}：缺少 {'、'.join(absent)}")
    if (
        [part for part in parts if part in _PARTS] != list(_PARTS)
        or parts[0] != _PARTS[0]
        or parts[-2:] != [*_PARTS[-2:]]
    ):
        raise FormatError(f"{place}：各部分的顺序应是 {'、'.join(_PARTS)}，每个一次")
    if len(set(parts)) < len(parts) or len(set(names)) < len(names):
        raise FormatError(f"{place}：有部分或表写了两次")
    held = [section.table for section in sections if section.table]
    for section in sections:
        if section.table and section.table not in names:
            raise FormatError(f"部分 {section.id}：没有表 {section.table}")
    if sorted(held) != sorted(names):
        raise FormatError(f"{place}：每张表应在一个部分里，且只在一个")


def _section(definition: object) -> Section:
    keys = Keys("部分", definition)
    section = Section(
        id=keys.id("id"),
        name=keys.text("name"),
        heading=keys.text("heading", ""),
        table=keys.text("table", ""),
        hint=keys.text("hint", ""),
        limit=keys.number("limit", 0, 1_000_000, 0),
        recognise=keys.texts("recognise", ()),
    )
    keys.place = f"部分 {section.id}"
    keys.end()
    return section


def _table(definition: object, cells: dict[str, Cell]) -> Table:
    keys = Keys("表", definition)
    table = keys.id("id")
    keys.place = f"表 {table}"
    name = keys.text("name")
    widths = keys.sizes("widths", _WIDEST)
    if len(widths) > _COLUMNS:
        raise FormatError(f"表 {table}：最多{_COLUMNS}列")
    rows, columns = keys.names("rows"), keys.names("columns")
    kinds = _Kinds(keys.text("kind"), keys.text("unit"), keys.take("kinds", dict, {}))
    grid: list[list[tuple[str, BoxKind]]] = []
    for number, each in enumerate(keys.take("line", list), 1):
        line = _line(Keys(f"表 {table} 第{number}行", each), len(widths), tuple(columns))
        grid.append(line)
        for text, kind in line:
            if kind == "number" and text != _LEFT:
                cell = _cell(f"表 {table} 第{number}行", table, name, text, rows, columns, kinds)
                if cell.id in cells:
                    raise FormatError(f"表 {table} 第{number}行：{cell.id} 写了两次")
                cells[cell.id] = cell
    boxes = tuple(_boxes(f"表 {table}", table, grid))
    _check_boxes(f"表 {table}", boxes, len(grid), len(widths))
    first_number = min(box.line for box in boxes if box.cell)
    result = Table(
        id=table,
        name=name,
        widths=widths,
        header_lines=keys.number("header_lines", 0, first_number),
        entry_rule=_entry_rule(keys),
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


def _entry_rule(keys: Keys) -> str:
    rule = keys.text("entry_rule")
    if rule not in _ENTRY_RULES:
        raise FormatError(f"{keys.place}：entry_rule 应是 {'、'.join(_ENTRY_RULES)} 之一")
    return rule


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Kind, unit and whether they add up of a table's cells: the table's own, and what single patterns change."""

    kind: str
    unit: str
    special: Mapping[str, object]

    def of(self, name: str) -> tuple[str, str, bool]:
        kind, unit, additive = self.kind, self.unit, True
        for pattern, change in self.special.items():
            keys = Keys(f"kinds {pattern}", change)
            changed = keys.text("kind", kind), keys.text("unit", unit), keys.take("additive", bool, additive)
            keys.end()
            if fnmatchcase(name, pattern):
                kind, unit, additive = changed
        if kind not in get_args(Kind):
            raise FormatError(f"{name}：不认识数的种类 {kind}")
        return kind, unit, additive


def _line(keys: Keys, width: int, columns: tuple[str, ...]) -> list[tuple[str, BoxKind]]:
    """The line's entries: label texts first, then `row.column` of its cells, "<" and "^" where merged."""
    row = keys.text("row", "")
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
    kind, unit, additive = kinds.of(text)
    where = f"{name}{rows[row]}·{columns[column]}"
    return Cell(f"{table}.{text}", table, row, column, cast("Kind", kind), unit, where, additive)


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


def _check_boxes(place: str, boxes: tuple[Box, ...], lines: int, positions: int) -> None:
    """The boxes cover the table, and none lies over another."""
    covered = [
        (line, position)
        for box in boxes
        for line in range(box.line, box.line + box.lines)
        for position in range(box.position, box.position + box.positions)
    ]
    if len(covered) != lines * positions or len(set(covered)) < len(covered):
        raise FormatError(f"{place}：合并的格没有拼成完整的表")
    if not any(box.cell for box in boxes):
        raise FormatError(f"{place}：无填数的格")


def _rule(definition: object, tables: tuple[Table, ...], cells: Mapping[str, Cell]) -> tuple[Rule, bool, list[Bound]]:
    keys = Keys("规则", definition)
    id_ = keys.id("id")
    keys.place = f"规则 {id_}"
    level, on = keys.text("level"), keys.text("table")
    if level not in get_args(Level):
        raise FormatError(f"{keys.place}：不认识级别 {level}")
    table = next((each for each in tables if each.id == on), None)
    if table is None:
        raise FormatError(f"{keys.place}：没有表 {on}")
    rule = Rule(
        id=id_,
        level=cast("Level", level),
        table=on,
        relation=keys.text("relation"),
        says=keys.pattern("says", _SAYS, *_SIDES),
        fix=keys.text("fix"),
        source=keys.text("source"),
    )
    each = keys.rest.pop("each", None)
    computes = keys.take("computes", bool, False)
    keys.end()
    if each == "column":
        names: Mapping[str, str] = table.columns
    elif each == "row":
        names = table.rows
    elif isinstance(each, list) and each and all(isinstance(row, str) and row in table.rows for row in each):
        names = {row: table.rows[row] for row in each}
    else:
        raise FormatError(f"{keys.place}：each 应是 column、row 或行名的列表")
    bound: list[Bound] = []
    for by, name in names.items():
        bound.append(_bind(rule, cells, by, name, by_column=each == "column"))
        if _terms(bound) > _TERMS:
            break  # said by who asked: there are more rules than this
    return rule, computes, bound


def _terms(bound: list[Bound]) -> int:
    return sum(len(each.relation.terms) for each in bound)


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
    if relation.sign != "=" or len(relation.left) != 1 or bound.compares_years:
        raise FormatError(f"规则 {bound.rule.id}：computes 只用于“一个总计 = 各格之和”")
    sums.setdefault(relation.left[0][1], relation.right)


def _check_sums(sums: Mapping[str, tuple[Term, ...]]) -> None:
    """No total is made up of itself, and none of more than can be added up at every number typed."""
    sizes: dict[str, int] = {}

    def size(cell: str, above: frozenset[str]) -> int:
        if cell in above:
            raise FormatError(f"computes：{cell} 由它自己相加得出")
        if len(above) > MOST:
            raise FormatError(f"computes：{cell} 的合计层次太多")
        if cell not in sizes:
            sizes[cell] = sum(size(part, above | {cell}) if part in sums else 1 for _, part in sums[cell])
        return sizes[cell]

    for cell in sums:
        if size(cell, frozenset()) > _TERMS:
            raise FormatError(f"computes：{cell} 由太多的格相加得出")


def _carry(place: str, definition: object, tables: tuple[Table, ...]) -> Mapping[str, tuple[str, ...]]:
    """Row → the other form's rows, spread over the table's columns into cells."""
    cells: dict[str, tuple[str, ...]] = {}
    keys = Keys(place, definition)
    for target in list(keys.rest):
        sources = keys.texts(target)
        name, _, row = target.partition(".")
        table = next((each for each in tables if each.id == name), None)
        if table is None or row not in table.rows:
            raise FormatError(f"{place}：没有行 {target}")
        for column in table.columns:
            cells[f"{target}.{column}"] = tuple(f"{source}.{column}" for source in sources)
    return MappingProxyType(cells)
