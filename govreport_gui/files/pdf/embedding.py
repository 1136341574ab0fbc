"""Faces as reportlab wants fonts: of each, a PDF carries the glyphs that it shows, and which characters they stand for.

reportlab's own fonts know outlines of TrueType only, in parts of 256 characters. These are one font a face (Type 0,
two bytes a glyph), of either kind of outlines, and take a third of the time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from govreport_gui.core.papers.part import from_the_right
from govreport_gui.files.pdf import faces

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_Document: TypeAlias = Any
"""Of reportlab, which has no types."""
_SYMBOLIC: Final = 4
_NO_BREAK: Final = "\u00a0"
"""Drawn as a space, and comes back as one."""
_USUAL_WIDTH: Final = 1000
_STEM: Final = 80
"""Of a descriptor; only who has not the font itself asks for it."""


@dataclass(frozen=True, slots=True)
class _Carried:
    """A face in one PDF. Each layer maps characters to codes, four hexadecimal digits each: where two characters share
    a glyph they are of two layers, each a font of its own on the same outlines, so that each comes back as itself.
    """

    name: str
    subset: faces.Subset
    layers: tuple[Mapping[str, str], ...]


class Font:
    """One face, in any number of PDFs. reportlab calls it what its own fonts are called."""

    _multiByte = _dynamicFont = 1  # noqa: N815  # likewise
    shapable = False

    def __init__(self, name: str) -> None:
        self.fontName = self.name = name
        self.face = self  # reportlab asks it for name, ascent and descent
        self.ascent, self.descent = 880, -120
        self._carried: WeakKeyDictionary[_Document, _Carried] = WeakKeyDictionary()

    def begin(self, document: _Document, chars: str, words: Sequence[str] = ()) -> None:
        """Take these characters and words, all that it will show, into a PDF."""
        subset = faces.subset(self.name, "".join(sorted(set(chars.replace(_NO_BREAK, " ")))), tuple(words))
        layers: list[dict[str, str]] = []
        seen: dict[int, int] = {}
        for char, glyph in subset.glyphs.items():
            layer = seen.get(glyph, 0)
            seen[glyph] = layer + 1
            if layer == len(layers):
                layers.append({})
            layers[layer][chr(char)] = f"{glyph:04x}"
        if not layers:
            layers.append({})
        name = f"F{len(document.fontMapping) + 1}"
        document.fontMapping[self.fontName] = f"/{name}"
        document.delayedFonts.append(self)
        self._carried[document] = _Carried(name, subset, tuple(layers))

    def pieces(self, document: _Document, text: str) -> list[tuple[int, str]]:
        """A text as its codes, piece by piece with the layer that they are of."""
        text = text.replace(_NO_BREAK, " ")
        first, *others = self._carried[document].layers
        if not others or all(char in first for char in text):
            return [(0, "".join([first[char] for char in text]))]
        layers = (first, *others)
        of = {char: number for number, layer in enumerate(layers) for char in layer}
        return [
            (number, "".join(layers[number][char] for char in chars)) for number, chars in groupby(text, of.__getitem__)
        ]

    def word(self, document: _Document, word: str) -> str:
        """What draws a word as one: operators between which its font does not change."""
        subset = self._carried[document].subset
        written, up = [], 0.0
        for each in subset.words[word]:
            if each.up != up:
                up = each.up
                written.append(f"{up:.3f} Ts")
            after = subset.widths[each.glyph] + each.across - each.advance
            written.append(f"[{-each.across:.1f} <{each.glyph:04x}> {after:.1f}] TJ")
        drawn = " ".join((*written, *["0 Ts"] * bool(up)))
        if from_the_right(word):  # readers turn it by themselves, and take it glyph by glyph as it stands
            return drawn
        return f"/Span <</ActualText <feff{word.encode('utf-16-be').hex()}>>> BDC {drawn} EMC"

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:  # noqa: ARG002, N802
        """How wide a text is, in pt."""
        face = faces.load(Path(self.name))
        return sum((face.width(ord(char)) or 0) for char in text) * size / 1000 if face else 0.0

    def splitString(  # noqa: N802
        self,
        text: str,
        document: _Document,
        encoding: str = "utf-8",  # noqa: ARG002
    ) -> list[tuple[int, bytes]]:
        """As `pieces`, for what reportlab draws."""
        return [(layer, bytes.fromhex(codes)) for layer, codes in self.pieces(document, text)]

    def getSubsetInternalName(self, layer: int, document: _Document) -> str:  # noqa: N802
        """What a layer is called in the resources of a page."""
        return f"/{self._carried[document].name}+{layer}"

    def addObjects(self, document: _Document) -> None:  # noqa: N802
        """Put what was taken into the PDF."""
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream, PDFZCompress  # noqa: PLC0415 - slow to import

        carried = self._carried.pop(document)
        subset = carried.subset
        glyf = subset.outlines == "glyf"
        kind = {"Length1": subset.length} if glyf else {"Subtype": "/CIDFontType0C"}
        program = PDFStream(PDFDictionary(kind | {"Filter": "/FlateDecode"}), subset.packed, [])
        called = f"/{_tag(carried.name)}+{subset.postscript_name}"
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": called,
            "Flags": _SYMBOLIC,
            "FontBBox": f"[{' '.join(f'{side:.0f}' for side in subset.box)}]",
            "ItalicAngle": 0,
            "Ascent": round(subset.ascent),
            "Descent": round(subset.descent),
            "CapHeight": round(subset.ascent),
            "StemV": _STEM,
            "FontFile2" if glyf else "FontFile3": document.Reference(program),
        }
        font = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2" if glyf else "/CIDFontType0",
            "BaseFont": called,
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "FontDescriptor": document.Reference(PDFDictionary(descriptor)),
            "DW": _USUAL_WIDTH,
            "W": _widths(subset.widths),
        }
        descendant = document.Reference(PDFDictionary(font | ({"CIDToGIDMap": "/Identity"} if glyf else {})))
        fonts = document.idToObject["BasicFonts"].dict
        for number, layer in enumerate(carried.layers):
            texts = {code: char for char, code in layer.items()}
            if number == 0:
                texts = _of_words(subset) | texts
            stands_for = PDFStream(content=unicode_map(texts), filters=[PDFZCompress])
            whole = {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": called if glyf else f"{called}-Identity-H",
                "Encoding": "/Identity-H",
                "DescendantFonts": _in_brackets(descendant),
                "ToUnicode": document.Reference(stands_for),
            }
            fonts[f"{carried.name}+{number}"] = document.Reference(PDFDictionary(whole))


def font(name: str) -> Font:
    """The font of a face, made known to reportlab."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - slow to import

    if name not in pdfmetrics._fonts:  # noqa: SLF001  # it has no other way to ask
        pdfmetrics.registerFont(Font(name))
    known: Font = pdfmetrics.getFont(name)
    return known


