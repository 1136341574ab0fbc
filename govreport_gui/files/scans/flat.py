"""A picture of a page → the page upright and straight, in grey without stamps, and where text stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image

from govreport_gui.files.scans import light, straight
from govreport_gui.files.scans.letters import Recogniser, as_picture, boxes
from govreport_gui.files.scans.marks import Grey, Mask, Numbers, runs_of
from govreport_gui.files.scans.straight import Plane

LONG: Final = 2339
"""Pixels of the longer side of a page as it is read: 200 dpi of A4."""
_MAP: Final = 1280
"""Pixels of the longer side where text is looked for."""
_TRIED: Final = 10
"""Pieces by which it is told which way up a page is."""
_SURE: Final = 0.8
_CLEARLY: Final = 0.1
_FEW: Final = 4
"""Characters that tell nothing."""
_LESS: Final = 0.8
"""Of the longer side of a picture: a page that takes less of it is looked at more closely."""
Part = tuple[float, float, float, float]
"""Left, top, right, bottom, each as a share of the whole."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A page made straight: in grey without stamps, where these are, and where text stands."""

    grey: Grey
    stamp: Mask | None
    picture: Image.Image
    shown: Image.Image
    boxes: Numbers


def turned(picture: Image.Image, turn: int) -> Image.Image:
    """That picture, turned to the left by so many quarters."""
    ways = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return picture.transpose(ways[turn - 1]) if turn else picture


def part_of(flat: Flat) -> Part | None:
    """The part of the picture that has text, with paper around, where that is much less than all: as on a photo."""
    if len(flat.boxes) < 4:
        return None
    wide, high = flat.picture.size
    left, top = flat.boxes[:, :2].min(axis=0).tolist()
    right, bottom = flat.boxes[:, 2:].max(axis=0).tolist()
    side = 0.06 * max(wide, high)
    part = (max(0.0, left - side), max(0.0, top - side), min(wide, right + side), min(high, bottom + side))
    less = max(part[2] - part[0], part[3] - part[1]) < _LESS * max(wide, high)
    return (part[0] / wide, part[1] / high, part[2] / wide, part[3] / high) if less else None


def flat_of(picture: Image.Image, recogniser: Recogniser, part: Part = (0.0, 0.0, 1.0, 1.0)) -> Flat:
    """That picture, made straight at once from what it was, so that it is drawn only once; of it that part."""
    wide, high = picture.size
    scale = LONG / max(wide, high)
    size = (round(wide * scale), round(high * scale))
    plane: Plane = np.diag([1 / scale, 1 / scale, 1.0])
    small = picture.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
    back = straight.turned_back(straight.tilt(light.even(small)), *size)
    grey = light.even(straight.warped(small, back, size))
    ruled = straight.lying(grey, size[0] * 0.06), straight.standing(grey, size[1] * 0.04)
    squared = straight.squared(*ruled, *size)
    if squared is not None:
        back = back @ squared
    left, top = part[0] * wide * scale, part[1] * high * scale
    across, down = (part[2] - part[0]) * wide * scale, (part[3] - part[1]) * high * scale
    closer = LONG / max(across, down)
    size = (round(across * closer), round(down * closer))
    back = back @ np.array([[1 / closer, 0, left], [0, 1 / closer, top], [0, 0, 1.0]])
    shown = straight.warped(picture if scale < 1 else small, plane @ back if scale < 1 else back, size)
    grey, stamp = light.evened(shown)
    flat = as_picture(light.cleared(grey, stamp))
    return Flat(grey, stamp, flat, shown, boxes(recogniser.text_map(flat, _MAP), size))


def turn_of(flat: Flat, recogniser: Recogniser) -> int:
    """By how many quarters more to the left that page is to be turned; 0 where it stands upright."""
    lying, standing = _longest(flat, 0), _longest(flat, 1)
    read = {0: _sure(lying, recogniser)}
    if read[0] > _SURE or not (lying or standing):
        return 0
    read[2] = _sure([each.transpose(Image.Transpose.ROTATE_180) for each in lying], recogniser)
    read[1] = _sure([each.transpose(Image.Transpose.ROTATE_90) for each in standing], recogniser)
    read[3] = _sure([each.transpose(Image.Transpose.ROTATE_270) for each in standing], recogniser)
    best = max(read, key=read.__getitem__)
    return best if read[best] > read[0] + _CLEARLY else 0


def _longest(flat: Flat, along: int) -> list[Image.Image]:
    """The longest pieces that lie, or stand."""
    sides = flat.boxes[:, 2:] - flat.boxes[:, :2]
    fitting = np.nonzero(sides[:, along] > 1.2 * sides[:, 1 - along])[0]
    chosen = fitting[np.argsort(-sides[fitting, along])[:_TRIED]]
    return [flat.picture.crop((left, top, right, bottom)) for left, top, right, bottom in flat.boxes[chosen].tolist()]


def _sure(pieces: Sequence[Image.Image], recogniser: Recogniser) -> float:
    """How sure the characters of these pieces are, on average; of one that is very long its beginning is enough."""
    some = [each.crop((0, 0, min(each.width, 12 * each.height), each.height)) for each in pieces]
    found = [letter.sure for letters in recogniser.read(some) for letter in letters]
    return float(np.mean(found)) if len(found) >= _FEW else 0.0


def gutter_of(flat: Flat) -> float | None:
    """Where two pages that lie side by side part, in pixels; None where there is one."""
    wide, high = flat.picture.size
    if wide < 1.2 * high or len(flat.boxes) < 8:
        return None
    ink = flat.grey < 160
    taken = np.asarray(ink[round(high * 0.04) : round(high * 0.96)].mean(axis=0) > 0.002)
    for left, _, right, _ in flat.boxes.tolist():
        taken[left:right] = True
    from_, to = round(wide * 0.4), round(wide * 0.6)
    free = runs_of(~taken[None, from_:to], round(wide * 0.02))
    if not len(free.row):
        return None
    best = int(np.argmax(free.end - free.start))
    place = from_ + float(free.start[best] + free.end[best]) / 2
    left = int((flat.boxes[:, 2] <= place).sum())
    return place if min(left, len(flat.boxes) - left) >= 3 else None
