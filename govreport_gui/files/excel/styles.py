"""The cell styles that the sheets share: fonts, borders, fills, alignments; and what is put into a cell. Rows and
columns count from 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import Number
from govreport_gui.files.excel.measuring import DIGIT

if TYPE_CHECKING:
    from xlsxwriter.format import Format as Look
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TEXT_SIZE: Final = 11
"""Of the tables, in points."""
TITLE_SIZE: Final = 18
ROW_HEIGHT: Final = 21.0
"""Height of a row of one line, in points."""

_SONG: Final = {"font_name": "宋体", "font_size": TEXT_SIZE}
_CENTRED: Final = {"align": "center", "valign": "vcenter", "text_wrap": True}
_LEFT: Final = {"align": "left", "valign": "vcenter", "text_wrap": True}
_LOOKS: Final = MappingProxyType[str, Mapping[str, object]](
    {
        "font": _SONG,
        "bold": {**_SONG, "bold": True},
        "heading": {"font_name": "黑体", "font_size": 14},
        "title": {"font_name": "黑体", "font_size": TITLE_SIZE},
        "body": {"font_name": "宋体", "font_size": 12},
        "warning": {"font_name": "宋体", "font_size": 12, "bold": True, "font_color": "#C00000"},
        "link": {**_SONG, "underline": 1, "font_color": "#0563C1"},
        # Of totals that the workbook adds up.
        "computed": {**_SONG, "italic": True, "font_color": "#595959"},
        "frame": {"border": 1},
        "tint": {"bg_color": "#C6D9F1"},
        "open": {"locked": False},
        # As text: what begins with "=" would be a formula once somebody has been in the cell.
        "quoted": {"quote_prefix": True},
        "middle": {"valign": "vcenter"},
        "top": {"align": "left", "valign": "top", "text_wrap": True},
        # By kind of box.
        "band": _LEFT,
        "head": _CENTRED,
        "label": _LEFT,
        # A long number gets smaller: it would show as ### otherwise.
        "number": {"align": "center", "valign": "vcenter", "shrink": True},
    }
)
_REFUSED: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Styles:
    """The cell styles of one workbook: each is made once, of looks put together."""

    book: "Workbook"
    _made: "dict[tuple[str, ...], Look]" = field(default_factory=dict)

    def of(self, *looks: str, number: str = "") -> "Look":
        """The style with these looks, the later ones going before; `number` is how numbers are written in it."""
        key = (*looks, number)
        if key not in self._made:
            properties = {name: value for look in looks for name, value in _LOOKS[look].items()}
            if number:
                properties["num_format"] = number
            self._made[key] = self.book.add_format(properties)
        return self._made[key]


def clean(text: str) -> str:
    """The text with every character that no workbook may hold shown as \ufffd."""
    return _REFUSED.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def put_text(sheet: "Worksheet", row: int, column: int, text: str, styles: Styles, *looks: str) -> None:
    """Put words into a cell as words; where there are none, its looks alone."""
    if not text:
        put_nothing(sheet, row, column, styles, *looks)
        return
    if text.strip()[:1] in tuple("=+-@"):
        looks = (*looks, "quoted")
    sheet.write_string(row - 1, column - 1, clean(text), styles.of(*looks))


def put_formula(
    sheet: "Worksheet", row: int, column: int, formula: str, result: Number | str, styles: Styles, *looks: str
) -> None:
    """Put a formula into a cell, and what it comes to: programs that do not calculate show that."""
    sheet.write_formula(row - 1, column - 1, formula, styles.of(*looks), result)


def put_nothing(sheet: "Worksheet", row: int, column: int, styles: Styles, *looks: str) -> None:
    """Give a cell its looks alone."""
    sheet.write_blank(row - 1, column - 1, None, styles.of(*looks))


def set_height(sheet: "Worksheet", row: int, points: float) -> None:
    """Set the height of a row."""
    sheet.set_row(row - 1, points)


def set_widths(sheet: "Worksheet", widths: Sequence[float]) -> None:
    """Set the widths of the columns, in digits of 宋体 11."""
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, round(width * DIGIT))
