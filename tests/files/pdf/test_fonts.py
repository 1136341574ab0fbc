from pathlib import Path

import pypdfium2
import pytest

from govreport_gui.core.papers.part import Part, visible
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.pdf import fonts as fonts_module
from govreport_gui.files.pdf import writer
from govreport_gui.files.pdf.embedding import unicode_map
from govreport_gui.files.pdf.faces import Face, load
from govreport_gui.files.pdf.font_names import names_of
from govreport_gui.files.pdf.fonts import Fonts, Role
from tests.files.pdf import shipped_faces

BUNDLED = resources.path("fonts/wqy-microhei.ttc")
SHIPPED = resources.path("fonts/fangsong.otf")
"""What ships in place of 仿宋."""


@pytest.fixture
def bundled() -> Fonts:
    return Fonts(bundled_only=True)


@shipped_faces.needed
@pytest.mark.parametrize(
    ("role", "file"),
    [("title", "song.otf"), ("h1", "hei.otf"), ("h2", "kai.otf"), ("body", "fangsong.otf"), ("table", "song.otf")],
)
def test_every_role_has_a_face_of_its_kind(bundled: Fonts, role: Role, file: str) -> None:
    (glyph,) = bundled.glyphs(role, "国")
    assert (glyph.char, glyph.width, Path(glyph.face)) == ("国", 1.0, resources.path(f"fonts/{file}"))


def test_headings_look_bold_where_they_have_no_face_of_their_own(bundled: Fonts) -> None:
    assert bundled.glyphs("h1", "一")[0].bold
    assert not bundled.glyphs("body", "一")[0].bold


def test_the_clerks_own_heading_font_is_not_thickened(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Face("fonts/SimHei.ttf", {ord("一"): 1000.0}.get)
    other = Face("other.ttc", {ord("一"): 1000.0, ord("镕"): 1000.0}.get)
    monkeypatch.setattr(fonts_module, "load", {Path("a"): own, Path("b"): other}.get)
    monkeypatch.setattr(fonts_module, "_files_of", lambda *_: (Path("a"), Path("b")))
    assert [glyph.bold for glyph in Fonts().glyphs("h1", "一镕")] == [False, True]
    assert [glyph.bold for glyph in Fonts().glyphs("title", "一")] == [True]


def test_a_character_without_a_glyph_is_told_and_drawn_as_a_stand_in(bundled: Fonts) -> None:
    assert [glyph.char for glyph in bundled.glyphs("body", "甲\U00030000乙")] == ["甲", "〓", "乙"]
    assert bundled.missing("甲\U00030000乙\U00030000\U0001f600") == "\U00030000\U0001f600"
    assert bundled.missing("没有缺字，ABC，\t\x00") == ""


def test_without_any_font_there_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "path", lambda _: Path("/nowhere/at/all.ttc"))
    with pytest.raises(OutsideError, match="字体"):
        Fonts(bundled_only=True)


@shipped_faces.needed
def test_a_font_that_cannot_be_embedded_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts_module, "_folders", lambda: [tmp_path])
    for name, content in {"simfang.ttf": b"OTTO" + b"\0" * 200, "SIMSUN.TTC": b"ttcf", "simkai.ttf": b""}.items():
        (tmp_path / name).write_bytes(content)
        assert load(tmp_path / name) is None
    (glyph,) = Fonts().glyphs("body", "国")
    assert Path(glyph.face) == SHIPPED


@shipped_faces.needed
def test_the_clerks_own_font_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts_module, "_folders", lambda: [tmp_path])
    own = tmp_path / "deep" / "SimFang.ttf"
    own.parent.mkdir()
    own.write_bytes(BUNDLED.read_bytes())
    (glyph,) = Fonts().glyphs("body", "国")
    assert Path(glyph.face) == own
    (glyph,) = Fonts(bundled_only=True).glyphs("body", "国")
    assert Path(glyph.face) == SHIPPED


def test_narrow_punctuation_is_taken_from_a_face_that_has_it_wide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = Face("narrow", {ord("“"): 400.0, ord("国"): 1000.0}.get)
    wide = Face("wide", {ord("“"): 1000.0, ord("国"): 1000.0, ord("镕"): 1000.0}.get)
    monkeypatch.setattr(fonts_module, "load", {Path("a"): narrow, Path("b"): wide}.get)
    monkeypatch.setattr(fonts_module, "_files_of", lambda *_: (Path("a"), Path("b")))
    assert [glyph.face for glyph in Fonts().glyphs("body", "“国镕")] == ["wide", "narrow", "wide"]


