"""The light on a page: paper made white everywhere, ink of a stamp told from ink of letters."""

from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from govreport_gui.files.scans.marks import Grey, Mask

_PATCH: Final = 24
"""Pixels: in each patch of that size some paper is seen."""
_RED: Final = 45.0
"""How much redder than green and blue the ink of a stamp is."""
_INK: Final = 120.0
"""Black ink is darker, also under a stamp."""
_DESK: Final = 0.3
"""What is that much darker than the page, all around, is what it lies on."""


def evened(picture: Image.Image) -> tuple[Grey, Mask | None]:
    """The page in grey, its paper white, without the ink of stamps; and where that ink is, None on a grey picture.

    Red ink is as bright as paper in the red light, black ink under it stays black.
    """
    if picture.mode == "L":
        return _white(np.asarray(picture, np.float32), picture), None
    red, green, blue = picture.split()
    channels = [_white(np.asarray(each, np.float32), each) for each in (red, green, blue)]
    stamp: Mask = channels[0] - np.maximum(channels[1], channels[2]) > _RED
    if float(stamp.mean()) < 1e-4:
        return even(picture), None
    return channels[0], stamp


def cleared(grey: Grey, stamp: Mask | None) -> Grey:
    """That page without what is left of a stamp at its edges, which would read as strokes. Thin lines go too."""
    if stamp is None:
        return grey
    edges = stamp.copy()
    for axis in (0, 1):
        for step in (-1, 1):
            edges |= np.roll(stamp, step, axis)
    return np.where(edges & (grey > _INK), np.float32(255), grey)


def even(picture: Image.Image) -> Grey:
    """The page in grey, its paper white, all ink in it."""
    grey = picture.convert("L")
    return _white(np.asarray(grey, np.float32), grey)


def _white(light: Grey, picture: Image.Image) -> Grey:
    """That brightness against the paper around: 255 where it is paper."""
    wide, high = (max(1, -(-side // _PATCH)) for side in picture.size)
    paper = picture.resize((wide * 4, high * 4), Image.Resampling.BOX).filter(ImageFilter.MedianFilter(3))
    paper = paper.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(3))
    around = np.asarray(paper.resize(picture.size, Image.Resampling.BILINEAR), np.float32)
    even = np.minimum(light / np.maximum(around, 1.0) * 255.0, 255.0)
    return np.where(around < _DESK * np.percentile(around, 90), np.float32(255), even).astype(np.float32)
