"""Names in the scripts of bilingual units: joined, stacked, in their direction, and extracted as they were written."""

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from govreport_gui.core.papers.part import Part
from govreport_gui.files import resources
from govreport_gui.files.pdf import faces, writer
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.line_breaking import SetLine, set_lines
from govreport_gui.files.pdf.outlines import outlines
from govreport_gui.files.pdf.scripts import pieces
from tests.files.pdf import shipped_faces

pytestmark = shipped_faces.needed

TIBETAN = "བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་།"
UYGHUR = "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى"
MONGOLIAN = "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ"
NAMES = {
    "tibetan.ttf": TIBETAN,
    "arabic.ttf": UYGHUR,
    "mongolian.ttf": MONGOLIAN,
    "yi.ttf": "ꆃꎭꆈꌠꊨꏦꏱꅉꍏ",
    "wqy-microhei.ttc": "연변조선족자치주",
    "fangsong.otf": "Gvangjsih Bouxcuengh Swcigih",
}


def read(text: str, fonts: Fonts) -> str:
    printed = writer.write_text("题", (Part("", (text,)),), fonts=fonts)
    assert printed.missing == ""
    return "".join(pypdfium2.PdfDocument(printed.content)[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize(("file", "name"), NAMES.items())
def test_every_letter_has_a_picture_of_its_script(file: str, name: str, fonts: Fonts) -> None:
    glyphs = fonts.glyphs("body", name)
    assert "".join(glyph.char for glyph in glyphs) == name
    assert {Path(glyph.face).name for glyph in glyphs if not glyph.char.isspace()} == {file}


@pytest.mark.parametrize("name", NAMES.values())
def test_it_comes_back_as_it_was_written(name: str, fonts: Fonts) -> None:
    assert "".join(name.split()) in read(f"某县{name}", fonts)


@pytest.mark.parametrize(
    ("word", "file"), [("སྐྱོང་", "tibetan.ttf"), ("ئۇيغۇر", "arabic.ttf"), ("ᠮᠣᠩᠭᠣᠯ", "mongolian.ttf")]
)
def test_letters_are_joined_and_stacked(word: str, file: str) -> None:
    name = str(resources.path(f"fonts/{file}"))
    drawn = [each.glyph for each in faces.shape(name, word)]
    alone = {each.glyph for letter in word for each in faces.shape(name, letter)}
    assert [*pieces(word)] == [(word, file)]
    assert set(drawn) - alone
    assert len(drawn) < sum(1 for _ in word) or drawn[-1] not in alone


def test_a_line_ends_between_syllables_and_words_alone(fonts: Fonts) -> None:
    for name in (TIBETAN, MONGOLIAN):
        lines = set_lines(fonts.glyphs("body", name), 16, 120, 120)
        assert len(lines) > 1
        assert "".join(line.text for line in lines) == name
        assert all(before.text.endswith(("་", "།", " ")) for before, _ in pairwise(lines))


def visual(text: str, fonts: Fonts) -> list[str]:
    (line,) = set_lines(fonts.glyphs("body", text), 16, 900, 900)
    assert list(line.places) == sorted(line.places)
    return [glyph.char for glyph in line.glyphs]


def test_words_from_the_right_stand_from_the_right(fonts: Fonts) -> None:
    words = UYGHUR.split()
    assert [each for each in visual(UYGHUR, fonts) if each != " "] == words[::-1]
    mixed = visual(f"新疆 {UYGHUR} 2025 يىل 公报", fonts)
    shown = "".join(mixed)
    assert shown.startswith("新疆 ")
    assert shown.endswith(" 公报")
    assert shown.index("يىل") < shown.index("2025") < shown.index(words[-1]) < shown.index(words[0])


def test_each_line_is_turned_by_itself(fonts: Fonts) -> None:
    lines: tuple[SetLine, ...] = set_lines(fonts.glyphs("body", UYGHUR), 16, 80, 80)
    assert len(lines) > 1
    assert UYGHUR.split(maxsplit=1)[0] in lines[0].text


def test_without_the_face_of_a_script_its_letters_are_told(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_gui.files.pdf.scripts._FACES", dict.fromkeys(("arabic", "tibetan"), "song.otf"))
    other = Fonts(bundled_only=True)
    other._files = dict.fromkeys(other._files, (fonts._files["body"][0],))
    assert other.missing("བོད་") == "བོད་"


def test_chinese_and_latin_are_drawn_sign_by_sign() -> None:
    text = "政府信息2025 Abc，。𠮷ꀀ한"
    assert [*pieces(text)] == [(char, "") for char in text]


@pytest.mark.parametrize("name", [TIBETAN, UYGHUR, MONGOLIAN])
def test_a_page_with_joined_letters_goes_to_the_printer_as_it_looks(name: str, fonts: Fonts) -> None:
    for text, alone in ((f"某县{name}", False), ("某县", True)):
        content = writer.write_text("题", (Part("", (text,)),), fonts=fonts).content
        assert (outlines(pypdfium2.PdfDocument(content)[0]) is not None) is alone


def test_stacked_letters_do_not_reach_into_the_next_line_of_a_title(fonts: Fonts) -> None:
    """Lines of a title are 1.31 em apart; Chinese reaches from -0.12 to 0.88."""
    import uharfbuzz  # noqa: PLC0415

    (glyph,) = fonts.glyphs("title", "བསྒྲུབས་")
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(glyph.face)))
    boxes = [font.get_glyph_extents(each.glyph) for each in faces.shape(glyph.face, glyph.char)]
    lowest = min(box.y_bearing + box.height for box in boxes) / font.face.upem * glyph.scale + glyph.rise
    highest = max(box.y_bearing for box in boxes) / font.face.upem * glyph.scale + glyph.rise
    assert lowest > 0.88 - 1.31 - 0.02
    assert highest < 1.31 - 0.12
    (run,) = set_lines([glyph], 22, 400, 400)[0].runs(0, 100, 22)
    assert (run.size, run.y) == (22 * glyph.scale, 100 - 22 * glyph.rise)
    assert run.whole
