"""What a paper says, set in type: title, headings, tables, paragraphs and 落款 as blocks; what is around each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.papers.part import Part, lead_end, signed, trimmed
from govreport_gui.files.pdf.fonts import Fonts, Role
from govreport_gui.files.pdf.line_breaking import Glyph, Run, SetLine, set_balanced, set_lines
from govreport_gui.files.pdf.page_filling import BASE, TABLE_GAP, Lines
from govreport_gui.files.pdf.profile import WIDE, Area, Profile
from govreport_gui.files.pdf.table_layout import LaidTable, lay_out_table

MARK_SIZE: Final = 9.0


def table_room(profile: Profile, *, across: bool) -> float:
    """What a page has for a table below its heading."""
    return profile.area_of(across=across).height - profile.leading - TABLE_GAP


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets texts and tables as blocks, in these fonts after this profile."""

    fonts: Fonts
    profile: Profile

    def part(self, part: Part, *, page_break_before: bool = False) -> Iterator[Lines | LaidTable]:
        """Heading, table and paragraphs; those beside a table that lies on its side stand with it."""
        profile = self.profile
        across = profile.across is not None and part.table is not None and len(part.table.widths) > WIDE
        if part.heading:
            lines = self._indented(self._glyphs("h1", part.heading), across=across)
            yield Lines(
                lines,
                profile.text_size,
                keep_with_next=True,
                bookmark=part.heading,
                page_break_before=page_break_before,
                across=across,
            )
        if part.table is not None:
            width, room = profile.area_of(across=across).width, table_room(profile, across=across)
            yield lay_out_table(part.table, self.fonts, width, room, across=across)
        yield from self._paragraphs(trimmed(part.paragraphs), across=across)

    def title(self, title: str, unit: str) -> Lines:
        """The title centred; in two or more lines by sense (the unit, the rest) if it is too long for one."""
        size, width = self.profile.title_size, self.profile.area.width
        pieces = [title]
        if len(set_lines(self._glyphs("title", title), size, width, width)) > 1:
            pieces = [piece for piece in title.partition(unit) if piece] if unit else pieces
        lines = [line for piece in pieces for line in set_balanced(self._glyphs("title", piece), size, width)]
        placed = tuple(((width - line.width) / 2, line) for line in lines)
        leading = self.profile.title_leading if self.profile.title_leading != self.profile.leading else 0.0
        return Lines(placed, size, leading, bookmark=title, level=0, after=self.profile.leading)

    def closing(self, texts: Sequence[str]) -> Iterator[Lines]:
        """落款: the date four characters in, who signs centred over it; a long name two in, the date under it."""
        profile = self.profile
        width, pitch, size = profile.area.width, profile.pitch, profile.text_size
        room = width - 4 * pitch
        right, left = signed(texts)
        if right:
            yield Lines((), size, after=profile.leading, keep_with_next=True)
        blocks = [set_lines(self._glyphs("body", text), size, room, room, pitch=pitch) for text in right]
        widest = max((line.width for lines in blocks for line in lines), default=0.0)
        last = blocks[-1][-1].width if blocks else 0.0
        middle = min(room - last / 2, width - 2 * pitch - widest / 2)
        for lines in blocks:
            placed = tuple((max(middle - line.width / 2, 0.0), line) for line in lines)
            yield Lines(placed, size, keep_with_next=lines is not blocks[-1])
        yield from self._paragraphs(left, across=False)

    def mark(self, mark: str, area: Area) -> Iterator[Run]:
        """What stands in the corner of a page."""
        lines = set_lines(self._glyphs("body", mark), MARK_SIZE, area.width, area.width)
        for number, line in enumerate(lines):
            y = area.mark_top + (number * 1.3 + BASE) * MARK_SIZE
            yield from line.runs(area.left + area.width - line.width, y, MARK_SIZE)

    def code(self, code: str, number: int, area: Area) -> Iterator[Run]:
        """The fingerprint in the line of the page number, at the inner edge."""
        words = self._glyphs("table", f"内容指纹 {code}")
        for line in set_lines(words, MARK_SIZE, area.width, area.width) if code else ():
            inside = self.profile.number_size
            at_left = number % 2 or not self.profile.number_outside
            x = area.left + (inside if at_left else area.width - inside - line.width)
            yield from line.runs(x, self._foot(area), MARK_SIZE)

    def page_number(self, number: int, area: Area) -> list[Run]:
        """— n —, one character in: at the right on odd pages, at the left on even ones; or in the middle."""
        size = self.profile.number_size
        (line,) = set_lines(self._glyphs("table", f"— {number} —"), size, area.width, area.width)
        x = area.width - size - line.width if number % 2 else size
        if not self.profile.number_outside:
            x = (area.width - line.width) / 2
        return line.runs(area.left + x, self._foot(area), size)

    def _foot(self, area: Area) -> float:
        return area.foot + self.profile.number_drop + BASE * self.profile.number_size

    def _paragraphs(self, texts: Sequence[str], *, across: bool) -> Iterator[Lines]:
        leads = [lead_end(text) for text in texts]
        for at, (text, end) in enumerate(zip(texts, leads, strict=True)):
            glyphs = self._glyphs("h2", text[:end]) + self._glyphs("body", text[end:])
            followed = at + 1 < len(texts) and leads[at + 1] < len(texts[at + 1])
            alone = end == len(text)
            yield Lines(
                self._indented(glyphs, across=across),
                self.profile.text_size,
                keep_with_next=alone and followed,
                level=2 if alone else 1,
                across=across,
            )

    def _indented(self, glyphs: Sequence[Glyph], *, across: bool) -> tuple[tuple[float, SetLine], ...]:
        profile = self.profile
        indent, width = 2 * profile.pitch, profile.area_of(across=across).width
        lines = set_lines(glyphs, profile.text_size, width - indent, width, pitch=profile.pitch, justify=True)
        return tuple((0.0 if number else indent, line) for number, line in enumerate(lines))

    def _glyphs(self, role: Role, text: str) -> list[Glyph]:
        return self.fonts.glyphs(self.profile.text if role == "body" else role, text)
