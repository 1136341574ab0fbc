"""One page as a picture → what is written on it, piece by piece, and its ruling lines, on the page made straight."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from PIL import Image

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.scans import digits, light, straight
from govreport_gui.files.scans.digits import Piece
from govreport_gui.files.scans.letters import Recogniser, as_picture, boxes
from govreport_gui.files.scans.marks import Grey, Mask, Numbers, runs_of
from govreport_gui.files.scans.ruling import Line, ruling
from govreport_gui.files.scans.straight import Plane

LONG: Final = 2339
"""Pixels of the longer side of a page as it is read: 200 dpi of A4."""
_MAP: Final = 1280
"""Pixels of the longer side where text is looked for."""
_TRIED: Final = 10
"""Pieces by which it is told which way up a page is."""
_SURE: Final = 0.8
_TALL: Final = 1.6
_CHARACTER: Final = 0.85
"""Of the height that lines usually have, with the room around: a character."""
_DARK: Final = 150
_COVERED: Final = 0.6
_CLEARLY: Final = 0.1
_FEW: Final = 4
"""Characters that tell nothing."""
_MOST_PIECES: Final = 1500
"""Of a page; one full of tables has some 400."""
_QUALITY: Final = 80
_LESS: Final = 0.8
"""Of the longer side of a picture: a page that takes less of it is looked at more closely."""
Part = tuple[float, float, float, float]
"""Left, top, right, bottom, each as a share of the whole."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was read: the picture made straight as a JPEG, how large it is, its lines, its pieces of text."""

    picture: bytes
    width: int
    height: int
    lines: Sequence[Line]
    pieces: Sequence[Piece]
    turn: int
    """Quarters by which it was turned to the left."""


@dataclass(frozen=True, slots=True)
class _Flat:
    """A page made straight: in grey without stamps, where these are, and where text stands."""

    grey: Grey
    stamp: Mask | None
    picture: Image.Image
    shown: Image.Image
    boxes: Numbers


def read_page(picture: Image.Image, recogniser: Recogniser, turn: int = 0) -> list[Sheet]:
    """The page in that picture, or the two that lie on it side by side; `turn` is tried first."""
    flat = _flat(_turned(picture, turn), recogniser)
    better = _turn(flat, recogniser)
    if better:
        turn = (turn + better) % 4
        flat = _flat(_turned(picture, turn), recogniser)
    if (part := _part(flat)) is not None:
        flat = _flat(_turned(picture, turn), recogniser, part)
    gutter = _gutter(flat)
    if gutter is not None:
        whole = _turned(picture, turn)
        place = round(gutter / flat.picture.width * whole.width)
        halves = (whole.crop((0, 0, place, whole.height)), whole.crop((place, 0, whole.width, whole.height)))
        return [_sheet(_flat(half, recogniser), recogniser, turn) for half in halves]
    return [_sheet(flat, recogniser, turn)]


def _turned(picture: Image.Image, turn: int) -> Image.Image:
    ways = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return picture.transpose(ways[turn - 1]) if turn else picture


def _part(flat: _Flat) -> Part | None:
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


def _flat(picture: Image.Image, recogniser: Recogniser, part: Part = (0.0, 0.0, 1.0, 1.0)) -> _Flat:
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
    return _Flat(grey, stamp, flat, shown, boxes(recogniser.text_map(flat, _MAP), size))


def _turn(flat: _Flat, recogniser: Recogniser) -> int:
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


def _longest(flat: _Flat, along: int) -> list[Image.Image]:
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


def _gutter(flat: _Flat) -> float | None:
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


def _sheet(flat: _Flat, recogniser: Recogniser, turn: int) -> Sheet:
    lines = ruling(flat.grey, flat.boxes, flat.stamp)
    usual = float(np.median(flat.boxes[:, 3] - flat.boxes[:, 1])) if len(flat.boxes) else 0.0
    found = [
        line
        for box in flat.boxes.tolist()
        for part in _parted(box, lines)
        for line in _one_by_one(part, flat.grey, usual)
    ]
    found = _once(found)
    missed = digits.missed(flat.grey, found, lines)
    if len(found) + len(missed) > _MOST_PIECES:
        raise OutsideError("的文字太多，不像是年报")
    read = recogniser.read([_crop(flat, box) for box in (*found, *missed)])
    whole = [Piece(box, letters) for box, letters in zip((*found, *missed), read, strict=True) if letters]
    pieces = digits.looked_at(flat.picture, whole, lines, recogniser, flat.stamp, frozenset(missed))
    packed = io.BytesIO()
    flat.shown.save(packed, "JPEG", quality=_QUALITY)
    return Sheet(packed.getvalue(), *flat.shown.size, lines, pieces, turn)


Box = tuple[int, int, int, int]


def _crop(flat: _Flat, box: Box) -> Image.Image:
    return flat.picture.crop(box)


def _parted(box: Sequence[int], lines: Sequence[Line]) -> list[Box]:
    """That box, cut where a ruling line goes through it."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    margin = max(4.0, (bottom - top) * 0.3)
    walls = [each.at for each in lines if not each.lies and each.start < y < each.end]
    cuts = sorted(at for at in walls if left + margin < at < right - margin)
    edges = [left, *(round(at) for at in cuts), right]
    floors = [each.at for each in lines if each.lies and each.start < x < each.end]
    # What reaches a little over a line is cut off there: a line in the picture reads as a stroke.
    top = max([top, *(round(at) + 3 for at in floors if at < y - (bottom - top) * 0.2 and at > top - 2)])
    bottom = min([bottom, *(round(at) - 2 for at in floors if at > y + (bottom - top) * 0.2 and at < bottom + 2)])
    found = []
    for first, last in pairwise(edges):
        start = max([first, *(round(at) + 3 for at in walls if first - 2 < at < first + margin)])
        end = min([last, *(round(at) - 2 for at in walls if last - margin < at < last + 2)])
        if end - start > 5 and bottom - top > 5:
            found.append((start, top, end, bottom))
    return found


def _once(boxes: Sequence[Box]) -> list[Box]:
    """These boxes without those that lie within another, for the most part."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda each: (each[2] - each[0]) * (each[3] - each[1]), reverse=True):
        left, top, right, bottom = box
        area = (right - left) * (bottom - top)
        for one, up, other, down in found:
            wide, high = min(right, other) - max(left, one), min(bottom, down) - max(top, up)
            if wide > 0 and high > 0 and wide * high > _COVERED * area:
                break
        else:
            found.append(box)
    return found


def _one_by_one(box: Box, grey: Grey, usual: float) -> list[Box]:
    """The lines in that box one by one, where it is as high as several: narrow columns are found as one piece."""
    left, top, right, bottom = box
    if bottom - top < _TALL * usual:
        return [box]
    inked = (grey[top:bottom, left:right] < _DARK).any(axis=1)
    runs = runs_of(np.asarray(inked)[None])
    lines: list[tuple[int, int]] = []
    for start, end in zip(runs.start.tolist(), runs.end.tolist(), strict=True):
        # Parts of one character, as of 三, are no lines.
        if lines and end - lines[-1][0] < _CHARACTER * usual:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    room = max(2, round(usual / 8))
    return [(left, max(top, top + start - room), right, min(bottom, top + end + room)) for start, end in lines] or [box]
