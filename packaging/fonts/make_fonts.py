"""make_fonts.py SOURCES OUT: the faces that the program ships with, cut down to what reports are written in.

SOURCES  folders with the fonts and the licence texts of the packages that setup.sh names; OUT  resources/fonts.
The same fonts give the same files. A font or a text that is missing ends it with exit 1, and OUT stays as it was.
"""

import sys
from pathlib import Path
from typing import Final

import uharfbuzz

_HERE: Final = Path(__file__).resolve().parent
_CHINESE: Final = {
    "song.otf": "NotoSerifSC-Regular.otf",
    "hei.otf": "NotoSansSC-Regular.otf",
    "fangsong.otf": "FandolFang-Regular.otf",
    "kai.otf": "FandolKai-Regular.otf",
    "rare.ttf": "LXGWWenKai-Regular.ttf",
}
"""By file here: what it is cut from. None keeps its name: LXGW is a reserved one, which what is cut may not bear."""
_RARE: Final = "rare.ttf"
"""Only what 楷体 lacks, in a like hand; and most characters beyond U+FFFF."""
_SCRIPTS: Final = {
    "arabic.ttf": "NotoNaskhArabic-Regular.ttf",
    "mongolian.ttf": "NotoSansMongolian-Regular.ttf",
    "tibetan.ttf": "NotoSerifTibetan-Regular.ttf",
    "yi.ttf": "NotoSansYi-Regular.ttf",
}
"""Scripts of bilingual names, small enough to be taken whole. Those of Korean are in 文泉驿微米黑, 壮文 is Latin."""
_LICENCES: Final = {
    "Noto Serif SC（song.otf）、Noto Sans SC（hei.otf）：SIL Open Font License 1.1": "noto-sc",
    "FandolFang（fangsong.otf）、FandolKai（kai.otf）：GNU GPL 3，另加字体例外": "fandol",
    "LXGW WenKai（rare.ttf）：SIL Open Font License 1.1": "lxgw-wenkai",
    "Noto Naskh Arabic、Noto Sans Mongolian、Noto Serif Tibetan、Noto Sans Yi：SIL Open Font License 1.1": "noto-core",
}
"""What a text is of, and what setup.sh calls it."""
_COPYRIGHT, _LICENCE, _LICENCE_PLACE = 0, 13, 14
"""The names that stay in a font."""
_SIGNS: Final = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2C0, 0x2DF), (0x370, 0x3FF), (0x400, 0x45F), (0x2000, 0x206F)),
    *((0x20A0, 0x20BF), (0x2100, 0x218F), (0x2190, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x257F), (0x25A0, 0x26FF)),
    *((0x3000, 0x303F), (0x3105, 0x3129), (0x3220, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)),
)
_BEYOND: Final = 0x20000
"""From here on all that a font has: characters of names of people and places."""
_LAYOUT: Final = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx")


def main() -> None:
    """Make them all, then put them there."""
    sources, out = map(Path, sys.argv[1:])
    files = {each.name: each for each in sorted(sources.rglob("*")) if each.is_file()}
    wanted = {*_CHINESE.values(), *_SCRIPTS.values(), *_LICENCES.values()}
    if missing := sorted(wanted - files.keys()):
        sys.exit(f"✕ 缺少 {'、'.join(missing)}")
    lacking = _characters() - set(_face(files[_CHINESE["kai.otf"]]).unicodes)
    made = {
        name: _cut(_face(files[source]), lacking if name == _RARE else _characters())
        for name, source in _CHINESE.items()
    }
    made |= {name: files[source].read_bytes() for name, source in _SCRIPTS.items()}
    texts = [f"{title}\n\n{files[name].read_text(encoding='utf-8')}" for title, name in _LICENCES.items()]
    made["licences.txt"] = f"\n\n{'=' * 100}\n\n".join(texts).encode()
    for name, content in made.items():
        (out / name).write_bytes(content)


def _face(file: Path) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob(file.read_bytes()))


def _cut(font: uharfbuzz.Face, characters: set[int]) -> bytes:
    order = uharfbuzz.SubsetInput()
    order.flags = uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    order.unicode_set.update(characters | {char for char in font.unicodes if char >= _BEYOND})
    order.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _LAYOUT)
    order.name_id_set.clear()
    order.name_id_set.update((_COPYRIGHT, _LICENCE, _LICENCE_PLACE))
    return bytes(uharfbuzz.subset(font, order).blob.data)


def _characters() -> set[int]:
    """通用规范汉字表 (2013), 8 105 characters; GB 2312; signs."""
    found = set(map(ord, "".join((_HERE / "characters.txt").read_text(encoding="utf-8").split())))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            found.update(map(ord, bytes((row, cell)).decode("gb2312", errors="ignore")))
    return found.union(*(range(first, last + 1) for first, last in _SIGNS))


main()