def test_invisible_characters_are_left_out() -> None:
    assert visible("\ufeff甲\u200b乙\x00\x1b丙\t丁\ufe0f") == "甲乙丙 丁"
    assert visible("\ud800") == "\ufffd"


def test_unicode_maps_write_characters_beyond_the_first_plane_in_pairs() -> None:
    text = unicode_map({"0001": "国", "0002": "\U0002c27c"} | {f"{at:04x}": chr(0x4E00 + at) for at in range(3, 153)})
    assert "<0001> <56fd>" in text
    assert "<0002> <d870de7c>" in text
    assert "100 beginbfchar" in text
    assert "52 beginbfchar" in text


def test_the_clerks_folder_is_searched_before_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    monkeypatch.setenv("SYSTEMROOT", "/windows")
    monkeypatch.setattr(fonts_module, "_on_windows", lambda: True)
    assert fonts_module._folders() == [Path("/local/Microsoft/Windows/Fonts"), Path("/windows/Fonts")]
    monkeypatch.setattr(fonts_module, "_on_windows", lambda: False)
    assert fonts_module._folders()[0] == Path.home() / ".local/share/fonts"


@shipped_faces.needed
def test_every_official_font_that_is_missing_is_named_with_what_stands_in(fonts: Fonts) -> None:
    kinds = {"小标宋": "宋体", "仿宋": "仿宋", "黑体": "黑体", "楷体": "楷体", "宋体": "宋体"}
    assert fonts.stand_ins() == tuple((name, f"自带{kind}") for name, kind in kinds.items())


def test_a_font_that_is_there_is_no_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "SIMFANG.TTF").write_bytes(resources.path("fonts/wqy-microhei.ttc").read_bytes())
    monkeypatch.setattr(fonts_module, "_folders", lambda: [tmp_path])
    assert [name for name, _ in Fonts().stand_ins()] == ["小标宋", "黑体", "楷体", "宋体"]


def renamed(family: str) -> bytes:
    """The bundled font under another family name of as many bytes or fewer: in its own table of names."""
    content = bytearray(BUNDLED.read_bytes())
    old, new = "文泉驿微米黑".encode("utf-16-be"), family.encode("utf-16-be")
    assert old in content
    assert len(new) <= len(old)
    spaces = " ".encode("utf-16-be") * ((len(old) - len(new)) // 2)
    at = content.find(old)
    while at >= 0:
        content[at : at + len(old)] = new + spaces
        at = content.find(old, at + 1)
    return bytes(content)


def test_a_font_says_what_it_is_called() -> None:
    assert "文泉驿微米黑" in names_of(BUNDLED)


@pytest.mark.parametrize(
    "content", [b"", b"ttcf", b"\0\1\0\0\xff\xff" + b"\0" * 6, b"x" * 400, b"ttcf" + b"\xff" * 100]
)
def test_what_is_no_font_is_called_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.ttf").write_bytes(content)
    assert names_of(tmp_path / "a.ttf") == frozenset()
    assert names_of(tmp_path / "b.ttf") == frozenset()


def test_a_font_is_found_by_what_it_calls_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts_module, "_folders", lambda: [tmp_path])
    (tmp_path / "any-name.ttc").write_bytes(renamed("仿宋"))
    (tmp_path / "broken.ttf").write_bytes(b"x")
    found = Fonts()
    (glyph,) = found.glyphs("body", "国")
    assert Path(glyph.face) == tmp_path / "any-name.ttc"
    assert [name for name, _ in found.stand_ins()] == ["小标宋", "黑体", "楷体", "宋体"]


def test_a_font_with_the_known_file_name_is_taken_before_one_of_that_family(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts_module, "_folders", lambda: [tmp_path])
    (tmp_path / "any-name.ttc").write_bytes(renamed("仿宋"))
    (tmp_path / "simfang.ttf").write_bytes(BUNDLED.read_bytes())
    (glyph,) = Fonts().glyphs("body", "国")
    assert Path(glyph.face) == tmp_path / "simfang.ttf"


def test_a_font_whose_file_has_a_chinese_name_is_read(tmp_path: Path) -> None:
    file = tmp_path / "方正小标宋简体.ttf"
    file.write_bytes(BUNDLED.read_bytes())
    face = load(file)
    assert face is not None
    assert (face.width(ord("国")), face.width(0x2C27C)) == (1000, None)


def test_characters_that_share_a_glyph_come_back_as_themselves(bundled: Fonts) -> None:
    text = "东北\uf963方，老\uf934老"
    assert {glyph.char for glyph in bundled.glyphs("body", text)} == set(text)
    content = writer.write_text("题", (Part("", (text,)),), fonts=bundled).content
    page = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    assert text in page
