"""Whether the add-on works here: a process of its own loads it, reads one picture and tells what stands in it."""

from pathlib import Path
from typing import Final

from govreport_gui.files.scans import addon

TRY: Final = "try-recogniser"
"""The first argument of a program that is only to try the add-on; then a picture, and the file that it tells in."""


def run(picture: Path, told: Path) -> int:
    """Write the lines in that picture to the file `told`; or why nothing can be read, with exit code 1."""
    try:
        text, code = "\n".join(_lines(picture)), 0
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what one wants to know
        text, code = f"{type(error).__name__} {error}", 1
    told.write_text(text, encoding="utf-8")
    return code


def _lines(picture: Path) -> list[str]:
    found = addon.wanted("图片")
    addon.load(found)
    from PIL import Image  # noqa: PLC0415  # only this process needs them

    from govreport_gui.files.scans import letters  # noqa: PLC0415  # likewise

    page = Image.open(picture).convert("L")
    recogniser = letters.Recogniser(found.models)
    places = letters.boxes(recogniser.text_map(page, max(page.size)), page.size)
    lines = recogniser.read([page.crop(place) for place in places.tolist()])
    return ["".join(each.text for each in line) for line in lines]