def begin(canvas: "Canvas", texts: Mapping[str, set[str]]) -> None:
    """Take all that a PDF shows into it, by face: characters, and words that are drawn as one."""
    for name, shown in texts.items():
        chars, words = ("".join(each for each in shown if len(each) == 1), [each for each in shown if len(each) > 1])
        font(name).begin(canvas._doc, chars, sorted(words))  # noqa: SLF001  # likewise


def _of_words(subset: faces.Subset) -> dict[str, str]:
    """By code what the glyphs of words stand for, for readers that do not read words as a whole."""
    return {f"{each.glyph:04x}": each.text for word in subset.words.values() for each in word if each.text}


def unicode_map(texts: Mapping[str, str]) -> str:
    """The ToUnicode map of a font: which text each of its codes stands for, characters beyond U+FFFF in pairs."""
    entries = [f"<{code}> <{text.encode('utf-16-be').hex()}>" for code, text in texts.items()]
    groups = [entries[at : at + 100] for at in range(0, len(entries), 100)]
    maps = [line for group in groups for line in (f"{len(group)} beginbfchar", *group, "endbfchar")]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
            *maps,
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        ]
    )


def _widths(widths: tuple[float, ...]) -> str:
    """The widths that are not the usual one, each run of them behind the number of its first glyph."""
    runs: list[list[str]] = []
    last = -2
    for glyph, width in enumerate(widths):
        if round(width) == _USUAL_WIDTH:
            continue
        if glyph != last + 1:
            runs.append([str(glyph)])
        runs[-1].append(f"{width:.2f}".rstrip("0").rstrip("."))
        last = glyph
    written = [f"{first} [{' '.join(others)}]" for first, *others in runs]
    return f"[{' '.join(written)}]"


def _tag(name: str) -> str:
    """Six letters before the name of a font that is only a part of it."""
    number = int(name[1:])
    return "AAAA" + chr(65 + number // 26 % 26) + chr(65 + number % 26)


def _in_brackets(reference: object) -> object:
    from reportlab.pdfbase.pdfdoc import PDFArray  # noqa: PLC0415 - slow to import

    return PDFArray([reference])
