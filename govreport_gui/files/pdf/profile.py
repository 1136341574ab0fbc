"""How a page is set: 公文版 after GB/T 9704, which is signed, and 普通版, closer, for reading and discussing.

All measures in pt, x to the right and y down from the page's top left corner.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from govreport_gui.core.papers.profiles import ProfileName

if TYPE_CHECKING:
    from govreport_gui.files.pdf.fonts import Role

MM: Final = 72 / 25.4
PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM
WIDE: Final = 8
"""A table of more columns is a wide one."""
_NUMBER_DROP: Final = 7 * MM


@dataclass(frozen=True, slots=True)
class Area:
    """Where on a page the text stands. `left` is that of odd pages; the wider margin is at the binding edge."""

    page_width: float
    page_height: float
    left: float
    top: float
    width: float
    height: float
    mark_top: float
    """Of what stands in the corner of every page."""

    @property
    def foot(self) -> float:
        """Where the text area ends."""
        return self.top + self.height

    def left_of(self, number: int) -> float:
        """The x of the text area on the page of that number."""
        return self.left if number % 2 else self.page_width - self.left - self.width


@dataclass(frozen=True, slots=True)
class Profile:
    """The sizes of a paper, its faces, and where its text stands."""

    area: Area
    pitch: float
    """From one character of the text to the next."""
    leading: float
    """From one line of the text to the next."""
    closer: float
    """The same where a few lines would be left over for a page of their own."""
    text_size: float
    title_size: float
    title_leading: float
    number_size: float
    """Of the page's number."""
    table_lines: tuple[float, ...]
    """How high the lines of tables are; lower ones are only taken where that saves a page."""
    text: "Role"
    """Whose face the text has."""
    number_drop: float = _NUMBER_DROP
    """From the text area to the top of the page's number."""
    number_outside: bool = True
    """Whether the page's number stands at the outer edge, not in the middle."""
    across: Area | None = None
    """Of pages lying on their side, for wide tables; None: these stand upright as the others."""

    def area_of(self, *, across: bool) -> Area:
        """The text area of such a page."""
        return self.across if across and self.across else self.area


_LINES, _CHARACTERS = 22, 28
OFFICIAL: Final = Profile(
    area=Area(PAGE_WIDTH, PAGE_HEIGHT, 28 * MM, 37 * MM, 156 * MM, 225 * MM, 20 * MM),
    pitch=156 * MM / _CHARACTERS,
    leading=225 * MM / _LINES,
    closer=225 * MM / (_LINES + 1),  # the standard allows for it where there is reason
    text_size=16.0,
    title_size=22.0,
    title_leading=225 * MM / _LINES,
    number_size=14.0,
    table_lines=(24.0, 20.0, 18.0, 17.0),
    text="body",
)
"""22 lines of 28 characters of 三号."""

_PITCH, _LEADING = 12.0, 18.0


def _centred(width: float, height: float, text_width: float, text_height: float) -> Area:
    left, top = (width - text_width) / 2, (height - text_height) / 2
    return Area(width, height, left, top, text_width, text_height, top / 2)


PLAIN: Final = Profile(
    area=_centred(PAGE_WIDTH, PAGE_HEIGHT, 38 * _PITCH, 39 * _LEADING),
    pitch=_PITCH,
    leading=_LEADING,
    closer=39 * _LEADING / 40,
    text_size=12.0,
    title_size=18.0,
    title_leading=1.5 * _LEADING,
    number_size=10.5,
    table_lines=(20.0, 18.0, 17.0),
    text="table",
    number_drop=5 * MM,
    number_outside=False,
)
"""39 lines of 38 characters of 小四宋体, with equal margins."""
LANDSCAPE: Final = replace(PLAIN, across=_centred(PAGE_HEIGHT, PAGE_WIDTH, 58 * _PITCH, 27 * _LEADING))
"""The same, wide tables on pages lying on their side."""
PROFILES: Final = MappingProxyType[ProfileName, Profile]({"official": OFFICIAL, "plain": PLAIN, "landscape": LANDSCAPE})
