"""Which numbers of the text could follow the table, and a report whose bound numbers do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from govreport_gui.core.forms.form import Format
from govreport_gui.core.prose.statements import statements
from govreport_gui.core.report.binding import Binding, Bindings, bind, follow
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.cell_sums import first_open, named, terms, total
from govreport_gui.core.rules.texts import compared_texts, concerns
from govreport_gui.core.values import Number, read


@dataclass(frozen=True, slots=True)
class Bindable:
    """A number of the text whose cells are known and which equals their sum: it may be bound to them."""

    binding: Binding
    number: Number
    name: str
    """What it shows: 表三本年新收."""
    cells: tuple[str, ...]


def bindable(case: Case) -> tuple[Bindable, ...]:
    """All numbers that could be bound and are not yet, in the order of the text.

    A number in Chinese numerals (三件) is left out: it would have to change its writing.
    """
    taken = {(each.section, each.start) for each in case.document.bindings}
    found = []
    for section, text in compared_texts(case):
        for statement in statements(section, text):
            digits = statement.digits
            if digits is None or (section, digits[0]) in taken or not concerns(statement, case):
                continue
            words = text[digits[0] : digits[1]]
            if read(words).number is None:
                continue
            for referent in statement.referents:
                parts = terms(case.form, referent.cells)
                if not parts or first_open(case.form, case.document.cells, case.numbers, parts) is not None:
                    continue
                if total(case.numbers, parts) == statement.number:
                    cells = tuple(cell for _, cell in parts)
                    binding = Binding(section, digits[0], words, referent.cells)
                    found.append(Bindable(binding, statement.number, named(case.form, referent), cells))
                    break
    return tuple(found)


def followed(before: Document, case: Case, fresh: Bindings = ()) -> Document:
    """The report of `case` with its bound numbers written again after a change.

    Its bindings are placed on the texts of `before`; `fresh` are those of words that the change brings, and placed
    on its own texts.
    """
    after = case.document
    if not after.bindings and not fresh:
        return after

    def value(binding: Binding) -> Number | None:
        return _value(case.form, after.cells, case.numbers, binding)

    texts, left = follow(after.bindings, before.sections, after.sections, value)
    if texts == after.sections:  # else a number before them has become longer or shorter, and they are not placed
        for each in fresh:
            left = bind(left, each)
    return replace(after, sections=texts, bindings=left)


def _value(form: Format, typed: Mapping[str, str], numbers: Mapping[str, Number], binding: Binding) -> Number | None:
    parts = terms(form, binding.cells)
    if not parts or first_open(form, typed, numbers, parts) is not None:
        return None
    return total(numbers, parts)
