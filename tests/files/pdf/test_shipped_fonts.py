"""The faces that ship with the program have every character that a report needs, and each comes back from the PDF."""

from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.report.document import Document
from govreport_gui.files import resources
from govreport_gui.files.pdf import writer
from govreport_gui.files.pdf.faces import load
from govreport_gui.files.pdf.font_names import names_of
from govreport_gui.files.pdf.fonts import Fonts, Role
from govreport_gui.files.pdf.line_breaking import Glyph
from tests.files.pdf import shipped_faces

pytestmark = shipped_faces.needed

LISTED = Path(__file__).parents[3] / "packaging" / "fonts" / "characters.txt"
ROLES: tuple[Role, ...] = ("title", "h1", "h2", "body", "table")


def of_the_list() -> str:
    """通用规范汉字表, in its order."""
    return "".join(LISTED.read_text(encoding="utf-8").split())


def of_gb2312() -> str:
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(cell.decode("gb2312", errors="ignore") for cell in cells)


def test_the_list_has_what_it_should_have() -> None:
    listed = of_the_list()
    assert len(listed) == len(set(listed)) == 8105
    assert sum(char > "\uffff" for char in listed) == 196
    # Levels 1, 2 and 3 begin here.
    assert (listed[0], listed[3500], listed[6500]) == ("一", "乂", "亍")
    assert len(set(listed) - set(of_gb2312())) == 1467


@pytest.mark.parametrize("role", ROLES)
def test_every_listed_character_has_a_picture_a_full_em_wide(role: Role, fonts: Fonts) -> None:
    chars = of_the_list() + "𬱖𬬭𠮷"
    glyphs = fonts.glyphs(role, chars)
    assert [glyph.char for glyph in glyphs] == [*chars]
    assert {round(glyph.width, 2) for glyph in glyphs} == {1.0}
    assert {glyph.char for glyph in fonts.glyphs(role, of_gb2312())} == set(of_gb2312())


def test_all_of_them_come_back_from_the_pdf(form: Format, fonts: Fonts) -> None:
    listed, unit = of_the_list(), "𬱖𬬭县𠮷局"
    document = Document("2021", unit=unit, year=2025, sections={"overview": f"{listed}\n{of_gb2312()}"})
    printed = writer.write(content_of(form, document), fonts=fonts)
    assert printed.missing == ""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.content)]
    assert unit in pages[0]
    read = Counter("".join("".join(pages).split()))
    wanted = Counter("".join((listed + of_gb2312()).split()))
    assert not wanted - read
    assert read["〓"] == wanted["〓"]  # GB 2312 has it


def test_characters_of_other_faces_stand_as_high_as_their_neighbours(fonts: Fonts) -> None:
    own, other = fonts.glyphs("body", "国啰")
    assert own.face != other.face
    assert own.rise == 0
    heights = [_middle(glyph) for glyph in (own, *fonts.glyphs("body", "瞭𬱖"))]
    assert max(heights) - min(heights) < 0.04


def _middle(glyph: Glyph) -> float:
    """Of a face's characters as they are drawn, in em above the line."""
    face = load(Path(glyph.face))
    return face.centre + glyph.rise


def test_what_is_borrowed_is_named_for_title_and_text(form: Format, fonts: Fonts) -> None:
    document = Document("2021", unit="𠮷县", year=2025, sections={"overview": "甲啰乙啰，“瞭”①。"})
    printed = writer.outlook(content_of(form, document), fonts=fonts)
    assert printed.borrowed == (("小标宋", "𠮷"), ("仿宋", "𠮷啰瞭"))


def test_a_latin_letter_of_another_face_stays_on_the_line(fonts: Fonts) -> None:
    assert {glyph.rise for glyph in fonts.glyphs("h2", "Gvangjsih Bouxcuengh 2025ə")} == {0}


def test_outlines_of_both_kinds_are_drawn(fonts: Fonts) -> None:
    for text, kind in (("国国国", b"/CIDFontType0C"), ("𠮷𠮷𠮷", b"/FontFile2 ")):
        content = writer.write_text(text, (), fonts=fonts).content
        assert kind in content
        picture = pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("L").crop((200, 60, 400, 200))
        dark = sum(picture.histogram()[:128])
        assert 200 < dark < 1500


@pytest.mark.parametrize(
    ("text", "file"),
    [("中国", "song.otf"), ("한글", "wqy-microhei.ttc"), ("Gvangjsih", "song.otf")],
)
def test_what_is_rare_is_taken_from_the_face_that_has_it(text: str, file: str, fonts: Fonts) -> None:
    assert {Path(glyph.face).name for glyph in fonts.glyphs("title", text)} == {file}


def test_what_was_cut_is_not_called_what_the_whole_is_called() -> None:
    """Its licence reserves that name."""
    assert names_of(resources.path("fonts/rare.ttf")) == frozenset()


def test_a_checkout_without_them_is_set_in_the_one_that_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "fonts" / "wqy-microhei.ttc"
    left.parent.mkdir()
    left.symlink_to(resources.path("fonts/wqy-microhei.ttc"))
    monkeypatch.setattr(resources, "path", lambda name: tmp_path / name)
    alone = Fonts(bundled_only=True)
    assert {glyph.face for role in ROLES for glyph in alone.glyphs(role, "国")} == {str(left)}
    assert {face for _, face in alone.stand_ins()} == {"文泉驿微米黑"}
    assert alone.missing("𬱖བོད་شى") == "𬱖བོད་شى"  # told, not lost
