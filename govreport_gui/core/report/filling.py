"""What is still blank in a table, and which of its totals are typed."""

from collections.abc import Iterable

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts


def blank_inputs(form: Format, document: Document, table: str) -> tuple[str, ...]:
    """The cells of a table that have to be filled in and are blank; totals are none of them."""
    return tuple(cell for cell in form.inputs if form.cells[cell].table == table and cell not in document.cells)


def typed_totals(form: Format, document: Document, cells: Iterable[str]) -> tuple[str, ...]:
    """Those of the cells that are totals and hold something typed or pasted, not what the program adds up."""
    return tuple(cell for cell in cells if cell in form.sums and cell in document.cells)


def automatic(form: Format, document: Document, cell: str) -> str:
    """What a total would show if it were blank; "" where nothing can be added up."""
    return shown_texts(form, document.with_cells({cell: ""})).get(cell, "")
