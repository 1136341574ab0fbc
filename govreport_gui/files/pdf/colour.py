"""The colours of a PDF are sRGB: the profile that says so (ICC.1:2001-04, version 2), for screens and printers."""

from functools import cache
from struct import pack
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

NAME: Final = "sRGB IEC61966-2.1"
_WHITE: Final = (0.9642, 1.0, 0.8249)
"""Of the profile connection space, D50, as X, Y and Z."""
_PRIMARIES: Final = (
    (b"rXYZ", (0.43607, 0.22249, 0.01392)),
    (b"gXYZ", (0.38515, 0.71687, 0.09708)),
    (b"bXYZ", (0.14307, 0.06061, 0.71410)),
)
"""Of sRGB (IEC 61966-2-1), adapted to D50 after Bradford."""
_STEPS: Final = 256
_HEADER: Final = 128


@cache
def profile() -> bytes:
    """The profile: made of its numbers, always the same bytes."""
    curve = pack(
        f">4s4xI{_STEPS}H", b"curv", _STEPS, *(round(_linear(at / (_STEPS - 1)) * 65535) for at in range(_STEPS))
    )
    parts = {
        b"desc": _described(NAME),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": _xyz(_WHITE),
        **{name: _xyz(place) for name, place in _PRIMARIES},
    }
    curves = (b"rTRC", b"gTRC", b"bTRC")
    start = _HEADER + 4 + 12 * (len(parts) + len(curves))
    table, body = [], b""
    for name, part in (*parts.items(), (curves[0], curve)):
        table.append((name, start + len(body), len(part)))
        body += part + b"\0" * (-len(part) % 4)
    table += [(name, *table[-1][1:]) for name in curves[1:]]
    tags = pack(">I", len(table)) + b"".join(pack(">4sII", *entry) for entry in table)
    size = _HEADER + len(tags) + len(body)
    # Version 2.1, a monitor's, RGB to XYZ, without a day of its own.
    head = pack(">I4xI4s4s4s12x4s4x", size, 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    head += bytes(20) + pack(">I", 0) + b"".join(_fixed(each) for each in _WHITE)
    return head.ljust(_HEADER, b"\0") + tags + body


def put(canvas: "Canvas") -> None:
    """Say in the file that its colours are these. That is no claim to be PDF/A, which XMP would make."""
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 - slow to import

    document = canvas._doc  # noqa: SLF001  # it has no other way
    stream = document.Reference(pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), profile()))
    name = pdfdoc.PDFString(NAME)
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": name,
        "Info": name,
        "DestOutputProfile": stream,
    }
    document.Catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
    document.Catalog.__NoDefault__ = [*document.Catalog.__NoDefault__, "OutputIntents"]


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _fixed(number: float) -> bytes:
    return pack(">i", round(number * 65536))


def _xyz(place: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(each) for each in place)


def _described(words: str) -> bytes:
    """A description as version 2 wants it: in ASCII, without Unicode and without a script code of the Macintosh."""
    ascii_ = words.encode() + b"\0"
    return b"desc\0\0\0\0" + pack(">I", len(ascii_)) + ascii_ + bytes(4 + 4 + 2 + 1 + 67)
