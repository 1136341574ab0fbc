"""The cell styles that the sheets share: fonts, borders, fills, alignments; and how much room a text takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any, Final
from unicodedata import east_asian_width

from govreport_gui.core.forms.form import BoxKind
from govreport_gui.core.patterns import pattern

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

ROW_HEIGHT: Final = 21.0
"""Height of a row of one line, in points."""

_BAND_COLOUR: Final = "C6D9F1"
_RED: Final = "C00000"
_REFUSED: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Styles:
    """The cell styles of the workbook."""

    font: "Font"
    head: "Font"
    heading: "Font"
    title: "Font"
    body: "Font"
    warning: "Font"
    link: "Font"
    computed: "Font"
    """Of totals that the workbook adds up."""
    border: "Border"
    band: "PatternFill"
    middle: "Alignment"
    top: "Alignment"
    alignments: Mapping[BoxKind, "Alignment"]
    _known: dict[tuple[str, int], int] = field(default_factory=dict)
    """Under which number the workbook has a look: by what it is of, and the look itself."""

    def dress(self, at: "Cell | MergedCell", **looks: object) -> None:
        """Give a cell these looks: font, alignment, border, fill, protection; each is one that lasts.

        Each is looked up in the workbook once: openpyxl would work out the hash of the whole of it for every cell.
        """
        from openpyxl.styles.cell_style import StyleArray  # noqa: PLC0415 -- as in workbook.write

        cell: Any = at
        if cell._style is None:  # noqa: SLF001  # it has no other way
            cell._style = StyleArray()  # noqa: SLF001  # likewise
        for name, look in looks.items():
            number = self._known.get((name, id(look)))
            if number is None:
                setattr(cell, name, look)
                self._known[name, id(look)] = getattr(cell._style, f"{name}Id")  # noqa: SLF001  # likewise
            else:
                setattr(cell._style, f"{name}Id", number)  # noqa: SLF001  # likewise


def make_styles() -> Styles:
    """The cell styles, made anew: openpyxl is not imported before a workbook is written."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 -- as in write

    thin = Side(style="thin")
    centred = Alignment("center", "center", wrap_text=True)
    left = Alignment("left", "center", wrap_text=True)
    return Styles(
        font=Font(name="宋体", size=11),
        head=Font(name="宋体", size=11, bold=True),
        heading=Font(name="黑体", size=14),
        title=Font(name="黑体", size=18),
        body=Font(name="宋体", size=12),
        warning=Font(name="宋体", size=12, bold=True, color=_RED),
        link=Font(name="宋体", size=11, underline="single", color="0563C1"),
        computed=Font(name="宋体", size=11, italic=True, color="595959"),
        border=Border(thin, thin, thin, thin),
        band=PatternFill("solid", fgColor=_BAND_COLOUR),
        middle=Alignment(vertical="center"),
        top=Alignment("left", "top", wrap_text=True),
        alignments={
            "band": left,
            "head": centred,
            "label": left,
            # A long number gets smaller: it would show as ### otherwise.
            "number": Alignment("center", "center", shrink_to_fit=True),
        },
    )


def clean(text: str) -> str:
    """The text with every character that no workbook may hold shown as \ufffd."""
    return _REFUSED.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def put_text(at: "Cell", text: str) -> None:
    """Put words into a cell as words."""
    at.value = clean(text)
    # Without this a text that begins with "=" is a formula, and "#N/A" an error.
    at.data_type = "s"
    if text.strip()[:1] in tuple("=+-@"):
        at.quotePrefix = True


def set_widths(sheet: "Worksheet", widths: Sequence[float]) -> None:
    """Set the widths of the columns, in half-width characters."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as in write

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def lines_of(text: str, width: float, points: float) -> int:
    """The lines that a text takes in a column of that width; rather one too many."""
    character = points * 4 / 3 / 7
    room = max(1, int(width / character * 2))
    return sum(
        max(1, ceil(_half_widths(line) / max(1, room - (_half_widths(line) > room)))) for line in text.split("\n")
    )


def _half_widths(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
