"""Fonts read the quick way are the fonts that reportlab reads."""

from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfbase import ttfonts

from govreport_gui.files import resources
from govreport_gui.files.pdf import font_reading

FONTS = (resources.path("fonts/wqy-microhei.ttc"), *sorted(Path("/usr/share/fonts/truetype").rglob("*.tt[fc]"))[:12])
"""The one of the program, and some of the machine where it has any: other builds, other tables."""
READ = ("charToGlyph", "charWidths", "defaultWidth", "hmetrics", "glyphPos", "numGlyphs", "unitsPerEm", "name", "bbox")


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch) -> Any:
    """As reportlab reads."""
    now = ttfonts.TTFontFile.extractInfo
    own = (
        next((cell.cell_contents for cell in now.__closure__ or () if callable(cell.cell_contents)), now)
        if getattr(now, "quick", False)
        else now
    )
    monkeypatch.setattr(ttfonts.TTFontFile, "extractInfo", own)
    return ttfonts


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_the_quick_way_reads_the_same(font: Path, usual: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = ttfonts.TTFontFile(str(font))
    monkeypatch.setattr(ttfonts.TTFontFile, "extractInfo", ttfonts.TTFontFile.extractInfo)
    font_reading.quicken(ttfonts)
    quick = ttfonts.TTFontFile(str(font))
    assert slow.glyphToChar, "read number by number"
    if font == FONTS[0]:
        assert not quick.glyphToChar
    for name in READ:
        assert getattr(quick, name, None) == getattr(slow, name, None), name
    assert quick.makeSubset([ord(each) for each in "国A1 "]) == slow.makeSubset([ord(each) for each in "国A1 "])
