"""What a later issue of a form must still have, so that every report made on the earlier one can be read and shown."""

from collections.abc import Iterator
from itertools import chain

from govreport_gui.core.forms.form import Format


def lacking(new: Format, old: Format) -> str:
    """What reports use of the old form and the new one has not, in words; "" if nothing is missing."""
    return next(chain(_parts(new, old), _tables(new, old), _sums(new, old), _reach(new, old)), "")


def _parts(new: Format, old: Format) -> Iterator[str]:
    tables = {section.id: section.table for section in new.sections}
    for section in old.sections:
        if section.id not in tables:
            yield f"缺少部分“{section.name}”"
        elif tables[section.id] != section.table:
            yield f"部分“{section.name}”的表不同"


def _tables(new: Format, old: Format) -> Iterator[str]:
    tables = {table.id: table for table in new.tables}
    for table in old.tables:
        if table.id not in tables:
            yield f"缺少{table.name}"
        elif tables[table.id].cells != table.cells:
            yield f"{table.name}的格与现在的{old.name}不同"
        elif tables[table.id].entry_rule != table.entry_rule:
            yield f"{table.name}的 entry_rule 不同"
    if len(new.cells) > len(old.cells):
        yield f"表格与现在的{old.name}不同"


def _sums(new: Format, old: Format) -> Iterator[str]:
    return (f"{old.cells[cell].place}不再是合计" for cell in old.sums if cell not in new.sums)


def _reach(new: Format, old: Format) -> Iterator[str]:
    for form, cells in old.carry.items():
        if absent := cells.keys() - new.carry.get(form, {}).keys():
            yield f"carry.{form} 缺少 {min(absent)}"
    if not new.covers(old.first_year):
        yield f"不再用于{old.first_year}年"


def unknown_sources(new: Format, others: tuple[Format, ...]) -> str:
    """A cell of another form that `new` takes numbers from and that form has not; "" if there is none."""
    for other in others:
        for cell in chain.from_iterable(new.carry.get(other.id, {}).values()):
            if cell not in other.cells:
                return f"carry.{other.id} 里的 {cell} 在{other.name}里没有"
    return ""
