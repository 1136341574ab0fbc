"""One page as a picture → what is written on it, piece by piece, and its ruling lines, on the page made straight."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from PIL import Image

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.scans import digits
from govreport_gui.files.scans.digits import Box, Piece
from govreport_gui.files.scans.flat import Flat, flat_of, gutter_of, part_of, turn_of, turned
from govreport_gui.files.scans.letters import Recogniser
from govreport_gui.files.scans.marks import DARK, Grey, runs_of
from govreport_gui.files.scans.ruling import Line, ruling

_TALL: Final = 1.6
_CHARACTER: Final = 0.85
"""Of the height that lines usually have, with the room around: a character."""
_COVERED: Final = 0.6
_MOST_PIECES: Final = 1500
"""Of a page; one full of tables has some 400."""
_QUALITY: Final = 80


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


def read_page(picture: Image.Image, recogniser: Recogniser, turn: int = 0) -> list[Sheet]:
    """The page in that picture, or the two that lie on it side by side; `turn` is tried first."""
    flat = flat_of(turned(picture, turn), recogniser)
    better = turn_of(flat, recogniser)
    if better:
        turn = (turn + better) % 4
        flat = flat_of(turned(picture, turn), recogniser)
    if (part := part_of(flat)) is not None:
        flat = flat_of(turned(picture, turn), recogniser, part)
    gutter = gutter_of(flat)
    if gutter is not None:
        whole = turned(picture, turn)
        place = round(gutter / flat.picture.width * whole.width)
        halves = (whole.crop((0, 0, place, whole.height)), whole.crop((place, 0, whole.width, whole.height)))
        return [_sheet(flat_of(half, recogniser), recogniser, turn) for half in halves]
    return [_sheet(flat, recogniser, turn)]


def _sheet(flat: Flat, recogniser: Recogniser, turn: int) -> Sheet:
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


def _crop(flat: Flat, box: Box) -> Image.Image:
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
    inked = (grey[top:bottom, left:right] < DARK).any(axis=1)
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
