"""Selected cells of an official table → what goes to the clipboard: a grid of html, and text with tabs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from govreport_gui.core.forms.form import Box, Table
from govreport_gui.core.values import read

_ALIGN: Final = {"band": "left", "head": "center", "label": "left", "number": "center"}


@dataclass(frozen=True, slots=True)
class Copied:
    """The two payloads of one copy."""

    text: str
    """Tabs between cells, CRLF between lines and none behind the last."""
    html: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """A box as far as it is copied."""

    box: Box
    lines: int
    positions: int


def copied(table: Table, texts: Mapping[str, str], cells: Collection[str], *, with_names: bool) -> Copied:
    """The smallest rectangle around these cells, as shown in `texts`; with names: also of its rows and columns."""
    chosen = [box for box in table.boxes if box.cell in cells]
    lines = {box.line for box in chosen}
    positions = {at for box in chosen for at in range(box.position, box.position + box.positions)}
    if with_names:
        lines |= _heads_over(table, lines)
        positions |= {
            at
            for box in table.boxes
            if box.kind == "label" and lines & set(range(box.line, box.line + box.lines))
            for at in range(box.position, box.position + box.positions)
        }
    rows = _rows(table, sorted(lines), sorted(positions))
    widths = [table.widths[at] for at in sorted(positions)]
    return Copied(_as_text(rows, len(widths), texts, cells), _as_html(rows, widths, texts, cells))


def _heads_over(table: Table, lines: set[int]) -> set[int]:
    """The head lines that belong to these lines: those directly above their group, merged ones whole."""
    heads = {box.line for box in table.boxes if box.kind in {"head", "band"}} - {
        box.line for box in table.boxes if box.cell
    }
    over: set[int] = set()
    for line in lines:
        at = line - 1
        while at >= 0 and at not in heads:
            at -= 1
        while at in heads:
            over.add(at)
            at -= 1
    return over


def _rows(table: Table, lines: list[int], positions: list[int]) -> list[dict[int, _Spot]]:
    """By line, in order: where in the rectangle each box begins, and what of it is inside."""
    rows: list[dict[int, _Spot]] = [{} for _ in lines]
    for box in table.boxes:
        inside = [at for at, line in enumerate(lines) if box.line <= line < box.line + box.lines]
        across = [at for at, place in enumerate(positions) if box.position <= place < box.position + box.positions]
        if inside and across:
            rows[inside[0]][across[0]] = _Spot(box, len(inside), len(across))
    return rows


def _shown(box: Box, texts: Mapping[str, str], cells: Collection[str]) -> str:
    if not box.cell:
        return box.text
    return texts.get(box.cell, "") if box.cell in cells else ""


def _as_text(rows: list[dict[int, _Spot]], width: int, texts: Mapping[str, str], cells: Collection[str]) -> str:
    lines = (
        "\t".join(_quoted(_shown(row[at].box, texts, cells)) if at in row else "" for at in range(width))
        for row in rows
    )
    return "\r\n".join(lines)


def _quoted(text: str) -> str:
    """As spreadsheets write a cell that holds a tab, a line break or begins with a quotation mark."""
    if "\t" in text or "\n" in text or text.startswith('"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _as_html(
    rows: list[dict[int, _Spot]], widths: list[float], texts: Mapping[str, str], cells: Collection[str]
) -> str:
    whole = sum(widths)
    columns = "".join(f'<col style="width:{100 * width / whole:.1f}%">' for width in widths)
    body = "\n".join("<tr>" + "".join(_html_cells(row, texts, cells)) + "</tr>" for row in rows)
    return (
        '<html><head><meta charset="utf-8"></head><body>'
        '<table border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse;border:1px solid black">'
        f"<colgroup>{columns}</colgroup>\n{body}\n</table></body></html>"
    )


def _html_cells(row: Mapping[int, _Spot], texts: Mapping[str, str], cells: Collection[str]) -> Iterator[str]:
    for at in sorted(row):
        spot = row[at]
        text = _shown(spot.box, texts, cells)
        spans = f' rowspan="{spot.lines}"' * (spot.lines > 1) + f' colspan="{spot.positions}"' * (spot.positions > 1)
        # Excel would take “=1+1” for a formula and “1-2” for a date; this says that it is text.
        as_text = "" if not text or read(text).number is not None else ";mso-number-format:'\\@'"
        style = f"text-align:{_ALIGN[spot.box.kind]};border:1px solid black{as_text}"
        yield f'<td{spans} style="{style}">{escape(text).replace(chr(10), "<br>")}</td>'
