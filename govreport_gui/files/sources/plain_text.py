"""A report as plain text → blocks: one cell a line behind a tab, a blank line between rows."""

from govreport_gui.core.forms.recognition import Row
from govreport_gui.files.sources.assembly import Block


def blocks(text: str) -> list[Block]:
    """The paragraphs and tables of a text, in order.

    A line without a tab right below a cell continues it (商业⏎企业); after a blank line it is a
    paragraph, and the table before it has ended.
    """
    result: list[Block] = []
    rows: list[Row] = []
    row: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.startswith("\t"):
            row.extend(cell.strip() for cell in line[1:].split("\t"))
        elif not line.strip():
            _close_row(row, rows)
        elif row:
            row[-1] += line.strip()
        else:
            _close_table(rows, result)
            result.append(line)
    _close_row(row, rows)
    _close_table(rows, result)
    return result


def _close_row(row: list[str], rows: list[Row]) -> None:
    if row:
        rows.append(tuple(row))
        row.clear()


def _close_table(rows: list[Row], result: list[Block]) -> None:
    if rows:
        result.append(tuple(rows))
        rows.clear()
