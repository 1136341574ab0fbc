"""The source as it was read, paragraphs and tables, with the place of the current cell framed."""

from html import escape
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QBrush,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser

from govreport_gui.core.reading.blocks import Block, Paragraph, Spot, Table
from govreport_gui.core.reading.words import like_number
from govreport_gui.ui.widgets import theme

_MOST_ROWS: Final = 300
_MOST_COLUMNS: Final = 40
_MOST_BLOCKS: Final = 600
"""More than this of a source is not shown; reports have less."""


class SourceText(QTextBrowser):
    """Shows blocks; `show_spots` frames some places and brings the first into sight."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setAccessibleName("原文")
        self._blocks = blocks
        self._tables: dict[int, QTextTable] = {}
        self._paragraphs: dict[int, int] = {}
        self._framed: list[QTextCursor] = []
        self._shown: tuple[tuple[Spot, ...], tuple[Spot, ...]] = ((), ())
        self._fill()

    @property
    def where(self) -> str:
        """Nothing more than that it is shown as read: there are no pages."""
        return "按读入的段落、表格显示"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_spots(*self._shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()
            self.show_spots(*self._shown)

    def _fill(self) -> None:
        shown = self._blocks[:_MOST_BLOCKS]
        pieces = [f"<p>{escape(each.text)}</p>" if isinstance(each, Paragraph) else _table(each) for each in shown]
        if len(self._blocks) > len(shown):
            pieces.append("<p>……</p>")
        self.setHtml("".join(pieces))
        frames = [each for each in self.document().rootFrame().childFrames() if isinstance(each, QTextTable)]
        numbers = [at for at, each in enumerate(shown) if isinstance(each, Table) and each.rows]
        self._tables = dict(zip(numbers, frames, strict=False))
        self._paragraphs = self._places([at for at, each in enumerate(shown) if isinstance(each, Paragraph)])
        line = QBrush(theme.colour("line"))
        for frame in frames:
            look = frame.format().toTableFormat()
            look.setBorderBrush(line)
            look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderCollapse(True)
            frame.setFormat(look)

    def _places(self, numbers: list[int]) -> dict[int, int]:
        """Where in the text each of these paragraphs begins."""
        found = []
        block = self.document().begin()
        while block.isValid():
            if block.text().strip() and QTextCursor(block).currentTable() is None:
                found.append(block.position())
            block = block.next()
        return dict(zip(numbers, found, strict=False))

    def show_spots(self, spots: tuple[Spot, ...], others: tuple[Spot, ...] = ()) -> None:
        """Frame these places, more faintly the others of the same matter, and bring the first into sight."""
        self._shown = (spots, others)
        for cursor in self._framed:
            self._paint(cursor, "", strong=False)
        self._framed = []
        for place, strong in (*((each, False) for each in others if each not in spots), *((s, True) for s in spots)):
            found = self._cursor(place)
            if found is not None:
                self._paint(found, "explain fill" if strong else "wash", strong=strong)
                self._framed.append(found)
        first = next((found for place in spots if (found := self._cursor(place)) is not None), None)
        if first is not None:
            first.clearSelection()
            self.setTextCursor(first)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 3)

    def _cursor(self, spot: Spot) -> QTextCursor | None:
        """A cursor in that cell, or over that paragraph; None where it is not shown."""
        table = self._tables.get(spot.block)
        if table is not None:
            if spot.row >= table.rows() or spot.position >= table.columns():
                return None
            return table.cellAt(spot.row, spot.position).firstCursorPosition()
        if spot.block not in self._paragraphs:
            return None
        found = QTextCursor(self.document())
        found.setPosition(self._paragraphs[spot.block])
        return found

    def _paint(self, cursor: QTextCursor, ground: str, *, strong: bool) -> None:
        # None in a paragraph, whatever Qt's types say.
        table: QTextTable | None = cursor.currentTable()
        brush = QBrush(theme.colour(ground)) if ground else QBrush()
        if table is None:
            line = QTextBlockFormat()
            line.setBackground(brush)
            cursor.mergeBlockFormat(line)
            return
        look = QTextTableCellFormat()
        look.setPadding(theme.XXS)
        look.setBackground(brush)
        if strong:
            look.setBorder(2)
            look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(QBrush(theme.colour("accent")))
        table.cellAt(cursor).setFormat(look)


def _head(rows: list[tuple[str | None, ...]], at: int, place: int) -> bool:
    """Whether a word begins there, which may reach down; numbers do not."""
    text = rows[at][place] if at >= 0 and place < len(rows[at]) else None
    return bool(text and text.strip()) and not like_number(text)


def _covered(rows: list[tuple[str | None, ...]]) -> dict[tuple[int, int], tuple[int, int]]:
    """By covered place the place of the cell that covers it: the text left of it, else the one above."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    wide: dict[tuple[int, int], int] = {}
    for at, row in enumerate(rows):
        place = 0
        while place < len(row):
            end = place + 1
            while end < len(row) and row[end] is None and not (row[place] and _head(rows, at - 1, end)):
                end += 1
            above = covered.get((at - 1, place), (at - 1, place))
            if row[place] is not None:
                wide[at, place] = end - place
                covered |= {(at, each): (at, place) for each in range(place + 1, end)}
            elif at and 0 < wide.get(above, 0) <= end - place:
                # As wide as the cell above; what is beyond that is the next one's.
                end = place + wide[above]
                covered |= {(at, each): above for each in range(place, end)}
            else:
                end = place + 1
            place = end
    return covered


def _table(table: Table) -> str:
    """A table of html; what its source says stays plain text."""
    rows = [row[:_MOST_COLUMNS] for row in table.rows[:_MOST_ROWS]]
    covered = dict(table.merged) or _covered(rows)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (line, column), of in covered.items():
        if line < len(rows) and column < _MOST_COLUMNS:
            high, wide = spans.get(of, (1, 1))
            spans[of] = (max(high, line - of[0] + 1), max(wide, column - of[1] + 1))
    width = max((len(row) for row in rows), default=0)
    lines = []
    for at, row in enumerate(rows):
        cells = []
        for place in range(width):
            if (at, place) in covered:
                continue
            high, wide = spans.get((at, place), (1, 1))
            span = f" rowspan={high}" * (high > 1) + f" colspan={wide}" * (wide > 1)
            text = (row[place] or "") if place < len(row) else ""
            side = " align=center" if len(text) < 12 else ""
            cells.append(f"<td{span}{side}>{escape(text).replace(chr(10), '<br>')}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f"<table border=1 cellspacing=0 cellpadding={theme.XXS} width='100%'>{''.join(lines)}</table>" if rows else ""
    )
