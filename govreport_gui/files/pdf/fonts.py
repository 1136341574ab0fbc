"""The faces a printed report is set in: the clerk's own official fonts, else those that ship with the program.

A character that a face lacks is taken from the next one that has it; one that no face has is drawn as 〓 and told.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.papers.part import STAND_IN, visible
from govreport_gui.core.patterns import pattern
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.pdf import faces, font_names, scripts
from govreport_gui.files.pdf.faces import Face, load
from govreport_gui.files.pdf.line_breaking import Glyph

Role = Literal["title", "h1", "h2", "body", "table"]

_SHIPPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "song.otf": "自带宋体",
        "rare.ttf": "自带楷体",
        "hei.otf": "自带黑体",
        "kai.otf": "自带楷体",
        "fangsong.otf": "自带仿宋",
        "wqy-microhei.ttc": "文泉驿微米黑",
    }
)
"""What ships with the program, by file, in the order in which a rare character is looked for. The first has all of
通用规范汉字表 and GB 2312, the second most characters beyond U+FFFF, the last all of GBK and what Korean is written in.
"""
_SHIPPED_FOR: Final[Mapping[Role, tuple[str, ...]]] = MappingProxyType(
    {
        "title": ("song.otf",),
        "body": ("fangsong.otf",),
        "h1": ("hei.otf",),
        "h2": ("kai.otf", "rare.ttf"),
        "table": ("song.otf",),
    }
)
_SCRIPTS: Final = ("tibetan.ttf", "arabic.ttf", "mongolian.ttf", "yi.ttf")
"""Faces of 藏文, 维吾尔文, 蒙古文 and 彝文."""
_NAMES: Final[Mapping[Role, str]] = MappingProxyType(
    {"title": "小标宋", "body": "仿宋", "h1": "黑体", "h2": "楷体", "table": "宋体"}
)
"""What the official font of a role is called."""
_OWN: Final[Mapping[Role, tuple[str, ...]]] = MappingProxyType(
    {
        "title": ("FZXBSJW.TTF", "FZXBSK.TTF", "方正小标宋简体.ttf", "方正小标宋_GBK.ttf"),
        "body": ("仿宋_GB2312.ttf", "simfang.ttf", "FZFSK.TTF", "方正仿宋_GBK.ttf", "方正仿宋简体.ttf"),
        "h1": ("simhei.ttf", "FZHTK.TTF", "方正黑体_GBK.ttf", "方正黑体简体.ttf"),
        "h2": ("楷体_GB2312.ttf", "simkai.ttf", "FZKTK.TTF", "方正楷体_GBK.ttf", "方正楷体简体.ttf", "ukai.ttc"),
        "table": ("simsun.ttc", "FZSSK.TTF", "方正书宋_GBK.ttf", "uming.ttc"),
    }
)
"""File names by role, best first; of a collection (.ttc) its first face."""
_FAMILIES: Final[Mapping[Role, tuple[str, ...]]] = MappingProxyType(
    {
        "title": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
        "body": (
            "仿宋_GB2312",
            "仿宋",
            "FangSong_GB2312",
            "FangSong",
            "方正仿宋_GBK",
            "方正仿宋简体",
            "华文仿宋",
            "STFangsong",
        ),
        "h1": ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti"),
        "h2": ("楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi", "方正楷体_GBK", "方正楷体简体", "华文楷体", "STKaiti"),
        "table": ("宋体", "SimSun", "方正书宋_GBK", "方正书宋简体", "华文宋体", "STSong"),
    }
)
"""What these fonts call themselves, best first, where their files are called something else."""
_KINDS: Final = (".ttf", ".ttc", ".otf")
_RARE: Final = (
    *("simsunb.ttf", "SimsunExtG.ttf", "msyh.ttc", "PlangothicP1-Regular.ttf", "PlangothicP2-Regular.ttf"),
    *("BabelStoneHan.ttf", "HanaMinA.ttf", "HanaMinB.ttf"),
)
"""Fonts with rare characters of names and places, asked last."""
_SUBSTITUTES: Final[Mapping[Role, tuple[Role, ...]]] = MappingProxyType(
    {"title": ("table",), "body": ("table",), "h1": (), "h2": (), "table": ()}
)
"""Whose fonts of this computer a role takes before what ships for other roles; the others' come last."""

