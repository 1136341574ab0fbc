"""The numbers of a document with what its blank totals show, which cells are blank, which totals are typed."""

from collections.abc import Iterable, Mapping

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import PREVIOUS, Figures, computed
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import Number, read, show


def figures_of(form: Format, document: Document, previous: Mapping[str, Number] | None = None) -> Figures:
    """The numbers that the form's relations are judged by; `previous` are last year's, by cell."""
    numbers: dict[str, Number] = {}
    unreadable = set()
    for cell, text in document.cells.items():
        number = read(text).number
        if number is None:
            unreadable.add(cell)
        else:
            numbers[cell] = number
    for cell, number in (previous or {}).items():
        numbers[PREVIOUS + cell] = number
    return Figures(numbers, unreadable, form.sums, form.signed)


def with_totals(figures: Figures) -> dict[str, Number]:
    """The numbers by cell, with what the blank totals show."""
    numbers = dict(figures.numbers)
    for cell in figures.sums or ():
        if cell not in numbers and cell not in figures.unreadable and (sum_of := computed(cell, figures)) is not None:
            numbers[cell] = sum_of
    return numbers


def printed_numbers(form: Format, document: Document) -> dict[str, Number]:
    """Every readable number of the report with the computed totals, by cell."""
    return with_totals(figures_of(form, document))


def shown_texts(form: Format, document: Document, numbers: Mapping[str, Number] | None = None) -> dict[str, str]:
    """What each cell shows and prints: the typed text, or a blank total's computed sum.

    `numbers` are the report's printed numbers, where they are at hand.
    """
    if numbers is None:
        numbers = printed_numbers(form, document)
    texts = dict(document.cells)
    for cell in form.sums:
        if cell not in texts and cell in numbers:
            texts[cell] = show(numbers[cell])
    return texts


def blank_inputs(form: Format, document: Document, table: str) -> tuple[str, ...]:
    """The cells of a table that have to be filled in and are blank; totals are none of them."""
    return tuple(cell for cell in form.inputs if form.cells[cell].table == table and cell not in document.cells)


def typed_totals(form: Format, document: Document, cells: Iterable[str]) -> tuple[str, ...]:
    """Those of the cells that are totals and hold something typed or pasted, not what the program adds up."""
    return tuple(cell for cell in cells if cell in form.sums and cell in document.cells)
