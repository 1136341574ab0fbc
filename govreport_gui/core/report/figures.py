"""Raw to cooked: the numbers of a document, with what its blank totals show."""

from collections.abc import Mapping

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


def printed_numbers(form: Format, document: Document) -> dict[str, Number]:
    """Every readable number of the report with the computed totals, by cell."""
    figures = figures_of(form, document)
    numbers = dict(figures.numbers)
    for cell in form.sums:
        if cell not in document.cells and (number := computed(cell, figures)) is not None:
            numbers[cell] = number
    return numbers


def shown_texts(form: Format, document: Document) -> dict[str, str]:
    """What each cell shows and prints: the typed text, or a blank total's computed sum."""
    figures = figures_of(form, document)
    texts = dict(document.cells)
    for cell in form.sums:
        if cell not in texts and (number := computed(cell, figures)) is not None:
            texts[cell] = show(number)
    return texts