# These are a full em in Chinese; some fonts have them as narrow as in English.
_FULL_WIDTH: Final = frozenset("“”‘’—…，。、；：？！（）《》〈〉【】〔〕")
_HAN: Final = pattern("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WIDE: Final = 900
"""From here on (1/1000 em) a character is one that fills a square."""
_HEAVY: Final[frozenset[Role]] = frozenset({"title", "h1"})
"""Roles whose own fonts are heavy: another font that stands in is thickened."""


class Fonts:
    """The faces of every role. Files are read only when a character needs them.

    `bundled_only` leaves the computer's fonts out, so that every computer gives the same paper.
    Raises OutsideError if there is no usable font at all.
    """

    def __init__(self, *, bundled_only: bool = False) -> None:
        own = {} if bundled_only else _installed()
        self._files = {role: _files_of(role, own) for role in _OWN}
        self._own = {role: {name.lower() for name in names} for role, names in _OWN.items()}
        named = {role: own[name] for role in _OWN if (name := _by_family(role)) in own}
        for role, file in named.items():
            self._own[role].add(file.name.lower())
        self._glyphs: dict[tuple[Role, str], Glyph] = {}
        self._missing: set[str] = set()
        if next(self._faces("body"), None) is None:
            raise OutsideError("找不到可用的中文字体，不能输出 PDF；请安装仿宋（simfang.ttf）或重新安装本程序。")

    def glyphs(self, role: Role, text: str) -> list[Glyph]:
        """What is drawn for a text in that role; characters without a picture are left out."""
        text = visible(text)
        if not scripts.any_in(text):
            return [self._glyphs.get((role, char)) or self._find(role, char) for char in text]
        return [glyph for piece, file in scripts.pieces(text) for glyph in self._whole(role, piece, file)]

    def used(self) -> tuple[tuple[str, Path, bool], ...]:
        """By official font: its name, the file that papers are set in, and whether that is the official font itself."""
        found = []
        for role, name in _NAMES.items():
            file = Path(next(self._faces(role)).name)
            found.append((name, file, file.name.lower() in self._own[role]))
        return tuple(found)

    def stand_ins(self) -> tuple[tuple[str, str], ...]:
        """By official font that this computer lacks: its name and what is set in its place."""
        return tuple((name, called(file)) for name, file, own in self.used() if not own)

    def missing(self, text: str) -> str:
        """The distinct characters of a text that no face has, in the order they are met."""
        self.glyphs("body", text)
        return "".join(char for char in dict.fromkeys(visible(text)) if char in self._missing)

    def borrowed(self, role: Role, text: str) -> str:
        """The distinct 汉字 of a text that another face of the role has to lend, in the order they are met."""
        first = next(self._faces(role)).name
        glyphs = [self.glyphs(role, char)[0] for char in dict.fromkeys(visible(text)) if _HAN.match(char)]
        return "".join(glyph.char for glyph in glyphs if glyph.face != first and glyph.char not in STAND_IN)

    def _whole(self, role: Role, piece: str, file: str) -> list[Glyph]:
        """A word as one where its script's face has all of it, else letter by letter."""
        shape = faces.shape(str(_shipped(file)), piece) if file else None
        if shape is None:
            return [self._glyphs.get((role, char)) or self._find(role, char) for char in piece]
        scale, rise = scripts.SMALLER.get(file, (1.0, 0.0))
        width = sum(each.advance for each in shape) / 1000 * scale
        return [Glyph(piece, str(_shipped(file)), width, role in _HEAVY, rise, scale)]

    def _find(self, role: Role, char: str) -> Glyph:
        glyph = self._look_up(role, char)
        if glyph is None:
            self._missing.add(char)
            # Every font has a question mark.
            glyph = next(found for mark in (STAND_IN, "□", "?") if (found := self._look_up(role, mark)))
        self._glyphs[role, char] = glyph
        return glyph

    def _look_up(self, role: Role, char: str) -> Glyph | None:
        narrow = None
        centre = 0.0
        for face in self._faces(role):
            centre = centre or face.centre
            width = face.width(ord(char))
            if width is None:
                continue
            bold = role in _HEAVY and Path(face.name).name.lower() not in self._own[role]
            rise = round(centre - face.centre, 3) if width > _WIDE and char.isalpha() and face.centre else 0.0
            glyph = Glyph(char, face.name, width / 1000, bold, rise)
            if char not in _FULL_WIDTH or width > _WIDE:
                return glyph
            narrow = narrow or glyph
        return narrow

    def _faces(self, role: Role) -> Iterator[Face]:
        for file in self._files[role]:
            face = load(file)
            if face is not None:
                yield face


def called(file: Path) -> str:
    """What people call a font file: what ships with the program by its kind, others by their file."""
    return _SHIPPED.get(file.name, file.name) if file == _shipped(file.name) else file.name


@cache
def standard() -> Fonts:
    """The fonts of this computer. Looked for once."""
    return Fonts()


def _by_family(role: Role) -> str:
    """Under which name a role's font is kept that was found by what it calls itself."""
    return f"family {role}"


def _files_of(role: Role, own: Mapping[str, Path]) -> tuple[Path, ...]:
    substitutes = _SUBSTITUTES[role]
    others = [other for other in _OWN if other != role and other not in substitutes]
    files = [
        *_of_roles(own, (role,)),
        *map(_shipped, _SHIPPED_FOR[role]),
        *_of_roles(own, substitutes),
        *map(_shipped, _SHIPPED),
        *_of_roles(own, others),
        *(own.get(name.lower()) for name in _RARE),
        *map(_shipped, _SCRIPTS),
    ]
    return tuple(dict.fromkeys(file for file in files if file is not None))


def _of_roles(own: Mapping[str, Path], roles: Sequence[Role]) -> list[Path | None]:
    return [own.get(name.lower()) for role in roles for name in (*_OWN[role], _by_family(role))]


def _shipped(name: str) -> Path:
    return resources.path(f"fonts/{name}")


def _installed() -> dict[str, Path]:
    """The known font files of this computer by lower-case name; the clerk's own before the system's. Where a role has
    none, the others are asked what they are called.
    """
    known = {name.lower() for names in (*_OWN.values(), _RARE) for name in names}
    found: dict[str, Path] = {}
    others: list[Path] = []
    for folder in _folders():
        for place, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                if name.lower() in known:
                    found.setdefault(name.lower(), Path(place, name))
                elif name.lower().endswith(_KINDS):
                    others.append(Path(place, name))
    lacking = [role for role, names in _OWN.items() if not any(name.lower() in found for name in names)]
    return found | _called(lacking, others)


def _called(roles: Sequence[Role], files: Sequence[Path]) -> dict[str, Path]:
    """The fonts of these roles among these files, by what they call themselves."""
    if not roles:
        return {}
    names = [(font_names.names_of(file), file) for file in files]
    found = {}
    for role in roles:
        wanted = (family.lower() for family in _FAMILIES[role])
        file = next((file for family in wanted for own, file in names if family in own), None)
        if file is not None:
            found[_by_family(role)] = file
    return found


def _folders() -> list[Path]:
    if _on_windows():
        own, system = os.environ.get("LOCALAPPDATA", ""), os.environ.get("SYSTEMROOT", r"C:\Windows")
        return [Path(own, "Microsoft", "Windows", "Fonts")] * bool(own) + [Path(system, "Fonts")]
    return [Path.home() / ".local/share/fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def _on_windows() -> bool:
    return os.name == "nt"
